import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  type AcceptedUpdate,
  decodeWhole,
  mergeUpdates,
  readState,
} from "#server/rooms/update/accepted-update.ts";
import { readLetters } from "#server/rooms/update/letters.ts";
import { StateIndex } from "#server/rooms/update/state-index.ts";
import { type Owner, validate, validateAny, type Verdict } from "#server/rooms/update/validator.ts";
import { damaged } from "./support/bytes.ts";
import { editAtRandom } from "./support/editing.ts";
import { paragraphOf, rootOf, writeParagraph } from "./support/paragraph.ts";
import { below, pick, type Random, seeded } from "./support/random.ts";
import { seedOf } from "#tests/support/seed.ts";

const MOST = 1024 * 1024;
const OWNERS: readonly Owner[] = ["sender", "another", "nobody"];

/** A verdict as plain data, with what its update holds as the long way reads it. */
function plain(verdict: Verdict): unknown {
  if (verdict.kind !== "accepted") return verdict;
  const { bytes, sections, deleted } = verdict.update;
  const structs = sections.map((section) =>
    section.structs.map(({ id, length }) => ({ ...id, length })),
  );
  return { ...verdict, update: { bytes, structs, deleted } };
}

/** Both verdicts are the same; returns whether the short way was taken. */
function agree(update: Uint8Array, known: StateIndex, owner: Owner, seed: number): boolean {
  const short = validate(update, known, () => owner, MOST);
  const long = validateAny(update, known, () => owner, Infinity);
  expect(plain(short), `seed ${seed}`).toEqual(plain(long));
  return short.kind === "accepted" && short.update.letters !== undefined;
}

/** The room's state after these updates, some of which may still wait. */
function knowing(updates: readonly Uint8Array[], waiting: number): StateIndex {
  const known = new StateIndex();
  const committed = updates.slice(0, updates.length - waiting);
  for (const update of committed) {
    const { clocks, deleted, types } = readState(update);
    known.commit(clocks, deleted, types);
  }
  for (const bytes of updates.slice(committed.length)) {
    known.addWaiting({ bytes, ...decodeWhole(bytes) });
  }
  return known;
}

/** A session of one writer, some of it beyond letters. */
function session(random: Random, edits: number, clientID = 1 + below(random, 2 ** 32 - 1)) {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  writeParagraph(doc, "a");
  for (let edit = 0; edit < edits; edit += 1) {
    if (random() < 0.5) editAtRandom(doc, random);
    else rootOf(doc).insert(below(random, rootOf(doc).length + 1), pick(random, ["a", "bc", " "]));
  }
  return updates;
}

describe("a run of letters", () => {
  it("is judged from its bytes as it would be from its structs, whatever the room knows [R6, R7]", () => {
    const seed = seedOf();
    const random = seeded(seed);
    let short = 0;
    let all = 0;
    for (let run = 0; run < 30; run += 1) {
      const updates = session(random, 40);
      for (const [index, update] of updates.entries()) {
        // Right behind what the room knows, a bit earlier, and a bit later.
        const there = Math.max(0, Math.min(updates.length, index + below(random, 4) - 1));
        const known = knowing(updates.slice(0, random() < 0.6 ? index : there), below(random, 3));
        if (agree(update, known, random() < 0.7 ? "sender" : pick(random, OWNERS), seed))
          short += 1;
        all += 1;
      }
    }
    // Otherwise nothing is compared here.
    expect(short / all, `seed ${seed}`).toBeGreaterThan(0.15);
  });

  it("that is damaged is judged as its bytes deserve [R6]", () => {
    const seed = seedOf();
    const random = seeded(seed);
    let short = 0;
    for (let run = 0; run < 20; run += 1) {
      const updates = session(random, 20);
      for (const [index, update] of updates.entries()) {
        const known = knowing(updates.slice(0, index), 0);
        for (let time = 0; time < 20; time += 1) {
          if (agree(damaged(update, updates, random), known, "sender", seed)) short += 1;
        }
      }
    }
    // Letters that were turned into others are no damage that bytes tell.
    expect(short, `seed ${seed}`).toBeGreaterThan(10);
  });

  it("is not taken the short way beside a place that holds no letters [F11]", () => {
    const doc = new Y.Doc();
    doc.clientID = 9;
    const updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    rootOf(doc).insertEmbed(0, new Y.XmlElement("table"));
    const table = rootOf(doc).toDelta()[0].insert as Y.XmlElement;
    table.insert(0, [new Y.XmlElement("tableRow")]);
    // Letters behind the row, in the table.
    const row = { client: 9, clock: 1 };
    const update = Uint8Array.of(1, 1, 9, 2, 0x84, row.client, row.clock, 1, 97, 0);
    expect(readLetters(update)).toMatchObject({ client: 9, clock: 2, length: 1 });
    const known = knowing(updates, 0);
    expect(validate(update, known, () => "sender", MOST)).toEqual({
      kind: "malformed",
      why: "something where it can't stand",
    });
  });

  it("with a number in more bytes than are exact is left to Yjs, wherever it stands [R6]", () => {
    const known = knowing(typed(9, 4), 0);
    // The client, its clock, the left neighbor, the right one where there is one, the letters.
    const numbers = [9, known.nextClock(9), 9, 2, 9, 3, 1];
    for (const kind of [0x84, 0xc4]) {
      const named = kind === 0x84 ? numbers.toSpliced(4, 2) : numbers;
      for (let long = -1; long < named.length; long += 1) {
        const encoded = named.flatMap((number, place) => {
          const bytes = place === long ? [number | 128, 128, 128, 128, 128, 128, 128, 0] : [number];
          return place === 2 ? [kind, ...bytes] : bytes;
        });
        const update = Uint8Array.from([1, 1, ...encoded, 97, 0]);
        expect(readLetters(update) === null, `number ${long}`).toBe(long >= 0);
        expect(agree(update, known, "sender", 0), `number ${long}`).toBe(long < 0);
      }
    }
  });

  it("counts against the size of a message [R22]", () => {
    const updates = typed(1, 3);
    const known = knowing(updates.slice(0, 2), 0);
    const update = updates[2] as Uint8Array;
    expect(validate(update, known, () => "sender", update.length).kind).toBe("accepted");
    expect(validate(update, known, () => "sender", update.length - 1).kind).toBe("malformed");
  });

  it("ends before the last clock [R6]", () => {
    const known = new StateIndex();
    known.raise(9, 2 ** 31 - 3);
    const clock = [0xfd, 0xff, 0xff, 0xff, 0x07];
    const letters = (count: number) =>
      Uint8Array.of(1, 1, 9, ...clock, 0x84, 9, 1, count, ...new Uint8Array(count).fill(97), 0);
    expect(readLetters(letters(2))).toMatchObject({ clock: 2 ** 31 - 3, length: 2 });
    expect(validate(letters(2), known, () => "sender", MOST).kind).toBe("accepted");
    expect(validate(letters(3), known, () => "sender", MOST).kind).toBe("malformed");
  });

  it("is merged with others as structs would be [R9]", () => {
    const seed = seedOf();
    const random = seeded(seed);
    for (let run = 0; run < 50; run += 1) {
      const writers = [3, 1, 2].map((client) => typed(client * 1_000, 2 + below(random, 9)));
      const known = new StateIndex();
      const base = writers.map((updates) => updates[0] as Uint8Array);
      for (const update of base) {
        const { clocks, deleted, types } = readState(update);
        known.commit(clocks, deleted, types);
      }
      const accepted: AcceptedUpdate[] = [];
      const queues = writers.map((updates) => updates.slice(1));
      while (queues.some((queue) => queue.length > 0)) {
        const update = pick(random, queues).shift();
        if (!update) continue;
        const verdict = validate(update, known, () => "sender", MOST);
        if (verdict.kind !== "accepted" || !verdict.update.letters) throw new Error(verdict.kind);
        known.commitUpdate(verdict.update);
        accepted.push(verdict.update);
      }
      const long = accepted.map(({ bytes }) => ({ bytes, ...decodeWhole(bytes) }));
      expect(mergeUpdates(accepted), `seed ${seed}`).toEqual(mergeUpdates(long));
    }
  });

  it("moves the room's clocks as its structs would [R6]", () => {
    const updates = typed(5, 4);
    const short = knowing(updates.slice(0, 1), 0);
    const long = knowing(updates, 0);
    for (const bytes of updates.slice(1)) {
      const verdict = validate(bytes, short, () => "sender", MOST);
      if (verdict.kind !== "accepted" || !verdict.update.letters) throw new Error(verdict.kind);
      short.addWaiting(verdict.update);
      expect(short.nextClock(5)).toBe(verdict.update.letters.clock + 1);
      short.resetWaiting([]);
      short.commitUpdate(verdict.update);
    }
    expect(short.stateVector()).toEqual(long.stateVector());
  });
});

/** A paragraph, and then one letter after the other at its end. */
function typed(client: number, count: number): Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = client;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  writeParagraph(doc, "a");
  for (let key = 1; key < count; key += 1) paragraphOf(doc).insert(key, "e");
  return updates;
}
