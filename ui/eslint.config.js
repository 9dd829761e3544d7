// What the compiler and svelte-check leave to habit. Layout is prettier's, length of lines `cargo xtask tidy`'s.
import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import { defineConfig, globalIgnores } from "eslint/config";
import typescript from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const TESTS = ["**/*.test.ts", "src/lib/testing/**"];

/** A room of the source, and which imports its files may not have. */
const room = (files, regex, message, ignores = []) => ({
  files,
  ignores: [...TESTS, ...ignores],
  rules: { "no-restricted-imports": ["error", { patterns: [{ regex, message }] }] },
});

export default defineConfig(
  globalIgnores(["dist", "public", "src/lib/backend/contract", "src/lib/text/keys.ts"]),
  { linterOptions: { reportUnusedDisableDirectives: "error", reportUnusedInlineConfigs: "error" } },

  js.configs.recommended,
  {
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "error",
    },
  },
  {
    files: ["**/*.ts", "**/*.svelte"],
    extends: [typescript.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: [".svelte"] } },
    rules: {
      // The compiler knows better which names are there.
      "no-undef": "off",
      "@typescript-eslint/explicit-function-return-type": ["error", { allowExpressions: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // Letters are counted and turned one by one on purpose; no text is cut here.
      "@typescript-eslint/no-misused-spread": ["error", { allow: ["string"] }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  svelte.configs.recommended,
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: typescript.parser, svelteConfig } },
    // Maps that one function fills and reads, and fields that no screen shows, need not be watched.
    rules: { "svelte/prefer-svelte-reactivity": "off" },
  },
  {
    files: ["**/*.svelte"],
    rules: {
      // The parser gives no types to what components, snippets and `{#await}` hand over, so most rules that ask for
      // types see `any` where svelte-check sees none. Those that find lost work stay.
      ...typescript.configs.disableTypeChecked.rules,
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // Props may change although nothing is assigned to them.
      "prefer-const": "off",
      "svelte/prefer-const": "error",
      "svelte/block-lang": ["error", { script: "ts" }],
      "svelte/button-has-type": "error",
      "svelte/no-target-blank": "error",
      "svelte/require-event-prefix": "error",
      // A space in braces is one that the formatter may not turn into the end of a line.
      "svelte/no-useless-mustaches": "off",
      // There are no stores, and looking for them takes two seconds.
      "svelte/require-store-reactive-access": "off",
    },
  },

  {
    files: ["src/**/*.ts", "src/**/*.svelte"],
    ignores: TESTS,
    rules: {
      "max-lines-per-function": ["error", 60],
      "no-restricted-syntax": [
        "error",
        {
          selector: ":matches(Program, ExportNamedDeclaration) > VariableDeclaration[kind!='const']",
          message: "What a module holds outlives the lock: state lives in a class that goes with the session.",
        },
      ],
    },
  },
  room(["src/lib/**"], "/(components|views|testing)/", "What lies in lib knows no screen."),
  room(["src/components/shared/**"], "^\\.\\./", "What is shared imports nothing of ours but what is shared."),
  room(
    ["src/components/**"],
    // How a failure, a meeting, a contact and who may be known already are told, and how something goes onto paper, is
    // the same wherever it is.
    "/(views|testing)/|^\\.\\./(?!\\.\\./|shared/|paper/|" +
      "shell/(ContactTag|ErrorNote|FollowUpTag|MeetingNote|MeetingTag|PerhapsPart)\\.svelte$)",
    "A subject imports what is shared and its own; views bring subjects together.",
    ["src/components/shared/**"],
  ),
  room(["src/views/**"], "/testing/", "What tests need is no part of the app."),

  {
    files: TESTS,
    rules: {
      // The shell rejects with an AppError, which is none of JavaScript's; so does the one that tests put in its place.
      "@typescript-eslint/only-throw-error": "off",
    },
  },
  {
    files: ["**/*.js"],
    languageOptions: { globals: { console: "readonly", process: "readonly", URL: "readonly" } },
    // A command of the terminal speaks by printing.
    rules: { "no-console": "off" },
  },
);
