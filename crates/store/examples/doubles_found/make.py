"""Invented people of whom some are written down twice, as JSON on standard output.

make.py PEOPLE DOUBLES SEED

Names are drawn from the lists of mimesis and Faker. A double is the same person written down again by somebody else: names in
each other's place, in another script or by other rules of spelling, shortened, with a slip of the finger; the year of birth alone,
or guessed, day and month swapped, a digit wrong; another telephone, or a digit of it wrong. A tenth of the others are sisters,
brothers and twins of somebody: they share the family name, the father's name, the telephone, the country, and twins the day of birth,
and are nobody's doubles. Nothing here knows how records are compared.
"""

import datetime
import json
import random
import re
import sys

import iuliia
from anyascii import anyascii
from faker import Faker
from mimesis import Gender, Locale, Person

FAKER = {"ru_RU": 12, "uz_UZ": 8, "az_AZ": 4, "tr_TR": 4, "fa_IR": 20, "ar_AA": 30}
MIMESIS = {"kk": 12, "uk": 10}
COUNTRY = {
    "ru_RU": "RU", "uz_UZ": "UZ", "az_AZ": "AZ", "tr_TR": "TR", "fa_IR": "AF", "ar_AA": "SY", "kk": "KZ", "uk": "UA", "list": "SY",
}
SYSTEMS = [iuliia.ICAO_DOC_9303, iuliia.BGN_PCGN, iuliia.WIKIPEDIA, iuliia.YANDEX_MAPS, iuliia.MVD_782]
KAZAKH_PASSPORT = {
    "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i",
    "й": "y", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya",
    "ы": "y", "э": "e", "ё": "yo", "ъ": "", "ь": "", "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e",
    "з": "z", "и": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f",
}
RUSSIAN_KEYS = {"ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и"}
PLAIN_LATIN = {"ə": "a", "ş": "s", "ç": "c", "ğ": "g", "ö": "o", "ü": "u", "ı": "i", "ʻ": "'", "‘": "'", "’": "'"}
ARABIC_KEYS = {"ی": "ي", "ک": "ك", "ي": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي"}
# Common Arabic names with spellings that are met in papers, in Latin and in Cyrillic; not from our own tables.
ARABIC = {
    "محمد": ["Mohammed", "Mohamad", "Muhammad", "Mohamed", "Мохаммад", "Мұхаммед", "Мухаммед"],
    "أحمد": ["Ahmad", "Ahmed", "Ахмад", "Ахмед"], "علي": ["Ali", "Aly", "Али", "Әли"],
    "حسن": ["Hasan", "Hassan", "Хасан"], "حسين": ["Hussein", "Hussain", "Husein", "Хусейн", "Хусаин"],
    "عمر": ["Omar", "Umar", "Омар", "Умар"], "عثمان": ["Othman", "Osman", "Усман", "Осман"],
    "خالد": ["Khaled", "Khalid", "Халед", "Халид"], "يوسف": ["Yousef", "Yusuf", "Youssef", "Юсуф", "Юсеф"],
    "إبراهيم": ["Ibrahim", "Ebrahim", "Ибрахим"], "مصطفى": ["Mustafa", "Mostafa", "Мустафа"],
    "محمود": ["Mahmoud", "Mahmud", "Махмуд"], "عبد الله": ["Abdullah", "Abdallah", "Abdulla", "Абдулла", "Абдаллах"],
    "عبد الرحمن": ["Abdulrahman", "Abdul Rahman", "Abdelrahman", "Абдуррахман", "Абдулрахман"],
    "سعيد": ["Saeed", "Said", "Saïd", "Саид"], "طارق": ["Tariq", "Tarek", "Тарик"],
    "فاطمة": ["Fatima", "Fatema", "Fatma", "Фатима"], "عائشة": ["Aisha", "Aysha", "Аиша"],
    "مريم": ["Maryam", "Mariam", "Марьям", "Мариям"], "زينب": ["Zainab", "Zeinab", "Зайнаб", "Зейнаб"],
    "خديجة": ["Khadija", "Khadijah", "Хадиджа"], "نور": ["Nour", "Noor", "Nur", "Нур"],
    "سارة": ["Sara", "Sarah", "Сара"], "ليلى": ["Layla", "Leila", "Laila", "Лейла"],
    "هدى": ["Huda", "Hoda", "Худа"], "أمينة": ["Amina", "Ameena", "Амина"], "سلمى": ["Salma", "Selma", "Сальма"],
    "رنا": ["Rana", "Рана"], "دعاء": ["Doaa", "Duaa", "Дуа"], "ياسمين": ["Yasmin", "Yasmine", "Jasmin", "Ясмин"],
    "زيدان": ["Zidan", "Zeidan", "Zaidan", "Зейдан", "Зидан"], "الحسن": ["Al-Hasan", "Alhassan", "El Hassan", "Аль-Хасан"],
    "حداد": ["Haddad", "Хаддад"], "خوري": ["Khoury", "Khouri", "Khuri", "Хури"], "درويش": ["Darwish", "Darwich", "Дервиш"],
    "النجار": ["Al-Najjar", "Najjar", "El Naggar", "Ан-Наджар", "Наджар"], "شاهين": ["Shaheen", "Shahin", "Шахин"],
    "عباس": ["Abbas", "Аббас"], "منصور": ["Mansour", "Mansoor", "Мансур"], "صالح": ["Saleh", "Salih", "Салех", "Салих"],
    "رمضان": ["Ramadan", "Ramazan", "Рамадан"], "قاسم": ["Qasim", "Kassem", "Qassem", "Касем", "Касим"],
    "حمدان": ["Hamdan", "Хамдан"], "جابر": ["Jaber", "Jabir", "Джабер"], "سليمان": ["Suleiman", "Soliman", "Sulaiman", "Сулейман"],
    "بكري": ["Bakri", "Bakry", "Бакри"], "شريف": ["Sharif", "Sherif", "Шариф"], "عثماني": ["Othmani", "Osmani", "Османи"],
    "الأحمد": ["Al-Ahmad", "Alahmad", "Аль-Ахмад"], "قدور": ["Kaddour", "Qaddour", "Каддур"],
}
WORDS = list(ARABIC)
MEN, WOMEN, FAMILIES = WORDS[:16], WORDS[16:30], WORDS[30:]
# So many of a hundred have names of that list.
OF_LIST = 12
TODAY = datetime.date(2026, 3, 2)


def mapped(table, text):
    return "".join(table.get(letter, letter) for letter in text.lower())


def alphabet_of(word):
    if any("\u0400" <= letter <= "\u04ff" for letter in word):
        return "абвгдежзиклмнопрстуфхцчшыэюя"
    if any("\u0600" <= letter <= "\u06ff" for letter in word):
        return "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    return "abcdefghijklmnopqrstuvwxyz"


def slip(chance, word):
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    letter = chance.choice(alphabet_of(word))
    return chance.choice([
        word[:at] + word[at + 1:],
        word[:at] + letter + word[at + 1:],
        word[:at] + word[at + 1] + word[at] + word[at + 2:],
    ])


def digit_wrong(chance, text):
    places = [at for at, letter in enumerate(text) if letter.isdigit()]
    at = chance.choice(places[-6:])
    return text[:at] + chance.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1:]


def names_of(people, seed):
    """A locale, whether a man, family name and given name, without end."""
    shares = sum(FAKER.values()) + sum(MIMESIS.values())
    for locale, share in FAKER.items():
        names = Faker(locale)
        names.seed_instance(seed)
        for at in range(people * share // shares + 1):
            man = at % 2 == 1
            yield (locale, man, names.last_name_male(), names.first_name_male()) if man else (
                locale, man, names.last_name_female(), names.first_name_female())
    for locale, share in MIMESIS.items():
        names = Person(Locale(locale), seed=seed)
        for at in range(people * share // shares + 1):
            man = at % 2 == 1
            gender = Gender.MALE if man else Gender.FEMALE
            yield locale, man, names.surname(gender), names.name(gender)


def of_list(chance, people):
    for at in range(people * OF_LIST // 100):
        man = at % 2 == 1
        yield "list", man, chance.choice(FAMILIES), chance.choice(MEN if man else WOMEN)


def born(chance):
    year = min(2025, max(1935, int(chance.gauss(1993, 16))))
    if chance.random() < 0.12:
        # Of many no more than the year is known, and papers say 1 January.
        return f"{year}-01-01"
    day = datetime.date(year, 1, 1) + datetime.timedelta(days=chance.randrange(365))
    return day.isoformat()


def phone(chance):
    return f"+7 7{chance.choice(['01', '02', '05', '07', '47', '71', '75', '77'])} {chance.randrange(10**7):07d}"


def document(chance):
    return chance.choice("ABCKNP") + f"{chance.randrange(10**8):08d}"


def father_of(chance, locale, man, fathers):
    father = chance.choice(fathers)
    if locale in ("ru_RU", "uk"):
        if father[-1] in "аяоиую":
            return None
        stem, soft = (father[:-1], True) if father[-1] in "йь" else (father, False)
        if locale == "uk":
            return stem + (("йович" if soft else "ович") if man else ("ївна" if soft else "івна"))
        return stem + (("евич" if soft else "ович") if man else ("евна" if soft else "овна"))
    if locale == "kk":
        return father + ("ұлы" if man else "қызы")
    if locale == "uz_UZ":
        return father + (" o'g'li" if man else " qizi")
    if locale == "az_AZ":
        return father + (" oğlu" if man else " qızı")
    return None if locale == "tr_TR" else father


def add_family(chance, said, givens):
    """Of most the father's name is known, and of some who lives with them."""
    locale = said["locale"]
    if chance.random() < 0.7:
        father = father_of(chance, locale, said["sex"] == "male", givens[(locale, "male")])
        if father:
            said["father"] = father
    if chance.random() < 0.4:
        every = givens[(locale, "male")] + givens[(locale, "female")]
        said["household"] = [chance.choice(every) for _ in range(chance.randrange(1, 5))]


def key(name):
    """A name as it is however its letters are typed: nobody calls two children alike."""
    return re.sub(r"[^a-z]", "", anyascii(mapped(ARABIC_KEYS, name)).lower())


def person_of(chance, locale, man, family, given):
    said = {
        "locale": locale, "family": family, "given": given, "sex": "male" if man else "female", "birth": born(chance),
        "country": COUNTRY[locale],
    }
    if chance.random() < 0.75:
        said["phone"] = phone(chance)
    if chance.random() < 0.35:
        said["document"] = document(chance)
    if chance.random() < 0.10:
        said["birth"] = said["birth"][:4]
    return said


def sibling_of(chance, person, givens):
    said = dict(person)
    said.pop("document", None)
    said["given"] = chance.choice(givens[(person["locale"], person["sex"])])
    while key(said["given"]) == key(person["given"]):
        said["given"] = chance.choice(givens[(person["locale"], person["sex"])])
    if chance.random() > 0.15:
        said["birth"] = born(chance)
    if chance.random() < 0.5:
        said.pop("household", None)
    return said


def other_spelling(chance, locale, word):
    if locale in ("ru_RU", "uk"):
        return chance.choice(SYSTEMS).translate(word)
    if locale == "list":
        return chance.choice(ARABIC[word]) if word in ARABIC else word
    if locale == "kk":
        return chance.choice([mapped(KAZAKH_PASSPORT, word), mapped(RUSSIAN_KEYS, word)])
    if locale in ("fa_IR", "ar_AA"):
        return mapped(ARABIC_KEYS, word)
    return mapped(PLAIN_LATIN, word)


def birth_again(chance, birth):
    """The same birth told to somebody else."""
    if len(birth) == 4:
        return {"birth": birth} if chance.random() < 0.7 else guessed(chance, int(birth))
    year, month, day = birth.split("-")
    drawn = chance.random()
    if drawn < 0.55:
        return {"birth": birth}
    if drawn < 0.63:
        return {"birth": year}
    if drawn < 0.70:
        return {"birth": f"{year}-{day}-{month}"} if int(day) <= 12 else {"birth": year}
    if drawn < 0.80:
        while True:
            wrong = digit_wrong(chance, birth)
            try:
                datetime.date.fromisoformat(wrong)
            except ValueError:
                continue
            if 1930 <= int(wrong[:4]) <= 2026:
                return {"birth": wrong}
    if drawn < 0.84:
        return {"birth": f"{year[:2]}{year[3]}{year[2]}-{month}-{day}"} if year[3] < "3" or year[:2] == "19" else {"birth": birth}
    return guessed(chance, int(year))


def guessed(chance, year):
    """“About so many years old”: a year less or more, as the program keeps it; and the guess itself may be off."""
    age = max(0, TODAY.year - year + chance.choice([-1, 0, 0, 0, 1]))
    first = TODAY.replace(year=TODAY.year - age - 2) + datetime.timedelta(days=1)
    last = TODAY.replace(year=TODAY.year - max(age - 1, 0))
    return {"about": f"{first.isoformat()}/{last.isoformat()}"}


def again(chance, person):
    said = {key: value for key, value in person.items() if key != "birth"}
    locale = person["locale"]
    kinds = []
    drawn = chance.random()
    if drawn < 0.30:
        said["family"], said["given"] = (other_spelling(chance, locale, person[key]) for key in ("family", "given"))
        kinds.append("in another script, by a list" if locale == "list" else "spelled otherwise")
    elif drawn < 0.45 and locale not in ("fa_IR", "ar_AA", "list"):
        said["family"], said["given"] = (" ".join(anyascii(person[key]).split()).capitalize() for key in ("family", "given"))
        kinds.append("in Latin letters")
    elif drawn < 0.60:
        key = chance.choice(["family", "given"])
        said[key] = slip(chance, person[key].lower())
        kinds.append("a slip in a name")
    elif drawn < 0.66 and len(person["given"]) >= 6:
        said["given"] = person["given"][:4]
        kinds.append("shortened")
    if chance.random() < 0.20:
        said["family"], said["given"] = said["given"], said["family"]
        kinds.append("swapped")
    if "father" in said:
        if chance.random() < 0.25:
            said.pop("father")
        elif {"spelled otherwise", "in another script, by a list"} & set(kinds):
            said["father"] = " ".join(other_spelling(chance, locale, word) for word in said["father"].split(" ") if word)
        elif "in Latin letters" in kinds:
            said["father"] = " ".join(anyascii(said["father"]).split())
    if "household" in said:
        if chance.random() < 0.2:
            said.pop("household")
        elif {"spelled otherwise", "in another script, by a list"} & set(kinds):
            said["household"] = [other_spelling(chance, locale, name) for name in said["household"]]
    said.update(birth_again(chance, person["birth"]))
    if said.get("birth") != person["birth"]:
        kinds.append("birth told otherwise")
    if "phone" in said:
        drawn = chance.random()
        if drawn < 0.10:
            said["phone"] = digit_wrong(chance, said["phone"])
            kinds.append("a digit of the telephone")
        elif drawn < 0.35:
            said["phone"] = phone(chance)
            kinds.append("another telephone")
        elif drawn < 0.45:
            said.pop("phone")
            kinds.append("no telephone")
        else:
            said["phone"] = said["phone"].replace("+7 7", "87", 1)
    if "document" in said and chance.random() < 0.5:
        said["document"] = digit_wrong(chance, said["document"]) if chance.random() < 0.2 else said["document"]
    else:
        said.pop("document", None)
    if chance.random() < 0.15:
        said.pop("country")
    if chance.random() < 0.02:
        said["sex"] = "male" if said["sex"] == "female" else "female"
    said["kinds"] = kinds or ["as before"]
    return said


def main():
    people, doubles, seed = (int(argument) for argument in sys.argv[1:4])
    chance = random.Random(seed)
    drawn = list(names_of(people, seed)) + list(of_list(chance, people))
    chance.shuffle(drawn)
    singles = people - doubles
    everybody = [person_of(chance, *names) for names in drawn[: singles * 9 // 10]]
    givens = {}
    for person in everybody:
        givens.setdefault((person["locale"], person["sex"]), []).append(person["given"])
    for person in everybody:
        add_family(chance, person, givens)
    known = list(everybody)
    while len(everybody) < singles:
        everybody.append(sibling_of(chance, chance.choice(known), givens))
    pairs = []
    for at in chance.sample(range(len(everybody)), doubles):
        pairs.append([at, len(everybody)])
        everybody.append(again(chance, everybody[at]))
    order = list(range(len(everybody)))
    chance.shuffle(order)
    place = {at: to for to, at in enumerate(order)}
    json.dump({
        "people": [everybody[at] for at in order],
        "pairs": [[place[one], place[other]] for one, other in pairs],
    }, sys.stdout, ensure_ascii=False)


main()
