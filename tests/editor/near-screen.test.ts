// @vitest-environment jsdom
import { expect, onTestFinished, test, vi } from "vitest";
import { OpenSuggestions } from "#app/editor/suggest/open-suggestions.ts";
import { draftPlace } from "#app/editor/threads/places.ts";
import { markThreads, rangeOf, registerThreadMarks } from "#app/editor/threads/thread-marks.ts";
import type { ThreadStore } from "#app/editor/threads/thread-store.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import { body, doc } from "#tests/document/build.ts";
import { storeOf, suggestion } from "./open-suggestion.ts";
import { TestEditor } from "./test-editor.ts";

const WINDOW = 900;
const BLOCK = 100;
const BLOCKS = Array.from({ length: 200 }, (_, nth) =>
  body(`b${nth}`, Array.from({ length: 12 }, (_word, at) => `Word${nth}x${at}`).join(" ")),
);

/** A long text in a window of which nine blocks can be seen, with a way to scroll it. */
function longText() {
  const me = new TestEditor(doc(...BLOCKS));
  const text = me.editor.view.dom;
  let scrolled = 0;
  vi.spyOn(document.documentElement, "clientHeight", "get").mockReturnValue(WINDOW);
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    const nth = [...text.children].indexOf(this);
    return new DOMRect(0, nth * BLOCK - scrolled, 600, BLOCK);
  });
  onTestFinished(() => {
    me.close();
    vi.restoreAllMocks();
  });
  const scrollTo = (block: number) => {
    scrolled = block * BLOCK;
    window.dispatchEvent(new Event("scroll"));
  };
  return { me, text, scrollTo };
}

test("[M17] comments are marked near the screen, and have their places all over the text", async () => {
  const { me, text, scrollTo } = longText();
  registerThreadMarks(me.editor, {
    generation: 1,
    onMoved: () => undefined,
    onPlaced: () => undefined,
    onPressed: () => undefined,
  });
  const threads = [2, 150, 190].map((nth) => {
    me.from(`b${nth}`, 0, `b${nth}`, 7);
    const place = draftPlace(me.editor.state, me.editor.state.selection, 1);
    if (!place) throw new Error("no place");
    return { id: `t${nth}`, place, look: "thread-mark-all" };
  });
  markThreads(me.editor, threads);
  const marked = () =>
    [...text.querySelectorAll("[data-thread]")].map((mark) => mark.getAttribute("data-thread"));
  await expect.poll(marked).toEqual(["t2"]);
  scrollTo(145);
  await expect.poll(marked).toEqual(["t150"]);
  // Typing far above moves them, drawn or not.
  me.at("b0", 0).type("New ");
  expect(marked()).toEqual(["t150"]);
  for (const nth of [2, 150, 190]) {
    const range = rangeOf(me.editor.state, `t${nth}`);
    const words = range && me.editor.state.doc.textBetween(range.from, range.to);
    expect(words).toBe(`Word${nth}x0`.slice(0, 7));
  }
  scrollTo(185);
  await expect.poll(marked).toEqual(["t190"]);
});

test("[M29] the blocks of a suggestion are asked for once its paragraphs are near the screen, or it is opened", async () => {
  const { me, scrollTo } = longText();
  const threads = [2, 100, 190].map((nth) =>
    suggestion(`s${nth}`, [BLOCKS[nth]!], [body(`b${nth}`, `Word${nth}x0 is all.`)]),
  );
  const gone = suggestion("gone", [body("nowhere", "Gone.")], [body("nowhere", "Went.")]);
  const here = storeOf([...threads, gone]);
  const asked: string[] = [];
  const come = new Set<string>();
  let hear = () => {};
  const store = {
    ...here,
    subscribe: (listener: () => void) => {
      hear = listener;
      return () => {};
    },
    knownSuggested: (thread: ThreadView) =>
      come.has(thread.id) ? here.knownSuggested(thread) : undefined,
    suggested: ({ id }: ThreadView) => void asked.push(id),
  } as unknown as ThreadStore;
  const open = new OpenSuggestions(me.editor, store);
  onTestFinished(() => open.destroy());
  await expect.poll(() => asked).toEqual(["s2"]);
  // Its card knows meanwhile: where it stands is not there, or not here yet.
  expect([...open.standings.get().keys()]).toEqual(["gone"]);
  come.add("s2");
  hear();
  await expect.poll(() => open.standings.get().get("s2")?.merged?.isDone).toBe(false);
  scrollTo(185);
  await expect.poll(() => asked).toEqual(["s2", "s190"]);
  store.active.set("s100");
  await expect.poll(() => asked.includes("s100")).toBe(true);
});

test("[M17] suggestions are drawn near the screen, and stand all over the text", async () => {
  const { me, text, scrollTo } = longText();
  const threads = [2, 190].map((nth) =>
    suggestion(`s${nth}`, [BLOCKS[nth]!], [body(`b${nth}`, `Word${nth}x0 is all.`)]),
  );
  const open = new OpenSuggestions(me.editor, storeOf(threads) as unknown as ThreadStore);
  onTestFinished(() => open.destroy());
  const drawn = () => [
    ...new Set(
      [...text.querySelectorAll(".suggest-inserted")].map((each) =>
        each.closest("[data-id]")?.getAttribute("data-id"),
      ),
    ),
  ];
  await expect.poll(() => open.standings.get().size).toBe(2);
  await expect.poll(drawn).toEqual(["b2"]);
  scrollTo(185);
  await expect.poll(drawn).toEqual(["b190"]);
});
