#!/usr/bin/env bash
# A label may look a text up with a predicate: `instance('size')/root/item[number(name) < 5]/label`. pyxform writes the sign in
# such a formula out twice, so that the XForm says `&amp;lt;` and whoever reads it gets the four characters `&lt;` in a formula.
# The same sign in the plain text of a label is written out once, as it should be.
#
# Seen with pyxform 4.5.0, which makes the form without a word, and @getodk/xforms-engine 0.22.0 on Node.js, which then opens
# the form not at all: one label with a predicate costs the whole questionnaire. A predicate with `=` alone is not concerned,
# which is why examples work. The web client is the first to say so, when somebody sits down to be asked.
# What Pana does: reads a formula in a text however often its signs were written out
# (`a_formula_in_the_text_of_an_xform_is_read_however_often_its_signs_were_written_out`, `crates/forms/tests/readers.rs`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip --quiet install pyxform==4.5.0
npm install --silent --no-save @getodk/xforms-engine@0.22.0 jsdom@29.1.1

cat > forms.py <<'PY'
import openpyxl

for name, sign in (("less", "<"), ("same", "=")):
    book = openpyxl.Workbook()
    survey = book.active
    survey.title = "survey"
    survey.append(["type", "name", "label"])
    survey.append(["select_one size", "size", "Which size?"])
    survey.append(["note", "found", f"Found: instance('size')/root/item[number(name) {sign} 5]/label"])
    survey.append(["note", "plain", "Three < five"])
    choices = book.create_sheet("choices")
    choices.append(["list_name", "name", "label"])
    choices.append(["size", "5", "Five"])
    book.save(f"{name}.xlsx")
PY
python/bin/python forms.py
for name in less same; do python/bin/xls2xform --skip_validate "$name.xlsx" "$name.xml" > /dev/null; done

cat > open.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { JSDOM } from 'jsdom';

// The engine is built for browsers and looks for these.
globalThis.require = createRequire(import.meta.url);
globalThis.__dirname = process.cwd();
const { window } = new JSDOM('');
for (const name of ['document', 'DOMParser', 'XMLSerializer', 'Node', 'Element', 'Document', 'Attr', 'Text', 'XPathResult',
  'XPathEvaluator', 'XMLDocument', 'CharacterData', 'Comment', 'CDATASection', 'ProcessingInstruction', 'NodeFilter']) {
  if (!(name in globalThis) && window[name]) globalThis[name] = window[name];
}
globalThis.window ??= window;
const { loadForm } = await import('@getodk/xforms-engine');
const nothing = async () => new Response('', { status: 404 });
for (const name of ['less', 'same']) {
  const loaded = await loadForm(readFileSync(`${name}.xml`, 'utf8'), { fetchFormAttachment: nothing, missingResourceBehavior: 'BLANK' });
  console.log(name, loaded.status, loaded.error?.message ?? '');
}
JS
{
  grep -o "number(name) [^5]*5" less.xml
  grep -o "Three [^ ]* five" less.xml
  node open.mjs
} | tee seen.txt
cat > expected.txt <<'TXT'
number(name) &amp;lt; 5
Three &lt; five
less failure Expression has syntax error: instance('size')/root/item[number(name) &lt; 5]/label
same success 
TXT
diff expected.txt seen.txt && echo "as described: one label with < in its formula, and the form does not open"
