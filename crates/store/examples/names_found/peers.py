"""Who is found, beside others: peers.py MADE OURS. MADE is what make.py wrote, OURS what names_found printed.

A query finds its person when somebody of exactly that name is among the first twenty. A stranger is anybody else on the
list whose name is another. Recall is the share of queries that find; strangers are counted per list. jellyfish and
name-matching are given all names in ASCII letters (anyascii), in small letters and the words in order, which is kinder
to them than what is stored; jellyfish, which compares two names, goes through all people.
"""

import json
import statistics
import sys
import time

import jellyfish
import pandas
from anyascii import anyascii
from name_matching.name_matcher import NameMatcher

ROWS = 20
# The peers take a second or so for each: of each kind as many as end within some minutes.
OF_A_KIND = 25


def plain(text):
    return " ".join(sorted(anyascii(text).lower().split()))


def judged(people, query, rows):
    """Is the person among the rows, and how many of them have another name."""
    name = people[query["person"]]
    found = any(people[row] == name for row in rows)
    return found, sum(people[row] != name for row in rows)


def table(title, people, queries, lists, milliseconds):
    print(f"\n{title}: p50 {statistics.median(milliseconds):.1f} ms, p95 {percentile(milliseconds, 95):.1f} ms")
    print("| what is typed | queries | found | strangers, mean | lists with at most 3 |")
    print("| --- | --- | --- | --- | --- |")
    kinds = list(dict.fromkeys(query["kind"] for query in queries)) + ["all"]
    for kind in kinds:
        of_kind = [judged(people, query, rows) for query, rows in zip(queries, lists) if kind in (query["kind"], "all")]
        found = sum(found for found, _ in of_kind) / len(of_kind)
        mean = statistics.mean(strangers for _, strangers in of_kind)
        few = sum(strangers <= 3 for _, strangers in of_kind) / len(of_kind)
        print(f"| {kind} | {len(of_kind)} | {found:.1%} | {mean:.1f} | {few:.0%} |")


def percentile(numbers, share):
    return sorted(numbers)[min(len(numbers) - 1, len(numbers) * share // 100)]


def by_jellyfish(names, queries):
    for query in queries:
        begun = time.perf_counter()
        typed = plain(query["text"])
        likeness = [(jellyfish.jaro_winkler_similarity(typed, name), -at) for at, name in enumerate(names)]
        rows = [-at for _, at in sorted(likeness, reverse=True)[:ROWS]]
        yield rows, (time.perf_counter() - begun) * 1000


def by_name_matching(names, queries):
    matcher = NameMatcher(number_of_matches=ROWS, top_n=50, lowercase=True, common_words=False, verbose=False)
    matcher.load_and_process_master_data("name", pandas.DataFrame({"name": names}))
    for query in queries:
        begun = time.perf_counter()
        found = matcher.match_names(pandas.DataFrame({"name": [plain(query["text"])]}), "name")
        rows = [int(found.iloc[0][f"match_index_{at}"]) for at in range(ROWS) if f"match_index_{at}" in found.columns]
        yield rows, (time.perf_counter() - begun) * 1000


def main():
    made = json.load(open(sys.argv[1], encoding="utf-8"))
    ours = json.load(open(sys.argv[2], encoding="utf-8"))
    people = [(person["family"], person["given"]) for person in made["people"]]
    queries = made["queries"]
    table("this build", people, queries, [each["people"] for each in ours["found"]],
          [each["milliseconds"] for each in ours["found"]])
    cost = ours["cost"]
    print(f"\n{cost['keys'] / cost['people']:.1f} keys of names for each person, "
          f"{cost['bytes_of_keys'] / cost['people']:.0f} bytes of text in them; "
          f"{cost['bytes_of_store'] / cost['people']:.0f} bytes of the store for each person in all.")
    seen, some = {}, []
    for at, query in enumerate(queries):
        seen[query["kind"]] = seen.get(query["kind"], 0) + 1
        if seen[query["kind"]] <= OF_A_KIND:
            some.append(at)
    few = [queries[at] for at in some]
    table("this build, the same queries as its peers", people, few, [ours["found"][at]["people"] for at in some],
          [ours["found"][at]["milliseconds"] for at in some])
    names = [plain(f"{family} {given}") for family, given in people]
    for title, peer in [("jellyfish, Jaro-Winkler", by_jellyfish), ("name-matching", by_name_matching)]:
        lists = list(peer(names, few))
        table(title, people, few, [rows for rows, _ in lists], [took for _, took in lists])


main()
