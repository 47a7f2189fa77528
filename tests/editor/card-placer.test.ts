// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CardPlacer } from "#app/editor/threads/card-placer.ts";
import type { TextPlaces, TextRange } from "#app/editor/threads/text-places.ts";

/** The column's place in the window, and the heights of cards, as if there were a layout. */
let scrolled = 0;
const HEIGHT = 180;
let told: ((entries: { readonly target: Element }[]) => void)[] = [];

beforeEach(() => {
  scrolled = 0;
  told = [];
  vi.stubGlobal("innerHeight", 900);
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(tell: (entries: { readonly target: Element }[]) => void) {
        told.push(tell);
      }
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

/** A column of which the head ends at 200; positions of the text are heights on its page. */
function column(range: TextRange | null) {
  const parent = document.createElement("aside");
  const head = document.createElement("div");
  head.className = "thread-column-head";
  head.getBoundingClientRect = () => new DOMRect(0, 100, 200, 100);
  const begin = document.createElement("div");
  begin.getBoundingClientRect = () => new DOMRect(0, 200 - scrolled, 0, 0);
  const layer = document.createElement("div");
  layer.getBoundingClientRect = () => new DOMRect(0, 100 - scrolled, 200, 10_000);
  parent.append(head, begin, layer);
  const lineAt = (at: number, side: 1 | -1 = 1) => ({
    top: at - scrolled - (side < 0 ? 20 : 0),
    bottom: at - scrolled + (side < 0 ? 0 : 20),
  });
  const placer = new CardPlacer({ text: null, lineAt } as unknown as TextPlaces);
  placer.start(layer, begin);
  const input = {
    ids: ["new"],
    active: "new",
    positions: () => new Map([["new", range]]),
  };
  placer.update(input);
  const card = document.createElement("div");
  card.dataset["card"] = "new";
  let height = HEIGHT;
  Object.defineProperty(card, "offsetHeight", { get: () => height });
  placer.watch(card);
  return {
    placer,
    /** Where the card is in the window. */
    at: () => {
      const top = (placer.placed.get()[0]?.top ?? Number.NaN) + 100 - scrolled;
      return { top, bottom: top + height };
    },
    grow: (to: number) => {
      height = to;
      for (const tell of told) tell([{ target: card }]);
    },
  };
}

test.each([
  ["at the top", 230, 0],
  ["in the middle", 450, 0],
  ["at the last line", 870, 0],
  ["scrolled, at the top", 1_730, 1_500],
  ["scrolled, at the last line", 2_370, 1_500],
])(
  "[M19] a box that is begun %s of the window is wholly in it, at its words",
  (_where, line, by) => {
    scrolled = by;
    const { at, grow } = column({ from: line, to: line + 20 });
    const near = () => {
      const { top, bottom } = at();
      expect(top).toBeGreaterThanOrEqual(200);
      expect(bottom).toBeLessThanOrEqual(900);
      expect(top).toBeLessThanOrEqual(line - by);
    };
    near();
    // Also as one writes more.
    grow(400);
    near();
  },
);

test("[M19] a box at words beside the head of the column is below that, and whole", () => {
  scrolled = 1_500;
  const { at } = column({ from: 1_640, to: 1_660 });
  expect(at()).toEqual({ top: 200, bottom: 380 });
});

test("[M19] a comment on the whole document is begun in the window, however far one has scrolled", () => {
  scrolled = 3_000;
  const { at } = column(null);
  expect(at().top).toBe(200);
});

test("[M19] as one scrolls, the card goes with its words", () => {
  const { placer, at } = column({ from: 870, to: 890 });
  const before = at().top;
  scrolled = 100;
  placer.update({
    ids: ["new"],
    active: "new",
    positions: () => new Map([["new", { from: 870, to: 890 }]]),
  });
  expect(at().top).toBe(before - 100);
});
