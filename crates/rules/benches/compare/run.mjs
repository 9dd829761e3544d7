// Asks json-rules-engine the same rules about the same people, and prints its times beside ours: `node run.mjs OURS.json`.
// The conditions are turned from the language of questionnaires into that of the other engine, which is tried out first: it
// must find what we found of each person. Ours also says on which answers each rule rests, and what is not known.
import { readFileSync } from 'node:fs';
import { Engine } from 'json-rules-engine';

const ours = JSON.parse(readFileSync(process.argv[2], 'utf8'));

/** Reads a condition: `and`, `or`, `not()`, `selected()`, comparisons of answers with constants and with each other. */
function conditionOf(formula) {
  const tokens = formula.match(/\$\{[^}]+\}|'[^']*'|[a-z-]+(?=\()|and|or|[()]|,|!=|<=|>=|=|<|>|-|\d+/g);
  let at = 0;
  const peek = () => tokens[at];
  const next = () => tokens[at++];
  const either = () => many('or', both, 'any');
  const both = () => many('and', one, 'all');
  function many(word, part, kind) {
    const parts = [part()];
    while (peek() === word) {
      next();
      parts.push(part());
    }
    return parts.length === 1 ? parts[0] : { [kind]: parts };
  }
  function one() {
    if (peek() === '(') {
      next();
      const inner = either();
      next();
      return inner;
    }
    if (peek() === 'not') {
      at += 2;
      const inner = either();
      next();
      return { not: inner };
    }
    if (peek() === 'selected') {
      at += 2;
      const fact = next().slice(2, -1);
      next();
      const value = next().slice(1, -1);
      next();
      return { fact, operator: 'selected', value };
    }
    const left = term();
    const operator = { '=': 'same', '!=': 'other', '<': 'less', '<=': 'most', '>': 'more', '>=': 'least' }[next()];
    return { fact: left, operator, value: term() };
  }
  function term() {
    if (peek() === 'count-selected') {
      at += 2;
      const fact = `count of ${next().slice(2, -1)}`;
      next();
      return fact;
    }
    const token = next();
    const value = token.startsWith('${') ? token.slice(2, -1) : token.startsWith("'") ? token.slice(1, -1) : Number(token);
    return token.startsWith('${') && at > 1 && ['=', '!=', '<', '<=', '>', '>='].includes(tokens[at - 2]) ? { fact: value } : value;
  }
  return either();
}

function engineOf(form) {
  const engine = new Engine([], { allowUndefinedFacts: true });
  const number = (text) => (typeof text === 'number' ? text : /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN);
  const same = (a, b) => (typeof b === 'number' ? number(a) === b : String(a) === b);
  engine.addOperator('selected', (a, b) => String(a).split(' ').includes(b));
  engine.addOperator('same', same);
  engine.addOperator('other', (a, b) => !same(a, b));
  engine.addOperator('less', (a, b) => number(a) < number(b));
  engine.addOperator('most', (a, b) => number(a) <= number(b));
  engine.addOperator('more', (a, b) => number(a) > number(b));
  engine.addOperator('least', (a, b) => number(a) >= number(b));
  for (const rule of ours.rules.filter((each) => each.form === form)) {
    const condition = conditionOf(rule.formula);
    const conditions = 'any' in condition || 'all' in condition || 'not' in condition ? condition : { all: [condition] };
    engine.addRule({ conditions, event: { type: rule.id } });
  }
  return engine;
}

const forms = [...new Set(ours.rules.map((rule) => rule.form))];
const engines = forms.map((form) => [form, engineOf(form)]);
const times = [];
let wrong = 0;
for (const [index, person] of ours.people.entries()) {
  const facts = forms.map((form) => {
    const counts = Object.entries(person[form]).map(([name, text]) => [`count of ${name}`, text.split(' ').length]);
    return { ...person[form], ...Object.fromEntries(counts) };
  });
  const start = performance.now();
  const found = [];
  for (const [at, [, engine]] of engines.entries()) {
    const { events } = await engine.run(facts[at]);
    for (const event of events) found.push(event.type);
  }
  times.push((performance.now() - start) * 1000);
  if (JSON.stringify(found.sort()) !== JSON.stringify(ours.found[index])) wrong += 1;
}
times.sort((one, other) => one - other);
const at = (part) => times[Math.floor((times.length - 1) * part)];
console.log(`${ours.rules.length} rules, ${ours.people.length} people; ${wrong} of them found otherwise by the other engine`);
for (const [name, place] of [['p50', 0], ['p95', 1]]) {
  const theirs = at([0.5, 0.95][place]);
  const beside = (own) => `${theirs.toFixed(0)} / ${own.toFixed(1)} µs: ${(theirs / own).toFixed(0)} times`;
  console.log(`${name}, which rules hold, json-rules-engine / ours: ${beside(ours.alone_us[place])}`);
  console.log(`${name}, ours with why and what would change it: ${beside(ours.whole_us[place])}`);
}
