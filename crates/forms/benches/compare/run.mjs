// Times @getodk/xforms-engine on XForms and prints it beside our own figures: `node run.mjs OURS.json FORM.xml…`. `ready` is
// XML (for us: the spreadsheet) to usable instance, `answer` one answer with everything that follows and with reading the
// state of every node that depends on it, as a screen does, over two rounds through all questions or as many as fit into
// a minute. What counts a repeat is left as the form has it, or the repeat would be empty. `times` is how many times as
// long the other engine takes.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { JSDOM } from 'jsdom';

// The package is built for browsers: it finds here what it looks for there.
globalThis.require = createRequire(import.meta.url);
globalThis.__dirname = process.cwd();
const { window } = new JSDOM('');
for (const name of ['document', 'DOMParser', 'XMLSerializer', 'Node', 'Element', 'Document', 'Attr', 'Text', 'XPathResult',
  'XPathEvaluator', 'XMLDocument', 'CharacterData', 'Comment', 'CDATASection', 'ProcessingInstruction', 'NodeFilter']) {
  if (!(name in globalThis) && window[name]) globalThis[name] = window[name];
}
globalThis.window ??= window;
const { loadForm } = await import('@getodk/xforms-engine');

const MINUTE = 60_000;
// What was read is counted, so that reading cannot be left out.
let seen = 0;
const nothing = async () => new Response('', { status: 404 });

const [oursPath, ...paths] = process.argv.slice(2);
const ours = JSON.parse(readFileSync(oursPath, 'utf8'));

const columns = ['form', 'ready ms', 'ours', 'times', 'answer p50 us', 'ours', 'times', 'p95 us', 'ours', 'times'];
const line = (cells) => console.log(cells.map((cell, at) => (at === 0 ? cell.padEnd(12) : cell.padStart(13))).join(' '));
line(columns);
for (const path of paths) {
  const form = basename(path, '.xml');
  const mine = ours.find((one) => one.form.split('.')[0] === form);
  try {
    const theirs = await measure(readFileSync(path, 'utf8'), mine);
    const pairs = [
      [theirs.ready_ms, mine && mine.read_ms + mine.open_ms],
      [theirs.answer_p50_us, mine?.answer_p50_us],
      [theirs.answer_p95_us, mine?.answer_p95_us],
    ];
    const cells = pairs.flatMap(([other, own]) => [other.toFixed(1), own?.toFixed(1) ?? '-', own ? (other / own).toFixed(0) : '-']);
    line([form, ...cells]);
  } catch (error) {
    console.log(`${form}: the other engine fails: ${String(error?.message ?? error).slice(0, 160)}`);
  }
}

async function measure(xml, mine) {
  const start = performance.now();
  const loaded = await loadForm(xml, { fetchFormAttachment: nothing, missingResourceBehavior: 'BLANK' });
  if (loaded.status !== 'success' && loaded.status !== 'warning') throw loaded.error ?? new Error(loaded.status);
  const { root } = loaded.createInstance();
  const ready_ms = performance.now() - start;
  const times = [];
  const until = performance.now() + MINUTE;
  const counts = new Set((mine?.counts ?? []).map((name) => `/${name}`));
  for (const round of [0, 1]) {
    const nodes = all(root);
    const byRow = new Map();
    for (const node of nodes) byRow.set(rowOf(node), [...(byRow.get(rowOf(node)) ?? []), node]);
    for (const node of nodes.filter((one) => ['input', 'select'].includes(one.nodeType))) {
      if (performance.now() > until) break;
      const row = rowOf(node);
      if (counts.has(row.slice(row.lastIndexOf('/'))) || counts.has(`/${row}`)) continue;
      const depend = dependants(mine?.readers ?? {}, row).flatMap((one) => near(byRow.get(one) ?? [], node));
      const begun = performance.now();
      if (!answer(node, round)) continue;
      for (const one of depend) see(one);
      times.push((performance.now() - begun) * 1000);
    }
  }
  times.sort((one, other) => one - other);
  const at = (part) => times[Math.floor((times.length - 1) * part)] ?? 0;
  return { ready_ms, answer_p50_us: at(0.5), answer_p95_us: at(0.95), answer_max_us: at(1), answers: times.length };
}

function all(root) {
  const found = [];
  const waiting = [root];
  while (waiting.length > 0) {
    const node = waiting.shift();
    found.push(node);
    waiting.unshift(...(node.currentState.children ?? []));
  }
  return found;
}

// The rows that read this one, by way of others too.
function dependants(readers, row) {
  const found = new Set();
  const waiting = [row];
  while (waiting.length > 0) {
    for (const reader of readers[waiting.pop()] ?? []) {
      if (!found.has(reader)) {
        found.add(reader);
        waiting.push(reader);
      }
    }
  }
  return [...found];
}

// The path without the root and the places of instances.
function rowOf(node) {
  return node.currentState.reference.replace(/\[\d+\]/g, '').split('/').slice(2).join('/');
}

// Of nodes of one row those in the instance of this one, where they lie in one with it.
function near(nodes, to) {
  const at = to.currentState.reference;
  const own = at.slice(0, at.lastIndexOf(']') + 1);
  const is = (reference) => !reference.includes('[') || own === '' || reference.startsWith(own);
  return nodes.filter((node) => is(node.currentState.reference));
}

function see(node) {
  const state = node.currentState;
  const shown = [state.value, state.relevant, state.required, state.readonly, state.label?.asString, node.validationState?.violation];
  seen += shown.length;
}

function answer(node, round) {
  try {
    if (node.nodeType === 'select') {
      const options = node.currentState.valueOptions;
      if (options.length === 0) return false;
      const value = options[round % options.length].value;
      if (node.selectType === 'select1' || !node.selectValues) node.selectValue(value);
      else node.selectValues([value]);
    } else {
      const values = { int: BigInt(round + 3), decimal: round + 3, date: `2024-06-0${round + 1}` };
      node.setValue(values[node.valueType] ?? String(round + 3));
    }
    // Reading makes sure that nothing is left for later.
    return node.currentState.value !== undefined;
  } catch {
    return false;
  }
}
