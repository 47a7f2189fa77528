// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, renderHook, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import type { DeskActions } from "#app/editor/commands/registry.ts";
import { Toolbar } from "#app/editor/toolbar/Toolbar.tsx";
import { useToolbarState } from "#app/editor/toolbar/use-toolbar-state.ts";
import { Store } from "#app/ui/store.ts";
import { body, doc, text } from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";

afterEach(cleanup);

const actions = new Proxy({} as DeskActions, { get: () => () => undefined });
const everyMode = ["editing", "suggesting", "reading"] as const;

function bar(now: (typeof everyMode)[number], onMode = vi.fn()) {
  const waiting = new Store({ threads: 0, changes: 0 });
  render(
    <Toolbar
      editor={null}
      editable={false}
      actions={actions}
      menuHome={document.body}
      details={{
        organizations: [],
        exhibits: [],
        signers: [],
        certifier: null,
        furtherCertifiers: [],
        caption: null,
      }}
      detailsOf={null}
      shown={{ pages: false, authors: false, threads: false, changes: false }}
      modes={{ now, possible: everyMode }}
      onMode={onMode}
      waiting={waiting}
    />,
  );
  return { waiting, onMode };
}

const names = () =>
  screen.getAllByRole("button").map((button) => button.getAttribute("aria-label") ?? "");

it("[M26] says what keys do, and has words for where one goes, behind what one does to words", () => {
  bar("suggesting");
  const all = names();
  const order = [
    "Bold",
    "Comment",
    "Mode: Suggesting",
    "Comments and suggestions",
    "Changes since",
  ];
  expect(order.map((name) => all.indexOf(name))).toEqual(
    order.map((name) => all.indexOf(name)).toSorted((one, other) => one - other),
  );
  expect(screen.getByRole("button", { name: "Mode: Suggesting" }).textContent).toBe("Suggesting");
  expect(screen.getByRole("button", { name: "Find and replace" }).textContent).toBe("Find");
});

it("shows no mark of the first words of a draft, until somebody goes into them", async () => {
  const h = new TestEditor(doc(body("a", text("Demonstration text.", "bold"), " Plain words.")));
  const { view } = h.editor;
  document.body.append(view.dom);
  const { result } = renderHook(() => useToolbarState(h.editor));
  expect(result.current.marks).toBe("");
  // Others' edits put nobody's caret there.
  act(() => view.dispatch(view.state.tr.insertText("!", 30)));
  await act(() => new Promise((done) => setTimeout(done, 150)));
  expect(result.current.marks).toBe("");
  act(() => view.focus());
  expect(result.current.marks).toBe("bold");
  h.at("a", 25);
  await vi.waitFor(() => expect(result.current.marks).toBe(""));
  view.dom.remove();
  h.close();
});

it("[M26] has Undo in the bar itself, and what else one does to words behind “More” on a phone", () => {
  bar("editing");
  const isBehindMore = (name: string) =>
    screen.getByRole("button", { name }).closest(".desk-tools-words") !== null;
  expect(["Undo", "Redo", "Bold", "Comment"].map(isBehindMore)).toEqual([false, true, true, false]);
  expect(names()[0]).toBe("Undo");
});

it("[M26] switches by its menu", async () => {
  const { onMode } = bar("editing");
  fireEvent.click(screen.getByRole("button", { name: "Mode: Editing" }));
  const reading = await screen.findByRole(
    "menuitemradio",
    { name: /^Reading/u },
    // Its code comes with the press.
    { timeout: 20_000 },
  );
  fireEvent.click(reading);
  expect(onMode).toHaveBeenCalledWith("reading");
});

it("[M26] has a number where something waits, as a word too", async () => {
  const { waiting } = bar("editing");
  expect(names()).toContain("Changes since");
  waiting.set({ threads: 3, changes: 120 });
  const comments = await screen.findByRole("button", { name: "Comments and suggestions, 3 new" });
  expect(comments.textContent).toContain("3");
  expect(screen.getByRole("button", { name: "Changes since, 120 new" }).textContent).toContain(
    "99+",
  );
});

it("[M26] has the rest behind “More”", () => {
  bar("editing");
  const more = screen.getByRole("button", { name: "More" });
  expect(more.getAttribute("aria-expanded")).toBe("false");
  fireEvent.click(more);
  expect(more.getAttribute("aria-expanded")).toBe("true");
  expect(screen.getByRole("toolbar").dataset).toHaveProperty("more");
});
