import { expect, test } from "vitest";
import { folderOf } from "./paths";

test.each([
  ["/media/stick/a.pana", "/media/stick"],
  ["/a.pana", "/"],
  ["E:\\cases\\a.pana", "E:\\cases"],
  ["E:\\a.pana", "E:\\"],
  ["a.pana", ""],
])("the folder of %s", (path, folder) => {
  expect(folderOf(path)).toBe(folder);
});
