"""The table of what `run_anki.py`, `run_pouch.py` and `run_pana.py` wrote down."""

import json

print("| | step | wall, s | CPU of both, s | of the meeting alone, s | sent, MB | came, MB |")
print("| --- | --- | --- | --- | --- | --- | --- |")
for title, name in (("Anki", "anki"), ("PouchDB", "pouch"), ("Pana", "pana")):
    with open(f"res_{name}.json") as file:
        steps = json.load(file)
    for step, of in steps.items():
        both = of["client_cpu"] + of["server_cpu"]
        alone = f"{of['cpu_ms'] / 1000 + of['server_cpu']:.2f}" if "cpu_ms" in of else ""
        sizes = f"{of['up'] / 1e6:.4f} | {of['down'] / 1e6:.4f}"
        print(f"| {title} | {step} | {of['ms'] / 1000:.2f} | {both:.2f} | {alone} | {sizes} |")
