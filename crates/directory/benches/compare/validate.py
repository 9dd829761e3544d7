"""Validates a data package with frictionless, which is what it does beside reading it. Prints whether it is valid, milliseconds, and
the most memory of the process in megabytes; loading the program is not counted."""

import resource
import sys
import time

import frictionless

start = time.perf_counter()
report = frictionless.validate(sys.argv[1])
took = (time.perf_counter() - start) * 1000
print(report.valid, f"{took:.0f}", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6:.0f}")
