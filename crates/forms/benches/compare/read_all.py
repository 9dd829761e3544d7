"""Reads every workbook of a folder with pyxform in one process: `read_all.py FOLDER`. Loading pyxform itself is not timed."""
import pathlib
import sys
import time

from pyxform.xls2xform import convert

paths = sorted(path for path in pathlib.Path(sys.argv[1]).iterdir() if path.suffix in (".xls", ".xlsx"))
accepted = 0
start = time.perf_counter()
for path in paths:
    try:
        convert(xlsform=str(path), validate=False, pretty_print=False)
        accepted += 1
    except Exception:  # What it refuses it has read.
        pass
print(len(paths), accepted, (time.perf_counter() - start) * 1000)
