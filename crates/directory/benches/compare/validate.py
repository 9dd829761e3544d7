"""Validates a data package with frictionless, which is what it does beside reading it. Prints whether it is valid, and milliseconds."""

import sys
import time

import frictionless

start = time.perf_counter()
report = frictionless.validate(sys.argv[1])
print(report.valid, (time.perf_counter() - start) * 1000)
