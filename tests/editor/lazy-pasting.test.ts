// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import { lazyPasting } from "#app/editor/paste/lazy-pasting.ts";
import { body, doc } from "#tests/document/build.ts";
import { Hands } from "./hands.ts";

/** What jsdom lacks of a browser's clipboard. */
class Clipboard {
  readonly items = { add: () => undefined };
  readonly files: readonly File[] = [];
  private readonly held = new Map<string, string>();
  get types(): string[] {
    return [...this.held.keys()];
  }
  getData(type: string): string {
    return this.held.get(type) ?? "";
  }
  setData(type: string, data: string): void {
    this.held.set(type, data);
  }
}
class PasteEvent extends Event {
  readonly clipboardData: Clipboard | null;
  constructor(type: string, { clipboardData, ...how }: EventInit & { clipboardData?: Clipboard }) {
    super(type, how);
    this.clipboardData = clipboardData ?? null;
  }
}

test("what is pasted before the code for it has come is held, and comes in as it would have", async () => {
  vi.stubGlobal("DataTransfer", Clipboard);
  vi.stubGlobal("ClipboardEvent", PasteEvent);
  vi.stubGlobal("DragEvent", class extends Event {});
  const h = new Hands(doc(body("a", "one ")), { pasting: lazyPasting });
  const list = "<ol><li>first</li><li>second</li></ol>";
  expect(h.at("a", "end").paste(list, { text: "first\nsecond" })).toBe(true);
  expect(h.lines).toEqual(["body|one "]);
  await vi.waitFor(() => expect(h.lines).not.toEqual(["body|one "]));
  const held = h.lines;
  h.close();

  const direct = new Hands(doc(body("a", "one ")));
  direct.at("a", "end").paste(list, { text: "first\nsecond" });
  expect(held).toEqual(direct.lines);
  direct.close();
  vi.unstubAllGlobals();
});
