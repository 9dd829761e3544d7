"""A hundred thousand invented people, and how somebody types the names of some of them, as JSON on standard output.

make.py PEOPLE QUERIES_OF_A_KIND [PAIRS]

Names are drawn from the lists of mimesis and Faker, Latin spellings of Russian from the systems that iuliia knows. PAIRS
is a file of lines "name in Arabic letters, tab, name in Latin letters"; with it people are added who have names of that
list that Faker's Arabic and Persian lists know too, and are asked for in Latin. All is drawn from one seed.
"""

import importlib
import json
import random
import sys

import iuliia
from faker import Faker
from mimesis import Gender, Locale, Person

SEED = 20261129
# Given names and family names are drawn apart, so that hardly any two people share both.
FAKER = {"ru_RU": 20, "uz_UZ": 10, "az_AZ": 6, "tr_TR": 6, "fa_IR": 12, "ar_AA": 12}
MIMESIS = {"kk": 30, "uk": 4}

# Kazakh letters as the passports of Kazakhstan had them in Latin (rules of 2012); the rest is as in Russian.
KAZAKH_PASSPORT = {
    "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i",
    "й": "y", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya",
    "ы": "y", "э": "e", "ё": "yo", "ъ": "", "ь": "", "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e",
    "з": "z", "и": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f",
}
# Kazakh typed on a Russian keyboard.
RUSSIAN_KEYS = {"ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и"}
# Latin typed on a keyboard without their letters.
PLAIN_LATIN = {
    "ə": "a", "ş": "s", "ç": "c", "ğ": "g", "ö": "o", "ü": "u", "ı": "i", "â": "a", "î": "i", "û": "u", "i̇": "i",
    "ʻ": "'", "‘": "'", "’": "'",
}
LOOK_ALIKE = {"а": "a", "е": "e", "о": "o", "с": "c", "р": "p", "х": "x", "у": "y", "і": "i"}
HIDDEN = ["\u200b", "\u00ad", "\u200d", "\u2060", "\ufeff", "\u202c"]
# One letter of Arabic and of Persian keyboards, and what is often left out.
ARABIC_KEYS = {"ی": "ي", "ک": "ك", "ي": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي"}
MARKS = set("ًٌٍَُِّْٰ")
SYSTEMS = [
    iuliia.ICAO_DOC_9303, iuliia.BGN_PCGN, iuliia.GOST_52535, iuliia.ALA_LC, iuliia.TELEGRAM, iuliia.WIKIPEDIA,
    iuliia.YANDEX_MAPS, iuliia.MOSMETRO, iuliia.MVD_782,
]


def mapped(table, text):
    return "".join(table.get(letter, letter) for letter in text.lower())


def alphabet_of(word):
    if any("\u0400" <= letter <= "\u04ff" for letter in word):
        return "абвгдежзиклмнопрстуфхцчшыэюя"
    if any("\u0600" <= letter <= "\u06ff" for letter in word):
        return "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    return "abcdefghijklmnopqrstuvwxyz"


def slip(chance, word):
    at = chance.randrange(1, len(word) - 1)
    letter = chance.choice(alphabet_of(word))
    return chance.choice([
        word[:at] + word[at + 1:],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1:],
        word[:at] + word[at + 1] + word[at] + word[at + 2:],
    ])


def slipped(chance, family, given):
    words = [family, given]
    long = [at for at, word in enumerate(words) if len(word) >= 5]
    if not long:
        return None
    at = chance.choice(long)
    words[at] = slip(chance, words[at].lower())
    return " ".join(words)


def hidden(chance, family, given):
    text = mapped(LOOK_ALIKE, family) if chance.random() < 0.5 else family
    at = chance.randrange(1, len(text)) if len(text) > 1 else 0
    return f"{given} {text[:at]}{chance.choice(HIDDEN)}{text[at:]}"


def without_marks(text):
    return "".join(letter for letter in text if letter not in MARKS)


# The kind, the lists it concerns, and what is typed.
KINDS = [
    ("as it is written", None, lambda chance, family, given: f"{given} {family}".lower()),
    ("one slip of the finger", None, slipped),
    ("a beginning of both", None, lambda _, family, given: f"{family[:5]} {given[:4]}"),
    ("hidden signs, letters of another script", None, hidden),
    ("Russian in Latin, nine systems", {"ru_RU"},
     lambda chance, family, given: chance.choice(SYSTEMS).translate(f"{family} {given}")),
    ("Kazakh in passport Latin", {"kk"}, lambda _, family, given: mapped(KAZAKH_PASSPORT, f"{family} {given}")),
    ("Kazakh on a Russian keyboard", {"kk"}, lambda _, family, given: mapped(RUSSIAN_KEYS, f"{family} {given}")),
    ("Latin without its marks", {"uz_UZ", "az_AZ", "tr_TR"},
     lambda _, family, given: mapped(PLAIN_LATIN, f"{family} {given}")),
    ("Arabic and Persian on each other's keyboard", {"fa_IR", "ar_AA"},
     lambda _, family, given: without_marks(mapped(ARABIC_KEYS, f"{given} {family}"))),
]


def drawn(people):
    shares = sum(FAKER.values()) + sum(MIMESIS.values())
    for locale, share in FAKER.items():
        names = Faker(locale)
        names.seed_instance(SEED)
        for at in range(people * share // shares):
            if at % 2:
                yield locale, names.last_name_male(), names.first_name_male()
            else:
                yield locale, names.last_name_female(), names.first_name_female()
    for locale, share in MIMESIS.items():
        names = Person(Locale(locale), seed=SEED)
        for at in range(people * share // shares):
            gender = Gender.MALE if at % 2 else Gender.FEMALE
            yield locale, names.surname(gender), names.name(gender)


def pairs_of(file):
    known = set()
    for locale in ["ar_AA", "ar_PS", "ar_SA", "fa_IR"]:
        lists = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for of in ["first_names", "last_names", "first_names_male", "first_names_female"]:
            known.update(word for name in getattr(lists, of, ()) for word in name.split())
    for line in open(file, encoding="utf-8"):
        arabic, _, latin = line.rstrip("\n").partition("\t")
        if len(arabic) >= 3 and arabic in known:
            yield arabic, latin


def main():
    people, of_a_kind = int(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(SEED)
    everybody = list(drawn(people))
    in_latin = {}
    if len(sys.argv) > 3:
        pairs = list(pairs_of(sys.argv[3]))
        for _ in range(people // 10):
            family, given = chance.sample(pairs, 2)
            in_latin[len(everybody)] = f"{given[1]} {family[1]}"
            everybody.append(("pairs", family[0], given[0]))
    queries = []
    for kind, lists, typed in KINDS:
        whose = [at for at, person in enumerate(everybody) if (lists is None or person[0] in lists)]
        for at in chance.sample(whose, of_a_kind):
            text = typed(chance, everybody[at][1], everybody[at][2])
            if text:
                queries.append({"kind": kind, "person": at, "text": text})
    for at in chance.sample(sorted(in_latin), min(of_a_kind, len(in_latin))):
        queries.append({"kind": "Arabic in Latin, by a list of pairs", "person": at, "text": in_latin[at]})
    names = [{"family": family, "given": given} for _, family, given in everybody]
    json.dump({"people": names, "queries": queries}, sys.stdout, ensure_ascii=False)


main()
