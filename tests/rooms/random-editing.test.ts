import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { editAtRandom } from "./support/editing.ts";
import { paragraphOf, rootOf, writeParagraph } from "./support/paragraph.ts";
import { seeded } from "./support/random.ts";
import { seedOf } from "#tests/support/seed.ts";

/** The text as somebody reads it who was sent it. */
function readElsewhere(doc: Y.Doc): string {
  const read = new Y.Doc();
  Y.applyUpdate(read, Y.encodeStateAsUpdate(doc));
  return rootOf(read).toString();
}

describe("what the tests of rooms write with", () => {
  it("puts a paragraph behind the last one that was deleted, where all read it", () => {
    const doc = new Y.Doc();
    writeParagraph(doc, "a");
    paragraphOf(doc).delete(-1, 2);
    writeParagraph(doc, "b");
    expect(rootOf(doc).toString()).toBe("<block></block>b");
    expect(readElsewhere(doc)).toBe("<block></block>b");
  });

  it("has in its own document, after each edit, what others read of it", () => {
    const first = seedOf();
    for (let seed = first; seed < first + 100; seed += 1) {
      const random = seeded(seed);
      const doc = new Y.Doc();
      for (let edit = 0; edit < 40; edit += 1) editAtRandom(doc, random);
      expect(rootOf(doc).toString(), `seed ${seed}`).toBe(readElsewhere(doc));
    }
  });
});
