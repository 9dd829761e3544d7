// Screens are tried out behind the door: nobody is asked anything, and nothing of it is left.
import { expect, test, vi } from "vitest";
import { withoutShell } from "../lib/backend/backend";
import { answers, eachWithShell, open, see } from "../lib/testing/screen";
import { Text } from "../lib/text/text.svelte";
import { rehearse } from "./rehearse";

eachWithShell();

test("the first screens are drawn behind the door, ask the shell nothing and leave nothing in the page", async () => {
  open();
  await see("unlock-passphrase");
  const drawn = new Set<string>();
  const watch = new MutationObserver((changes) => {
    for (const change of changes)
      for (const added of change.addedNodes)
        if (added instanceof HTMLElement)
          for (const each of [added, ...added.querySelectorAll<HTMLElement>("[data-testid]")])
            drawn.add(each.dataset["testid"] ?? "");
  });
  const asked = vi.fn();
  for (const name of ["home", "people_search", "form_list", "form_show", "screen_note"])
    answers[name] = () => asked(name) as unknown;
  const before = document.body.innerHTML;
  watch.observe(document.body, { childList: true, subtree: true });
  await rehearse(new Text());
  watch.disconnect();
  for (const screen of ["screen-home", "nav-home", "lock-now", "person-row", "screen-interview", "question"])
    expect(drawn, screen).toContain(screen);
  expect(document.body.innerHTML).toBe(before);
  expect(asked).not.toHaveBeenCalled();
});

test("who enters a passphrase at once waits for no rehearsal", async () => {
  open();
  const field = await see("unlock-passphrase");
  const stages = vi.fn();
  const watch = new MutationObserver((changes) => {
    for (const change of changes)
      for (const added of change.addedNodes) if (added instanceof HTMLElement && added.matches(".rehearsal")) stages();
  });
  watch.observe(document.body, { childList: true });
  const done = rehearse(new Text());
  field.closest("form")?.requestSubmit();
  await done;
  watch.disconnect();
  expect(stages).not.toHaveBeenCalled();
});

test("afterwards the shell is asked again, whatever became of it", async () => {
  await expect(withoutShell({}, () => Promise.reject(new Error("none")))).rejects.toThrow("none");
  open();
  await see("unlock-passphrase");
});
