"""Validates a written package with frictionless: usage validator.py FOLDER [TYPED_DESCRIPTOR].

With a typed descriptor of HSDS 3.0, its types and constraints are laid over the package's own: the tables and columns that 3.1
and the package itself have besides stay as the package describes them. Prints one line for each error.
"""

import json
import os
import sys

import frictionless

folder, typed = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
package = json.load(open(os.path.join(folder, "datapackage.json"), encoding="utf-8"))
if typed:
    known = {resource["name"]: resource for resource in json.load(open(typed, encoding="utf-8"))["resources"]}
    for resource in package["resources"]:
        theirs = known.get(resource["name"])
        if theirs is None:
            continue
        columns = {field["name"]: field for field in theirs["schema"]["fields"]}
        own = [field["name"] for field in resource["schema"]["fields"]]
        order = [name for name in own if name in columns]
        if order != list(columns):
            print(resource["path"], "columns are not in the descriptor's order", order)
        resource["schema"]["fields"] = [columns.get(field["name"], field) for field in resource["schema"]["fields"]]
        keys = resource["schema"].get("foreignKeys", [])
        for key in theirs["schema"].get("foreignKeys") or []:
            if key["fields"] not in [own["fields"] for own in keys]:
                keys.append(key)
        resource["path"] = theirs["path"]
    json.dump(package, open(os.path.join(folder, "typed.json"), "w", encoding="utf-8"))
report = frictionless.validate(os.path.join(folder, "typed.json" if typed else "datapackage.json"), limit_errors=50)
for task in report.tasks:
    for error in task.errors:
        print(task.name, error.type, error.message)
for error in report.errors:
    print(error.type, error.message)
print("valid" if report.valid else "not valid", len(report.tasks), "tables")
