import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { DraftBytes } from "#server/rooms/log/draft-bytes.ts";
import { StateIndex } from "#server/rooms/update/state-index.ts";
import { StructStore } from "#server/rooms/update/struct-store.ts";
import { scanState } from "#server/rooms/update/scan.ts";
import { decodeWhole, readState, readWithYjs } from "#server/rooms/update/accepted-update.ts";
import { editAtRandom } from "./support/editing.ts";
import { below, pick, type Random, seeded } from "./support/random.ts";
import { seedOf } from "#tests/support/seed.ts";
import { rootOf, writeParagraph } from "./support/stock.ts";

/** The rows of a draft that three people wrote, and what is known of them. */
function draft(seed: number, edits: number): { rows: Uint8Array[]; known: StateIndex; doc: Y.Doc } {
  const random = seeded(seed);
  const rows: Uint8Array[] = [];
  const known = new StateIndex();
  const docs = [1, 2, 3].map((clientID) => {
    const doc = new Y.Doc();
    doc.clientID = clientID;
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "others") return;
      rows.push(update);
      const { clocks, deleted } = readState(update);
      known.commit(clocks, deleted);
      for (const other of docs) if (other !== doc) Y.applyUpdate(other, update, "others");
    });
    return doc;
  });
  for (let edit = 0; edit < edits; edit += 1) editAtRandom(pick(random, docs), random);
  return { rows, known, doc: docs[0]! };
}

function textOf(...updates: Uint8Array[]): string {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  expect(doc.store.pendingStructs).toBeNull();
  return rootOf(doc).toString();
}

describe("a draft laid end to end", () => {
  it("is the whole, and the rest for whoever has the beginning, at any row [R10]", () => {
    const seed = seedOf();
    const { rows, known, doc } = draft(seed, 400);
    const random = seeded(seed + 1);
    const sections = new StructStore();
    for (const [index, row] of rows.entries()) {
      sections.add(row);
      // Asking in between makes it join chunks at odd moments.
      if (random() < 0.2) sections.whole(new Map());
      if (random() > 0.05) continue;
      const sofar = new Y.Doc();
      for (const each of rows.slice(0, index + 1)) Y.applyUpdate(sofar, each);
      const whole = sections.whole(readState(Y.encodeStateAsUpdate(sofar)).deleted);
      expect(textOf(whole), `seed ${seed}`).toBe(rootOf(sofar).toString());
    }
    const deleted = known.deletedRanges();
    for (let time = 0; time < 30; time += 1) {
      const part = rows.slice(0, below(random, rows.length));
      const has = readState(Y.mergeUpdates([Uint8Array.of(0, 0), ...part])).clocks;
      const rest = sections.since(has, deleted);
      expect(textOf(...part, rest), `seed ${seed}`).toBe(rootOf(doc).toString());
    }
  });

  it("is cut at any clock, in the middle of a struct as well [R6]", () => {
    const seed = seedOf();
    const { rows, known } = draft(seed, 150);
    const random = seeded(seed + 1);
    const sections = new StructStore();
    for (const row of rows) sections.add(row);
    for (let time = 0; time < 200; time += 1) {
      const theirs = new Map<number, number>();
      for (const [client, clock] of known.clocks) theirs.set(client, below(random, clock + 3));
      const answer = decodeWhole(sections.since(theirs, new Map()));
      const lacking = [...known.clocks].filter(([client, clock]) => theirs.get(client)! < clock);
      expect(answer.sections.map(({ client }) => client)).toEqual(
        lacking.map(([client]) => client).sort((a, b) => b - a),
      );
      for (const { client, structs } of answer.sections) {
        expect(structs[0]?.id.clock, `seed ${seed}`).toBe(theirs.get(client));
        const last = structs.at(-1)!;
        expect(last.id.clock + last.length, `seed ${seed}`).toBe(known.clocks.get(client));
      }
    }
  });

  it("refuses words that leave a hole, which the gate never lets in [R6]", () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    const text = writeParagraph(doc, "a");
    text.insert(1, "b");
    text.insert(2, "c");
    text.insert(3, "d");
    const sections = new StructStore();
    sections.add(updates[0]!);
    expect(() => sections.add(updates[2]!)).toThrow("a hole");
    // Nor at its very beginning, nor between two that come together.
    expect(() => new StructStore().add(updates[2]!)).toThrow("a hole");
    const together = Y.mergeUpdates([updates[1]!, updates[3]!]);
    expect(decodeWhole(together).sections[0]?.structs.some((each) => each instanceof Y.Skip)).toBe(
      true,
    );
    expect(() => sections.add(together)).toThrow("a hole");
  });
});

describe("the bytes of a draft", () => {
  it("say the same before and after they were put together, and after compaction [R19]", () => {
    const seed = seedOf();
    const { rows, known, doc } = draft(seed, 200);
    const deleted = () => known.deletedRanges();
    const half = rows.length >> 1;
    const base = { sequence: half, bytes: Y.mergeUpdates(rows.slice(0, half)) };
    const tail = rows.slice(half).map((bytes, index) => ({ sequence: half + 1 + index, bytes }));
    const bytes = new DraftBytes(base, tail);
    expect(textOf(...bytes.parts(deleted))).toBe(rootOf(doc).toString());
    const nothing = new Map<number, number>();
    expect(textOf(bytes.since(nothing, known.clocks, deleted))).toBe(rootOf(doc).toString());
    expect(textOf(...bytes.parts(deleted))).toBe(rootOf(doc).toString());
    const most = rows.length - 3;
    const read = new Y.Doc();
    for (const row of rows.slice(0, most)) Y.applyUpdate(read, row);
    bytes.rebase({ sequence: most, bytes: Y.encodeStateAsUpdate(read) });
    expect([bytes.sequence, bytes.tailRows]).toEqual([rows.length, 3]);
    expect(textOf(bytes.whole(deleted))).toBe(rootOf(doc).toString());
  });

  it("of a draft in which nobody wrote are an empty update", () => {
    const bytes = new DraftBytes(null, []);
    expect(bytes.whole(() => new Map())).toEqual(Uint8Array.of(0, 0));
    expect(bytes.since(new Map([[1, 5]]), new Map(), () => new Map())).toEqual(Uint8Array.of(0, 0));
  });
});

describe("what a newcomer is given as it is stored", () => {
  it("is base and rows, unless a row is large, and is all of the draft [R13] [R25]", () => {
    const seed = seedOf();
    const { rows, known, doc } = draft(seed, 200);
    const at = Math.floor(rows.length / 2);
    const base = { sequence: at, bytes: Y.mergeUpdates(rows.slice(0, at)) };
    const tail = rows.slice(at).map((bytes, index) => ({ sequence: at + 1 + index, bytes }));
    const bytes = new DraftBytes(base, tail);
    expect(textOf(...(bytes.stored ?? [])), `seed ${seed}`).toBe(rootOf(doc).toString());

    const writer = new Y.Doc();
    writer.clientID = 77;
    Y.applyUpdate(writer, Y.encodeStateAsUpdate(doc));
    const before = Y.encodeStateVector(writer);
    writeParagraph(writer, "x".repeat(70_000));
    const large = Y.encodeStateAsUpdate(writer, before);
    bytes.append({ sequence: bytes.sequence + 1, bytes: large });
    expect(bytes.stored).toBeNull();
    const whole = bytes.whole(() => known.deletedRanges());
    expect(textOf(whole), `seed ${seed}`).toBe(rootOf(writer).toString());
  });
});

describe("what a stored update holds", () => {
  /** Values and places that editors make seldom, beside the usual ones. */
  function oddities(doc: Y.Doc, random: Random): void {
    const block = new Y.XmlElement("block");
    const text = rootOf(doc);
    text.insertEmbed(0, block);
    const values: unknown[] = ["é🙂", 7, -70_000, 1.5, true, false, null, { a: [1, "ß", {}] }, []];
    block.setAttribute("odd", pick(random, values) as string);
    text.insert(1, "🙂ab§");
    text.insertEmbed(2 + below(random, 3), { note: "x" });
    if (random() < 0.5) text.delete(3, 2);
  }

  it("is read without Yjs as Yjs reads it, and cut short is left to Yjs [R19]", () => {
    const seed = seedOf();
    const random = seeded(seed);
    const { rows, doc } = draft(seed, 300);
    const other = new Y.Doc();
    other.on("update", (update: Uint8Array) => rows.push(update));
    for (let time = 0; time < 60; time += 1) oddities(other, random);
    const wholes = [doc, other].map((each) => Y.encodeStateAsUpdate(each));
    let scanned = 0;
    for (const update of [...rows, ...wholes, Y.mergeUpdates(rows)]) {
      const found = scanState(update);
      if (found) scanned += 1;
      expect(readState(update), `seed ${seed}`).toEqual(readWithYjs(update));
      if (found) expect(found, `seed ${seed}`).toEqual(readWithYjs(update));
      const cut = update.subarray(0, below(random, update.length));
      expect(scanState(cut), `seed ${seed}`).toBeNull();
    }
    expect(scanned).toBe(rows.length + wholes.length + 1);
  });

  it("is not looked for behind the end of bytes that promise more than they hold", () => {
    const trillions = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f];
    // Clients with structs, clients with deletions, deletions of one client.
    for (const before of [[], [0], [0, 1, 9]]) {
      expect(scanState(Uint8Array.from([...before, ...trillions]))).toBeNull();
    }
  });
});
