// How files under ui are laid out; `cargo xtask fmt` writes them so.
export default {
  printWidth: 120,
  bracketSameLine: true,
  // White space between inline elements is seen, and is never added or taken away.
  htmlWhitespaceSensitivity: "css",
  plugins: ["prettier-plugin-svelte"],
  overrides: [{ files: "*.svelte", options: { parser: "svelte" } }],
};
