// Writes src/lib/text/keys.ts: every message of locales/en with its variables, so that an unknown key or a wrong
// variable is a type error. With --check it also refuses languages that differ from English, and unused messages of
// the areas that belong to the interface alone.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FluentResource } from "@fluent/bundle";

const root = fileURLToPath(new URL("../..", import.meta.url));
const locales = join(root, "locales");
const OWN = ["shell", "centre", "home", "interview", "people", "export"];

/** Variables that a pattern names, those of its selectors included. */
function variables(node, found = new Set()) {
  if (Array.isArray(node)) for (const part of node) variables(part, found);
  else if (node !== null && typeof node === "object") {
    if (node.type === "var") found.add(node.name);
    for (const part of Object.values(node)) variables(part, found);
  }
  return found;
}

/** Messages of a language: key → { area, variables }. */
function messages(language) {
  const found = new Map();
  for (const file of readdirSync(join(locales, language))
    .filter((name) => name.endsWith(".ftl"))
    .sort()) {
    const resource = new FluentResource(readFileSync(join(locales, language, file), "utf8"));
    for (const message of resource.body) {
      if (found.has(message.id)) throw new Error(`${language}/${file}: ${message.id} stands twice`);
      found.set(message.id, { area: file.replace(/\.ftl$/, ""), variables: [...variables(message.value)].sort() });
    }
  }
  return found;
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "contract" ? [] : sources(path);
    return /\.(ts|svelte)$/.test(entry.name) && entry.name !== "keys.ts" ? [readFileSync(path, "utf8")] : [];
  });
}

function check(english) {
  const faults = [];
  for (const language of readdirSync(locales).filter((name) => name !== "en")) {
    const other = messages(language);
    for (const [key, message] of english) {
      const there = other.get(key);
      if (there === undefined) faults.push(`${language}: ${key} is missing`);
      else
        for (const name of there.variables)
          if (!message.variables.includes(name)) faults.push(`${language}: ${key} has $${name}, English has not`);
    }
    for (const key of other.keys()) if (!english.has(key)) faults.push(`${language}: ${key} is unknown in English`);
  }
  const code = sources(join(root, "ui/src")).join("\n");
  for (const [key, { area }] of english) {
    if (!OWN.includes(area)) continue;
    // A key may be put together from a prefix in code, as `shell-key-${name}`.
    const named =
      code.includes(`"${key}"`) || [...code.matchAll(/`([a-z-]+-)\$\{/g)].some(([, prefix]) => key.startsWith(prefix));
    if (!named) faults.push(`en/${area}.ftl: ${key} is used nowhere`);
  }
  return faults;
}

const english = messages("en");
const lines = [...english]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([key, message]) => {
    const names = message.variables.map((name) => `${name}: string | number`).join("; ");
    return `  "${key}": ${names === "" ? "null" : `{ ${names} }`};`;
  });
writeFileSync(
  join(root, "ui/src/lib/text/keys.ts"),
  `// Made by ui/scripts/keys.js from locales/en. Do not edit.

/** Every message with its variables. */
export interface Messages {
${lines.join("\n")}
}
`,
);
if (process.argv.includes("--check")) {
  const faults = check(english);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exit(1);
}
