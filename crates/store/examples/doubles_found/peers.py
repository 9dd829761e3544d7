"""Doubles found, beside another program: peers.py MADE OURS. MADE is what make.py wrote, OURS what doubles_found printed.

splink is given the same rows: names in ASCII letters, small; its own comparisons of names (with how often each is met), dates,
telephones and documents, blocking by names in whatever order and by each of the others; u by random sampling, m by expectation
maximisation, as its guide says, and nothing turned by hand: of its ready comparisons of names those that did better. It is asked for
all pairs at once; what is told is the threshold where precision and recall together (F1) are best. All figures are of pairs.
"""

import json
import re
import statistics
import sys
import time

import pandas
from anyascii import anyascii
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
import splink.comparison_library as cl


def figures(found, pairs):
    right = len(found & pairs)
    return right / len(pairs), right / len(found) if found else 1.0


def percentile(numbers, share):
    return sorted(numbers)[min(len(numbers) - 1, len(numbers) * share // 100)]


def by_kind(people, found, pairs):
    kinds = {}
    for one, other in pairs:
        person = people[one] if "kinds" in people[one] else people[other]
        for kind in person["kinds"]:
            kinds.setdefault(kind, []).append((one, other) in found)
    print("\n| how the second record differs | pairs | found |\n| --- | --- | --- |")
    for kind, each in sorted(kinds.items()):
        print(f"| {kind} | {len(each)} | {sum(each) / len(each):.1%} |")


def plain(text):
    return re.sub(r"[^a-z ]", "", anyascii(text).lower()).strip() or None


def rows(people):
    for at, said in enumerate(people):
        family, given = plain(said["family"]), plain(said["given"])
        birth = said.get("birth") or ""
        about = said.get("about")
        year = birth[:4] or str((int(about[:4]) + int(about[11:15])) // 2)
        yield {
            "unique_id": at,
            "family": family,
            "given": given,
            "names": " ".join(sorted(filter(None, [family, given]))) or None,
            "born": birth if len(birth) == 10 else None,
            "year": year,
            "father": plain(said["father"]) if said.get("father") else None,
            "household": [plain(name) or "" for name in said["household"]] if said.get("household") else None,
            "sex": said["sex"],
            "phone": re.sub(r"\D", "", said["phone"])[-10:] if said.get("phone") else None,
            "document": said.get("document"),
            "country": said.get("country"),
        }


def theirs(people):
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison("given").configure(term_frequency_adjustments=True),
            cl.NameComparison("family").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("born", input_is_string=True),
            cl.DamerauLevenshteinAtThresholds("phone", [1]),
            cl.DamerauLevenshteinAtThresholds("document", [1]),
            cl.NameComparison("father"),
            cl.ArrayIntersectAtSizes("household", [1]),
            cl.ExactMatch("sex"),
            cl.ExactMatch("country"),
            cl.DamerauLevenshteinAtThresholds("year", [1]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("names"),
            block_on("phone"),
            block_on("document"),
            block_on("born", "substr(given, 1, 1)"),
            block_on("family", "year"),
            block_on("given", "year"),
        ],
    )
    linker = Linker(DuckDBAPI().register(pandas.DataFrame(rows(people))), settings)
    linker.training.estimate_probability_two_random_records_match([block_on("names", "born"), block_on("phone", "given")],
                                                                  recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in [block_on("names"), block_on("born")]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_weight=-2).as_pandas_dataframe()
    return [(int(min(row.unique_id_l, row.unique_id_r)), int(max(row.unique_id_l, row.unique_id_r)), row.match_weight)
            for row in predicted.itertuples()]


def main():
    made = json.load(open(sys.argv[1], encoding="utf-8"))
    ours = json.load(open(sys.argv[2], encoding="utf-8"))
    people, pairs = made["people"], {(min(pair), max(pair)) for pair in made["pairs"]}
    found = {(one, other) for one, other, _ in ours["pairs"]}
    recall, precision = figures(found, pairs)
    times = ours["milliseconds"]
    print(f"this build: {len(people)} people, {len(pairs)} pairs: recall {recall:.1%}, precision {precision:.1%}; "
          f"a question p50 {statistics.median(times):.1f} ms, p95 {percentile(times, 95):.1f} ms, p99 {percentile(times, 99):.1f} ms, "
          f"longest {max(times):.1f} ms; {ours['bytes_of_store'] / len(people):.0f} bytes a person")
    by_kind(people, found, pairs)
    if len(sys.argv) > 3:
        return
    begun = time.perf_counter()
    predicted = theirs(people)
    seconds = time.perf_counter() - begun
    best = (0, None, (0, 0))
    for threshold in range(-2, 60):
        recall, precision = figures({(one, other) for one, other, weight in predicted if weight >= threshold}, pairs)
        f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0
        best = max(best, (f1, threshold, (recall, precision)))
    print(f"\nsplink: recall {best[2][0]:.1%}, precision {best[2][1]:.1%} at a weight of {best[1]}; all pairs in {seconds:.0f} s; "
          f"ours, one by one, {sum(times) / 1000:.0f} s")


main()
