// @vitest-environment jsdom
import { afterEach, describe, expect, test, vi } from "vitest";
import type { DraftPlace } from "#app/domain/margin/place.ts";
import { draftPlace, findPlace, textBetween } from "#app/editor/threads/places.ts";
import type { MarkedThread } from "#app/editor/threads/text-places.ts";
import {
  type MovedPlace,
  markActive,
  markThreads,
  rangeOf,
  registerThreadMarks,
  threadsApart,
  threadsAt,
} from "#app/editor/threads/thread-marks.ts";
import { moveKeys } from "#app/editor/commands/move-paragraphs.ts";
import { block, doc } from "#tests/document/build.ts";
import { connect, settle } from "./two-people.ts";
import { TestEditor, sharedDocument } from "./test-editor.ts";

const START = doc(
  { ...block("body", 1, "a", "The quick brown fox.") },
  { ...block("body", 1, "b", "It jumps over the lazy dog.") },
  { ...block("body", 1, "c", "Last one.") },
);

const open: TestEditor[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const one of open.splice(0)) one.close();
});

/** An editor with marks, and what it tells of moves. */
function marked() {
  const me = new TestEditor(sharedDocument(START));
  open.push(me);
  const moves: MovedPlace[] = [];
  registerThreadMarks(me.editor, {
    generation: 1,
    onMoved: (told) => moves.push(...told),
    onPlaced: () => undefined,
    onPressed: () => undefined,
  });
  return { me, moves };
}

/** A thread on these letters of a block. */
function threadOn(
  me: TestEditor,
  id: string,
  blockId: string,
  from: number,
  to: number,
): MarkedThread {
  me.from(blockId, from, blockId, to);
  const { selection } = me.editor.state;
  const place = draftPlace(me.editor.state, selection, 1);
  if (!place) throw new Error("no place");
  return { id, place, look: "thread-mark-all" };
}

/** A suggestion that was kept as being on the whole document, of these blocks. */
function onDocument(id: string, ...blockIds: string[]): MarkedThread {
  return { id, place: { in: "document" }, look: "thread-mark-suggestion", blockIds };
}

describe("[M21] a suggestion without words of its own", () => {
  test("stands at the first of its blocks that is left, and else says that they are gone", () => {
    const { me } = marked();
    markThreads(me.editor, [
      onDocument("s", "gone", "b"),
      onDocument("lost", "gone"),
      { ...onDocument("talk"), look: "thread-mark-all" },
    ]);
    expect(wordsOf(me, "s")).toBe("It jumps over the lazy dog.");
    expect([...threadsApart(me.editor.state)]).toEqual([
      ["lost", "removed"],
      ["talk", "document"],
    ]);
  });
});

describe("[M4] a thread on a paragraph that a key moves", () => {
  test("goes along with its words, and the server is told where they are", async () => {
    const { me, moves } = marked();
    me.editor.registerPlugin(moveKeys());
    markThreads(me.editor, [threadOn(me, "t", "b", 3, 8), threadOn(me, "of-neighbor", "a", 4, 9)]);
    me.at("b", 1).press("Alt-Shift-ArrowUp");
    me.press("Alt-Shift-ArrowDown");
    me.press("Alt-Shift-ArrowDown");
    expect(me.ids).toEqual(["a", "c", "b"]);
    expect(wordsOf(me, "t")).toBe("jumps");
    expect(wordsOf(me, "of-neighbor")).toBe("quick");
    await settle();
    expect(moves.map(({ threadId }) => threadId)).toEqual(["t"]);
    const found = findPlace(me.editor.state, moves[0]!.to, 1);
    expect(found).toMatchObject({ by: "position" });
    expect("from" in found && textBetween(me.editor.state.doc, found.from, found.to)).toBe("jumps");
  });
});

describe("[M32] a press", () => {
  test("on words that are only drawn, also below something else, opens their card, selected or not; who selects presses nothing", () => {
    const pressed: string[][] = [];
    const me = new TestEditor(sharedDocument(START));
    open.push(me);
    registerThreadMarks(me.editor, {
      generation: 1,
      onMoved: () => undefined,
      onPlaced: () => undefined,
      onPressed: (ids) => pressed.push([...ids]),
    });
    const { view } = me.editor;
    const over = document.createElement("span");
    const drawn = document.createElement("ins");
    drawn.className = "suggest-beside";
    drawn.dataset["thread"] = "s";
    view.dom.append(over, drawn);
    document.elementsFromPoint = () => [over, drawn, view.dom];
    view.posAtCoords = () => null;
    const press = (from: number, to: number, how: MouseEventInit = {}) => {
      const at = (clientX: number) => ({ bubbles: true, detail: 1, clientX, ...how });
      view.dom.dispatchEvent(new MouseEvent("mousedown", at(from)));
      view.dom.dispatchEvent(new MouseEvent("click", at(to)));
    };
    me.at("a", 2);
    press(40, 40);
    expect(pressed).toEqual([["s"]]);
    me.from("a", 2, "a", 6);
    press(40, 80);
    press(40, 40, { shiftKey: true });
    expect(pressed).toHaveLength(1);
    // Browsers end a selection that is pressed on, but only after the click.
    press(40, 41);
    expect(pressed).toHaveLength(2);
  });
});

function wordsOf(me: TestEditor, id: string): string | null {
  const range = rangeOf(me.editor.state, id);
  return range && textBetween(me.editor.state.doc, range.from, range.to);
}

describe("[M4] marks of threads", () => {
  test("stay on their words while one types before, in and behind them", () => {
    const { me } = marked();
    markThreads(me.editor, [threadOn(me, "t", "a", 4, 9)]);
    expect(wordsOf(me, "t")).toBe("quick");
    me.at("a", 4).type("very ");
    expect(wordsOf(me, "t")).toBe("quick");
    me.at("a", 11).type("!");
    expect(wordsOf(me, "t")).toBe("qu!ick");
    me.at("a", "end").type(" And more.");
    expect(wordsOf(me, "t")).toBe("qu!ick");
    const drawn = me.editor.view.dom.querySelector('[data-thread="t"]');
    expect(drawn?.textContent).toBe("qu!ick");
  });

  test("name their card once they are active, and are found under a press", () => {
    const { me } = marked();
    markThreads(me.editor, [threadOn(me, "t", "a", 4, 9), threadOn(me, "wide", "a", 0, 19)]);
    const named = () => me.editor.view.dom.querySelector("[aria-details]");
    expect(named()).toBeNull();
    markActive(me.editor, "t");
    expect(named()?.getAttribute("aria-details")).toBe("thread-t");
    expect(named()?.textContent).toBe("quick");
    expect(threadsAt(me.editor.state, 7)).toEqual(["t", "wide"]);
  });

  test("are not drawn for what was resolved, which is found all the same", () => {
    const { me } = marked();
    markThreads(me.editor, [{ ...threadOn(me, "t", "a", 4, 9), look: null }]);
    expect(wordsOf(me, "t")).toBe("quick");
    expect(me.editor.view.dom.querySelector(".thread-mark")).toBeNull();
    expect(threadsAt(me.editor.state, 7)).toEqual([]);
  });

  test("say that their words were removed, and come back with them when that is undone", async () => {
    vi.useFakeTimers();
    const { me } = marked();
    const thread = threadOn(me, "t", "a", 4, 9);
    markThreads(me.editor, [thread]);
    me.from("a", 4, "a", 9);
    me.editor.view.dispatch(me.editor.state.tr.deleteSelection());
    await vi.advanceTimersByTimeAsync(600);
    expect(threadsApart(me.editor.state).get("t")).toBe("removed");
    me.press("Mod-z");
    await vi.advanceTimersByTimeAsync(600);
    expect(wordsOf(me, "t")).toBe("quick");
  });

  test("go along when their words are cut and pasted, and the new place is told once it is written", async () => {
    vi.useFakeTimers();
    const { me, moves } = marked();
    const thread = threadOn(me, "t", "a", 4, 9);
    markThreads(me.editor, [thread]);
    me.from("a", 4, "a", 16);
    const { view } = me.editor;
    const slice = view.state.selection.content();
    view.dispatch(view.state.tr.deleteSelection().setMeta("uiEvent", "cut"));
    await vi.advanceTimersByTimeAsync(600);
    expect(threadsApart(me.editor.state).get("t")).toBe("removed");
    me.at("c", 5);
    view.dispatch(view.state.tr.replaceSelection(slice).setMeta("uiEvent", "paste"));
    expect(wordsOf(me, "t")).toBe("quick");
    await vi.advanceTimersByTimeAsync(50);
    expect(moves).toHaveLength(1);
    const [{ threadId, from, to }] = moves as [MovedPlace];
    expect([threadId, from]).toEqual(["t", thread.place]);
    expect(to).toMatchObject({ blockId: "c", fromOffset: 5, quote: "quick" });
    const found = findPlace(me.editor.state, to, 1);
    expect(found).toMatchObject({ by: "position" });
  });

  test("of a version get a place in the draft, and stay on their words whatever becomes of these", async () => {
    vi.useFakeTimers();
    const { me, moves } = marked();
    const place = {
      in: "version",
      versionId: "v",
      blockId: "a",
      fromOffset: 4,
      toOffset: 9,
      toBlockId: null,
      quote: "quick",
      before: "The ",
      after: " brown",
    } as const;
    const thread: MarkedThread = { id: "t", place, look: "thread-mark-all" };
    markThreads(me.editor, [thread]);
    expect(wordsOf(me, "t")).toBe("quick");
    // Typed before the place is told: it is that of the words as they are by then.
    me.at("a", 6).type("xx");
    await vi.advanceTimersByTimeAsync(600);
    expect(moves).toEqual([{ threadId: "t", from: place, to: expect.anything() }]);
    const draft = moves[0]!.to;
    expect(wordsOf(me, "t")).toBe("quxxick");

    markThreads(me.editor, [{ ...thread, place: { ...place, draft } }]);
    me.from("a", 4, "a", 10).type("slow");
    await vi.advanceTimersByTimeAsync(600);
    expect(wordsOf(me, "t")).toContain("k");
    expect(threadsApart(me.editor.state).has("t")).toBe(false);
    expect(moves).toHaveLength(1);
  });

  test("of a version are told nothing of by whoever may not edit", async () => {
    vi.useFakeTimers();
    const { me, moves } = marked();
    me.editor.setEditable(false);
    const { place } = threadOn(me, "t", "a", 4, 9);
    const {
      in: _in,
      generation: _generation,
      from: _from,
      to: _to,
      ...words
    } = place as DraftPlace;
    const ofVersion = { ...words, in: "version", versionId: "v" } as const;
    markThreads(me.editor, [{ id: "t", place: ofVersion, look: "thread-mark-all" }]);
    await vi.advanceTimersByTimeAsync(600);
    expect(wordsOf(me, "t")).toBe("quick");
    expect(moves).toEqual([]);
  });

  test("go along when a paragraph is dragged, those of resolved threads too", async () => {
    vi.useFakeTimers();
    const { me, moves } = marked();
    const list = [
      threadOn(me, "t", "b", 3, 8),
      { ...threadOn(me, "done", "b", 14, 22), look: null },
    ];
    markThreads(me.editor, list);
    me.from("b", 0, "b", "end");
    // Within words: dropped beside a paragraph, it stays one, with its id.
    me.drag("c", 3);
    expect([wordsOf(me, "t"), wordsOf(me, "done")]).toEqual(["jumps", "the lazy"]);
    await vi.advanceTimersByTimeAsync(50);
    expect(moves.map(({ threadId }) => threadId).toSorted()).toEqual(["done", "t"]);
    for (const { to } of moves) expect(to.blockId).toBe("c");
  });

  test("are not taken along by the same words typed elsewhere", async () => {
    vi.useFakeTimers();
    const { me, moves } = marked();
    markThreads(me.editor, [threadOn(me, "t", "a", 4, 9)]);
    me.from("a", 4, "a", 9);
    me.editor.view.dispatch(me.editor.state.tr.deleteSelection());
    me.at("c", 0).type("quick");
    await vi.advanceTimersByTimeAsync(600);
    expect(moves).toEqual([]);
  });

  test("stay on their words while another splits the paragraph", async () => {
    const one = new TestEditor(sharedDocument(START));
    open.push(one);
    const { me } = marked();
    const line = connect(one, me);
    const thread = threadOn(one, "t", "a", 4, 15);
    line.mend();
    markThreads(me.editor, [thread]);
    one.at("a", 10);
    one.press("Enter");
    await settle();
    expect(me.lines.slice(0, 2)).toEqual(["body|The quick ", "body|brown fox."]);
    expect(wordsOf(me, "t")).toBe("quick \nbrown");
  });
});

test("[M17] a key maps the marks of 100 threads, and looks up no place", () => {
  const { me } = marked();
  const threads = Array.from({ length: 100 }, (_, at) =>
    threadOn(me, `t${at}`, "b", at % 10, 12 + (at % 10)),
  );
  markThreads(me.editor, threads);
  const touched = vi.fn();
  for (const { place } of threads) {
    const { from } = place as DraftPlace;
    Object.defineProperty(place, "from", { get: () => (touched(), from) });
  }
  me.at("a", 0).type("Typing.");
  expect(touched).not.toHaveBeenCalled();
  expect(wordsOf(me, "t0")).toBe("It jumps ove");
});
