#!/usr/bin/env bash
# Public forms of a community health tool begin with a group that reads a hidden row of its own: `inputs`, relevant
# `./source = 'user'`, and `source` in it with the default `user`. They are meant to begin by asking that group.
#
# Seen with pyxform 4.5.0 (which makes the form without a word where Validate is skipped; with it, its ODK Validate speaks of a
# cycle and refuses) and @getodk/xforms-engine 0.22.0 on Node.js: the group is left out from the first moment, for good, and
# without a word; the same row outside the group, read by another one, is found, and that group is asked. So one program refuses
# the form, one makes it, and one opens it with its first page silently not there.
# What Pana does: the group is asked, as those forms are meant, whatever the order in which its rows are worked out
# (`crates/forms/src/session/tests/applies.rs`).
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
for row in (
    ["type", "name", "label", "relevant", "default"],
    ["begin group", "inside", "Who", "./source = 'user'", ""],
    ["hidden", "source", "", "", "user"],
    ["text", "who", "Name", "", ""],
    ["end group", "", "", "", ""],
    ["hidden", "from", "", "", "user"],
    ["begin group", "outside", "Who", "${from} = 'user'", ""],
    ["text", "whom", "Name", "", ""],
    ["end group", "", "", "", ""],
):
    survey.append(row)
book.save("form.xlsx")
PY
python/bin/python form.py
python/bin/xls2xform --skip_validate form.xlsx form.xml > /dev/null

cat > asked.mjs <<'JS'
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
for (const node of root.currentState.children) {
  const name = node.currentState.reference.split('/').pop();
  if (['inside', 'outside'].includes(name)) console.log(name, node.currentState.relevant ? 'asked' : 'left out');
}
JS
node asked.mjs | tee seen.txt
cat > expected.txt <<'TXT'
inside left out
outside asked
TXT
diff expected.txt seen.txt && echo "as described: a group that reads its own default is never asked"
