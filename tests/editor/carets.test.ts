// @vitest-environment jsdom
import { Plugin } from "@tiptap/pm/state";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { showAuthors } from "#app/editor/authors/author-decorations.ts";
import { AuthorIndex } from "#app/editor/authors/author-index.ts";
import { bindingIn } from "#app/editor/binding/index.ts";
import { carets } from "#app/editor/presence/carets.ts";
import { focusText } from "#app/editor/behavior/browser-caret.ts";
import { setPageDetails } from "#app/editor/behavior/numbering.ts";
import { NO_PAGE_DETAILS } from "#app/document/details/page-details.ts";
import { block, body, doc } from "#tests/document/build.ts";
import { TestEditor, sharedDocument } from "./test-editor.ts";

// The browser moves a caret at once and tells the editor a moment later. What is drawn in between,
// and was not asked for by whoever clicked, must not put the caret back to where it was.

let frames: FrameRequestCallback[] = [];
const open: TestEditor[] = [];

beforeEach(() => {
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (frame: FrameRequestCallback) => frames.push(frame));
  vi.stubGlobal("cancelAnimationFrame", () => undefined);
});
afterEach(() => {
  for (const testEditor of open.splice(0)) {
    testEditor.editor.view.dom.remove();
    testEditor.close();
  }
  vi.unstubAllGlobals();
});

/** Somebody who has just clicked behind the second letter of the block q. */
function clicked() {
  const awareness = new Awareness(new Y.Doc());
  const start = doc(block("heading", 1, "h", "Facts"), body("first"), {
    ...block("numbered", 1, "q", "It keeps them."),
  });
  const me = new TestEditor(sharedDocument(start), {}, { afterKeys: [carets(awareness)] });
  open.push(me);
  const { view } = me.editor;
  document.body.append(view.dom);
  view.focus();
  const element = view.dom.querySelector('[data-id="q"]')?.firstChild ?? view.dom;
  document.getSelection()?.collapse(element, 2);
  return { me, view, awareness };
}

/** Ana's caret is at the start of the text, as the room tells it. */
function anaMoves(me: TestEditor, awareness: Awareness): void {
  const { state } = me.editor;
  const place = bindingIn(state)?.toRelative(state.doc, 1);
  const at = place && (Y.relativePositionToJSON(place) as unknown);
  const user = { id: "ana", name: "Ana", organization: "Mijente", colour: 2 };
  awareness.states.set(7, { user, cursor: { anchor: at, head: at } });
  awareness.emit("change", [{ added: [7], updated: [], removed: [] }, "remote"]);
}

describe("a click that the browser has not reported yet", () => {
  test("stands when somebody else's caret is drawn", () => {
    const { me, view, awareness } = clicked();
    anaMoves(me, awareness);
    for (const frame of frames.splice(0)) frame(0);
    expect(view.dom.querySelector(".caret")).not.toBeNull();
    me.type("_");
    expect(me.lines).toContain("numbered|It_ keeps them.");
  });

  test("stands when details of the matter are drawn anew", () => {
    const { me } = clicked();
    setPageDetails(me.editor, NO_PAGE_DETAILS.facts, "nd-cal");
    me.type("_");
    expect(me.lines).toContain("numbered|It_ keeps them.");
  });

  test("stands when the authors are shown", () => {
    const { me, view } = clicked();
    const [index, people] = [new AuthorIndex([]), []];
    showAuthors(me.editor, { index, people, atClient: () => null, when: () => "" });
    expect(view.dom.getAttribute("tabindex")).toBe("0");
    me.type("_");
    expect(me.lines).toContain("numbered|It_ keeps them.");
  });

  test("is where the next key acts", () => {
    const { me } = clicked();
    // There is no layout to scroll in.
    me.editor.view.setProps({ handleScrollToSelection: () => true });
    me.press("Enter");
    expect(me.lines).toEqual(["heading|Facts", "body|", "numbered|It", "numbered| keeps them."]);
  });

  test("is where a button beside the text puts what it puts in", () => {
    const { me } = clicked();
    document.body.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    me.type("_");
    expect(me.lines).toContain("numbered|It_ keeps them.");
  });

  test("stands when a dialog that has closed gives the focus back", () => {
    const { me, view } = clicked();
    focusText(view);
    me.press("_");
    me.type("_");
    expect(me.lines).toContain("numbered|It_ keeps them.");
  });
});

describe("one's own caret", () => {
  test("is told to the others again after a part of the desk added its plugin", async () => {
    const { me, awareness } = clicked();
    me.type("_");
    const told = () => (awareness.getLocalState() as { cursor?: unknown } | null)?.cursor ?? null;
    await expect.poll(told).not.toBeNull();
    me.editor.registerPlugin(new Plugin({}));
    await expect.poll(told).not.toBeNull();
  });
});
