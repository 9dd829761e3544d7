#!/usr/bin/env bash
# A list that is shuffled with a seed drawn by `once(random())`, so that each person keeps an order of their own, has one and
# the same order for everybody in the web client of ODK: the engine cuts the seed to its whole part, and that is 0.
#
# Seen with pyxform 4.5.0 (which takes any number as a seed without a word) and @getodk/xforms-engine 0.22.0 on Node.js:
# 0.03, 0.4, 0.77 and 0.999 give one order; 1.2, 2 and 42 three others. A survey that shuffles against the effect of order
# has that effect in full, and nothing in its data shows it.
# What Pana does: a seed between 0 and 1 is hashed like a text, so that each has an order of its own (`crates/forms/src/session/tests/order.rs`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip --quiet install pyxform==4.5.0
npm install --silent --no-save @getodk/xforms-engine@0.22.0 jsdom@29.1.1

cat > form.py <<'PY'
import openpyxl

book = openpyxl.Workbook()
survey = book.active
survey.title = "survey"
survey.append(["type", "name", "label", "parameters"])
survey.append(["decimal", "drawn", "Drawn", ""])
survey.append(["select_one way", "way", "Which way?", "randomize=true, seed=${drawn}"])
choices = book.create_sheet("choices")
choices.append(["list_name", "name", "label"])
for letter in "abcdefg":
    choices.append(["way", letter, letter.upper()])
book.save("form.xlsx")
PY
python/bin/python form.py
python/bin/xls2xform form.xlsx form.xml

cat > orders.mjs <<'JS'
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
const loaded = await loadForm(readFileSync('form.xml', 'utf8'), { fetchFormAttachment: nothing, missingResourceBehavior: 'BLANK' });
const { root } = loaded.createInstance();
const named = (name) => root.currentState.children.find((node) => node.currentState.reference.endsWith(`/${name}`));
for (const seed of [0.03, 0.4, 0.77, 0.999, 1.2, 2, 42]) {
  named('drawn').setValue(seed);
  console.log(seed, named('way').currentState.valueOptions.map((option) => option.value).join(' '));
}
JS
node orders.mjs | tee seen.txt
cat > expected.txt <<'TXT'
0.03 c b e a f d g
0.4 c b e a f d g
0.77 c b e a f d g
0.999 c b e a f d g
1.2 g f e a c d b
2 g c f d b a e
42 a f c b d e g
TXT
diff expected.txt seen.txt && echo "as described: every seed below 1 is one seed"
