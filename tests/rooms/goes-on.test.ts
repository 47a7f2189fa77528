import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/root.ts";
import { DRAFT_TASKS } from "#server/rooms/drafts/draft-worker.ts";
import { beyond } from "#server/rooms/drafts/goes-on.ts";
import { readState } from "#server/rooms/update/accepted-update.ts";
import { below, seeded } from "./support/random.ts";

/** A draft that some clients write in, with its rows as they are stored. */
function written(random: () => number, edits: number, doc = new Y.Doc()) {
  const text = flowRoot(doc);
  const rows: Uint8Array[] = [];
  const texts: string[] = [];
  for (let edit = 0; edit < edits; edit += 1) {
    doc.clientID = 1 + below(random, 5);
    const before = Y.encodeStateVector(doc);
    doc.transact(() => {
      const at = below(random, text.length + 1);
      if (random() < 0.2) text.insertEmbed(at, new Y.XmlElement("block"));
      else if (random() < 0.6) text.insert(at, "some words ".slice(below(random, 9)));
      else text.delete(at, Math.min(text.length - at, below(random, 12)));
    });
    rows.push(Y.encodeStateAsUpdate(doc, before));
    texts.push(text.toString());
  }
  return { rows, texts };
}

function textIn(zipped: Uint8Array): string {
  const doc = new Y.Doc();
  const text = flowRoot(doc);
  Y.applyUpdate(doc, gunzipSync(zipped));
  return text.toString();
}

describe("a state that goes on from an earlier one", () => {
  it("is read as it was, whatever was written and deleted in between [R43] [M24]", async () => {
    for (const seed of [1, 2, 3]) {
      const random = seeded(seed);
      const { rows, texts } = written(random, 160);
      // The words of an afternoon first, so that what comes later is little beside them.
      let parts: readonly Uint8Array[] = [];
      let base: Uint8Array | null = null;
      let from = 0;
      for (const cut of [80, 84, 95, 99, 100, 140, 160]) {
        const input = { base, rows: rows.slice(from, cut), cuts: [cut - from], earlier: parts };
        const [made] = await DRAFT_TASKS.baselines(input);
        parts = made!.from === null ? [made!.bytes] : [...parts, made!.bytes];
        expect(textIn(await DRAFT_TASKS.joined(parts))).toBe(texts[cut - 1]);
        // Rows are folded into a base, which drops what was deleted.
        const before: Uint8Array[] = base ? [base] : [];
        const compacted = await DRAFT_TASKS.compact([...before, ...rows.slice(from, cut)]);
        base = compacted.bytes;
        from = cut;
      }
    }
  });

  it("is kept whole where it does not go on from that, or has much that is new [R43]", async () => {
    const [one, other] = [written(seeded(1), 40), written(seeded(2), 40)];
    const cuts = [40];
    const [whole] = await DRAFT_TASKS.baselines({ base: null, rows: other.rows, cuts });
    const [made] = await DRAFT_TASKS.baselines({
      base: null,
      rows: one.rows,
      cuts,
      earlier: [whole!.bytes],
    });
    expect(made).toMatchObject({ from: null });
    expect(textIn(made!.bytes)).toBe(one.texts[39]);
    const [early, late] = await DRAFT_TASKS.baselines({
      base: null,
      rows: one.rows,
      cuts: [3, 40],
    });
    expect([early?.from, late?.from]).toEqual([null, null]);
  });

  it("does not go on from what the draft deleted and has again, as after a restore [R43] [R35]", () => {
    const doc = new Y.Doc();
    flowRoot(doc).insert(0, "words");
    const before = Y.encodeStateAsUpdate(doc);
    flowRoot(doc).delete(0, 2);
    const later = Y.encodeStateAsUpdate(doc);
    expect(beyond(readState(before), later)).not.toBeNull();
    expect(beyond(readState(later), before)).toBeNull();
  });
});
