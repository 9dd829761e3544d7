#!/usr/bin/env bash
# The rules for tagged PDF (PDF/UA-1, ISO 14289-1, 7.1) ask a document to say `Suspects false`: none of its tags is in doubt.
# Poppler's programs read that and report a syntax error, "Suspects object is wrong type (boolean)", though a boolean is what
# the format asks for there; a document that leaves the key out is read without a word.
#
# Seen with a letter set by Typst (PyPI typst 0.15.2, PDF/UA-1) and pdfinfo 22.12.0 of Debian 12: the error on stderr, and
# beside it the right value, "Suspects: no". Whoever takes a word on stderr for a broken file throws away just those letters
# that a screen reader can read. With the key renamed, in the same bytes, pdfinfo is silent.
# What Pana does: its tests read letters by what a program prints and by its exit code, not by whether it complained.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip --quiet install typst==0.15.2
# The program and its library as Debian has them, unpacked here; what they need besides is in a plain system with fonts.
apt-get download --quiet=2 poppler-utils=22.12.0-2+deb12u3 libpoppler126=22.12.0-2+deb12u3
for package in ./*.deb; do dpkg -x "$package" poppler; done
export LD_LIBRARY_PATH=$PWD/poppler/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || echo x86_64-linux-gnu)

cat > letter.typ <<'TYP'
#set document(title: "Letter", date: none)
#set text(lang: "en")
= Letter
Please receive the person who brings it.
TYP
cat > make.py <<'PY'
import typst

made = typst.compile("letter.typ", format="pdf", pdf_standards=["ua-1"])
assert b"/Suspects false" in made, "the key is there, and a boolean"
open("letter.pdf", "wb").write(made)
open("without.pdf", "wb").write(made.replace(b"/Suspects false", b"/Suspectz false"))
PY
python/bin/python make.py
for name in letter without; do
  poppler/usr/bin/pdfinfo "$name.pdf" 2> said.txt > told.txt
  echo "$name: $(cat said.txt)"
  grep '^Suspects' told.txt
done | tee seen.txt
cat > expected.txt <<'TXT'
letter: Syntax Error: Suspects object is wrong type (boolean)
Suspects:        no
without: 
Suspects:        no
TXT
diff expected.txt seen.txt && echo "still so"
