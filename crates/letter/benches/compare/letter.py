"""Makes the PDF of a page of HTML as often as told, in one process. Prints the name of the page, how many were made after the first,
p50 and p95 of these, and the first, in milliseconds, with tabs between; loading the program is not counted. The PDF is left
beside the page, so that both can be looked at."""

import sys
import time
from pathlib import Path

import weasyprint
from weasyprint.text.fonts import FontConfiguration

page, later = Path(sys.argv[1]), int(sys.argv[2])
times = []
# What reads fonts is kept, as a server that makes many letters would keep it.
fonts = FontConfiguration()
for _ in range(later + 1):
    start = time.perf_counter()
    # To the same standard as ours: tagged for screen readers.
    pdf = weasyprint.HTML(filename=page).write_pdf(font_config=fonts, pdf_variant="pdf/ua-1")
    times.append((time.perf_counter() - start) * 1000)
page.with_suffix(".other.pdf").write_bytes(pdf)
first, *rest = times
rest.sort()
at = lambda percent: rest[(len(rest) - 1) * percent // 100]
print(page.stem, len(rest), f"{at(50):.1f}", f"{at(95):.1f}", f"{first:.1f}", sep="\t")
