// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { preserveScroll } from "#app/editor/desk/preserve-scroll.ts";

/** A text of blocks in a window that is scrolled; jsdom lays nothing out, so that heights are given. */
type Block = readonly [id: string | null, height: number];

let scrolled = 0;
const scrollBy = vi.fn(({ top = 0 }: ScrollToOptions) => {
  scrolled += top;
});

beforeEach(() => {
  vi.stubGlobal("scrollBy", scrollBy);
  // jsdom has none; the ids here need no escaping.
  vi.stubGlobal("CSS", { escape: (id: string) => id });
  vi.spyOn(window, "scrollY", "get").mockImplementation(() => scrolled);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  scrollBy.mockClear();
  document.body.replaceChildren();
});

function drawn(blocks: readonly Block[]): HTMLElement {
  const text = document.createElement("div");
  text.className = "prose";
  let height = 0;
  for (const [id, own] of blocks) {
    const block = document.createElement("p");
    if (id !== null) block.setAttribute("data-id", id);
    const top = height;
    block.getBoundingClientRect = () => new DOMRect(0, top - scrolled, 100, own);
    text.append(block);
    height += own;
  }
  return text;
}

/** Where the block stands in the window once the text was drawn anew. */
function afterRedrawing(from: readonly Block[], to: readonly Block[], at: number): number | null {
  scrolled = at;
  const frame = document.createElement("div");
  document.body.append(frame);
  frame.append(drawn(from));
  preserveScroll(frame, () => frame.replaceChildren(drawn(to)));
  return frame.querySelector('[data-id="c"]')?.getBoundingClientRect().top ?? null;
}

const TEXT: readonly Block[] = [
  ["a", 100],
  ["b", 100],
  ["c", 100],
  ["d", 100],
];

describe("a text that is drawn anew", () => {
  it("keeps the block at the top of the window where it was, whatever came above it", () => {
    // "c" begins 30 points above the window's top.
    expect(afterRedrawing(TEXT, [["new", 250], ...TEXT], 230)).toBe(-30);
    expect(scrollBy).toHaveBeenCalledWith({ top: 250, behavior: "instant" });
  });

  it("keeps it where blocks above it went or changed their height", () => {
    expect(afterRedrawing(TEXT, [["b", 40], ...TEXT.slice(2)], 230)).toBe(-30);
    expect(afterRedrawing(TEXT, [["a", 10], ["b", 500], ...TEXT.slice(2)], 299)).toBe(-99);
  });

  it("is not scrolled where nothing above moved, nor by what came below", () => {
    expect(afterRedrawing(TEXT, [...TEXT.slice(0, 3), ["new", 900], ["d", 100]], 230)).toBe(-30);
    expect(scrollBy).not.toHaveBeenCalled();
  });

  it("is left at its very top, where what comes above is to be seen", () => {
    expect(afterRedrawing(TEXT, [["new", 250], ...TEXT], 0)).toBe(450);
    expect(scrollBy).not.toHaveBeenCalled();
  });

  it("is left as it is where that block is gone, has no name, or there is none", () => {
    afterRedrawing(TEXT, [["new", 250], ...TEXT.slice(3)], 230);
    afterRedrawing(
      [
        ["a", 100],
        [null, 100],
      ],
      TEXT,
      150,
    );
    afterRedrawing([], TEXT, 50);
    expect(scrollBy).not.toHaveBeenCalled();
  });
});
