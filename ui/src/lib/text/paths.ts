/** The folder in which a file lies, as paths are written on either kind of system; nothing where it names none. */
export function folderOf(path: string): string {
  const end = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  if (end < 0) return "";
  // What is left of a path right under a root is the root.
  return path.slice(0, end === 0 || path[end - 1] === ":" ? end + 1 : end);
}
