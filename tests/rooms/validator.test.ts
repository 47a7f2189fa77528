import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { subtractIds } from "#app/protocol/id-ranges.ts";
import { StateIndex } from "#server/rooms/update/state-index.ts";
import { type Owner, validate, type Verdict } from "#server/rooms/update/validator.ts";
import {
  decodeWhole,
  encodeUpdate,
  insertedIds,
  mergeUpdates,
  readState,
} from "#server/rooms/update/accepted-update.ts";
import { damaged } from "./support/bytes.ts";
import { editAtRandom } from "./support/editing.ts";
import { below, pick, seeded } from "./support/random.ts";
import { seedOf } from "#tests/support/seed.ts";
import { paragraphOf, rootOf, writeParagraph } from "./support/stock.ts";

type OwnerOf = (clientId: number) => Owner;

const MOST = 1024 * 1024;
const mine: OwnerOf = () => "sender";

function judge(update: Uint8Array, known = new StateIndex(), ownerOf = mine): Verdict {
  return validate(update, known, ownerOf, MOST);
}

/** Everything that a document tells of itself from now on. */
function updatesOf(doc: Y.Doc): Uint8Array[] {
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  return updates;
}

function knowing(...updates: Uint8Array[]): StateIndex {
  const known = new StateIndex();
  for (const update of updates) {
    const { clocks, deleted, types } = readState(update);
    known.commit(clocks, deleted, types);
  }
  return known;
}

function asAccepted(verdict: Verdict): Extract<Verdict, { kind: "accepted" }> {
  if (verdict.kind !== "accepted") throw new Error(`not accepted but ${verdict.kind}`);
  return verdict;
}

function docWith(clientID: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  return doc;
}

describe("the validator takes what honest clients send", () => {
  it("all updates of a random session of four editors who go offline and return [R6]", () => {
    const seed = seedOf();
    const random = seeded(seed);
    const known = new StateIndex();
    const relayed: Uint8Array[] = [];
    const editors = Array.from({ length: 4 }, (_, index) => {
      const doc = docWith(1000 + index);
      return { doc, sent: updatesOf(doc), seen: 0 };
    });
    const accept = (update: Uint8Array) => {
      const verdict = judge(update, known);
      expect(["accepted", "known"], `seed ${seed}`).toContain(verdict.kind);
      if (verdict.kind !== "accepted") return;
      known.commitUpdate(verdict.update);
      relayed.push(verdict.update.bytes);
    };
    for (let step = 0; step < 3_000; step += 1) {
      const editor = pick(random, editors);
      if (random() < 0.6) {
        editAtRandom(editor.doc, random);
        // Remote updates are told too; only its own go out.
        if (random() < 0.7) for (const update of editor.sent.splice(0)) accept(update);
      } else if (random() < 0.2) {
        accept(Y.encodeStateAsUpdate(editor.doc, known.stateVector()));
        editor.sent.length = 0;
      } else {
        for (; editor.seen < relayed.length; editor.seen += 1) {
          Y.applyUpdate(editor.doc, relayed[editor.seen] as Uint8Array);
        }
      }
    }
    for (const { doc } of editors) accept(Y.encodeStateAsUpdate(doc, known.stateVector()));
    const whole = new Y.Doc();
    for (const update of relayed) Y.applyUpdate(whole, update);
    expect(whole.store.pendingStructs, `seed ${seed}`).toBeNull();
    for (const { doc } of editors) {
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(whole));
      expect(rootOf(doc).toString(), `seed ${seed}`).toBe(rootOf(whole).toString());
    }
    expect(Y.encodeStateVector(whole)).toEqual(Y.encodeStateVector(editors[0]!.doc));
    // A document deletes a little more by itself: what two people set or removed at the same moment.
    const deletions = readState(Y.encodeStateAsUpdate(whole)).deleted;
    expect(subtractIds(known.deletedRanges(), deletions), `seed ${seed}`).toEqual(new Map());
    // Of what was taken, the room knows every deletion.
    const taken = readState(Y.mergeUpdates(relayed)).deleted;
    expect(taken.size).toBeGreaterThan(0);
    expect(subtractIds(taken, known.deletedRanges()), `seed ${seed}`).toEqual(new Map());
  });

  it("an update as its very bytes where all of it is new [R6]", () => {
    const doc = docWith(1);
    const updates = updatesOf(doc);
    writeParagraph(doc, "a");
    expect(asAccepted(judge(updates[0]!)).update.bytes).toBe(updates[0]);
  });

  it("words of two clients that lean on each other within one update [R6]", () => {
    const first = docWith(1);
    const second = docWith(2);
    const text = writeParagraph(first, "ac");
    Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
    paragraphOf(second).insert(1, "b");
    Y.applyUpdate(first, Y.encodeStateAsUpdate(second));
    text.insert(2, "!");
    expect(judge(Y.encodeStateAsUpdate(first)).kind).toBe("accepted");
  });
});

describe("the validator cuts off what is known", () => {
  it("structs, to the middle of one [R6]", () => {
    const doc = docWith(1);
    writeParagraph(doc, "abc");
    const before = Y.encodeStateAsUpdate(doc);
    paragraphOf(doc).insert(3, "def");
    const { update } = asAccepted(judge(Y.encodeStateAsUpdate(doc), knowing(before)));
    const [section] = decodeWhole(update.bytes).sections;
    expect(section?.structs.map((struct) => struct.length)).toEqual([3]);
    const read = new Y.Doc();
    Y.applyUpdate(read, before);
    Y.applyUpdate(read, update.bytes);
    expect(rootOf(read).toString()).toBe(rootOf(doc).toString());
  });

  it("to the middle of the first struct of several, and takes all of the others [R6]", () => {
    const doc = docWith(1);
    const text = writeParagraph(doc, "abc");
    const before = Y.encodeStateAsUpdate(doc);
    text.insert(3, "def");
    text.insert(0, "first");
    text.insert(2, "second");
    const known = knowing(before);
    const { update } = asAccepted(judge(Y.encodeStateAsUpdate(doc), known));
    // Nobody is named as the writer of what was there.
    const [clock, length] = [known.nextClock(1), "defsecondfirst".length];
    expect(insertedIds(update)).toEqual(new Map([[1, [{ clock, length }]]]));
    const read = new Y.Doc();
    Y.applyUpdate(read, before);
    Y.applyUpdate(read, update.bytes);
    expect(rootOf(read).toString()).toBe(rootOf(doc).toString());
    expect(Y.encodeStateAsUpdate(read)).toEqual(Y.encodeStateAsUpdate(doc));
  });

  it("deletions, of which a returning client repeats every one [R6]", () => {
    const doc = docWith(1);
    const text = writeParagraph(doc, "abcdefgh");
    text.delete(1, 2);
    const before = Y.encodeStateAsUpdate(doc);
    text.delete(3, 1);
    const { update } = asAccepted(judge(Y.encodeStateAsUpdate(doc), knowing(before)));
    expect([...update.deleted]).toEqual([[1, [{ clock: 6, length: 1 }]]]);
    expect(update.sections).toEqual([]);
  });

  it("deletions alone, where all of the words are new, and nothing where those are new too [R6]", () => {
    const doc = docWith(1);
    const text = writeParagraph(doc, "abcdefgh");
    text.delete(1, 2);
    const before = Y.encodeStateAsUpdate(doc);
    const there = Y.encodeStateVector(doc);
    text.insert(0, "new");
    const known = knowing(before);
    const { update } = asAccepted(judge(Y.encodeStateAsUpdate(doc, there), known));
    expect([update.deleted.size, decodeWhole(update.bytes).deleted.size]).toEqual([0, 0]);
    const updates = updatesOf(doc);
    text.delete(4, 1);
    expect(asAccepted(judge(updates[0]!, known)).update.bytes).toBe(updates[0]);
  });

  it("all of it, and then there is nothing to store [R6]", () => {
    const doc = docWith(1);
    writeParagraph(doc, "abc").delete(0, 1);
    const whole = Y.encodeStateAsUpdate(doc);
    expect(judge(whole, knowing(whole))).toEqual({ kind: "known", repeats: false });
  });

  it("what waits, but says so, since the barrier must wait for it [R6, R11]", () => {
    const doc = docWith(1);
    const updates = updatesOf(doc);
    const text = writeParagraph(doc, "abc");
    text.delete(0, 1);
    const known = new StateIndex();
    for (const update of updates) known.addWaiting(asAccepted(judge(update, known)).update);
    expect(judge(updates[0]!, known)).toEqual({ kind: "known", repeats: true });
    expect(judge(updates[1]!, known)).toEqual({ kind: "known", repeats: true });
    known.resetWaiting([]);
    expect(judge(updates[1]!, known)).toEqual({ kind: "gap" });
  });
});

describe("the validator finds a gap", () => {
  it("in the words of one client [R6]", () => {
    const doc = docWith(1);
    const updates = updatesOf(doc);
    const text = writeParagraph(doc, "a");
    text.insert(1, "b");
    text.insert(2, "c");
    expect(judge(updates[2]!, knowing(updates[0]!))).toEqual({ kind: "gap" });
  });

  it("before an origin, a right origin or a parent of another [R6]", () => {
    const first = docWith(1);
    const base = updatesOf(first);
    const text = writeParagraph(first, "ad");
    const late = updatesOf(first);
    text.insert(1, "b");
    const second = docWith(2);
    Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
    const theirs = updatesOf(second);
    paragraphOf(second).insert(2, "c");
    expect(judge(theirs[0]!, knowing(base[0]!))).toEqual({ kind: "gap" });
    expect(judge(theirs[0]!, knowing(base[0]!, late[0]!)).kind).toBe("accepted");
  });

  it("where ids are deleted that nobody has made [R6]", () => {
    const doc = docWith(1);
    const updates = updatesOf(doc);
    writeParagraph(doc, "abc").delete(0, 1);
    expect(judge(updates[1]!)).toEqual({ kind: "gap" });
  });

  it("where structs are skipped, as a client sends that lacks some itself [R6]", () => {
    const doc = docWith(1);
    const updates = updatesOf(doc);
    const text = writeParagraph(doc, "a");
    text.insert(1, "b");
    text.insert(2, "c");
    const holey = Y.mergeUpdates([updates[0]!, updates[2]!]);
    expect(decodeWhole(holey).sections[0]?.structs.some((each) => each instanceof Y.Skip)).toBe(
      true,
    );
    expect(judge(holey)).toEqual({ kind: "gap" });
  });

  it("where two clients lean on each other in a circle [R6]", () => {
    const left = item(1, 0, { origin: Y.createID(2, 0) });
    const right = item(2, 0, { origin: Y.createID(1, 0) });
    const update = encodeUpdate(
      [
        { client: 1, structs: [left] },
        { client: 2, structs: [right] },
      ],
      new Map(),
    );
    expect(judge(update)).toEqual({ kind: "gap" });
  });
});

describe("the validator refuses what no honest client sends", () => {
  const malformed = (update: Uint8Array) => {
    const verdict = judge(update);
    expect(verdict.kind).toBe("malformed");
    return verdict.kind === "malformed" ? verdict.why : "";
  };

  it("an update that is too large, and takes one that is just not [R6, R22]", () => {
    const doc = docWith(1);
    writeParagraph(doc, "abc");
    const update = Y.encodeStateAsUpdate(doc);
    expect(validate(update, new StateIndex(), mine, update.length).kind).toBe("accepted");
    expect(validate(update, new StateIndex(), mine, update.length - 1).kind).toBe("malformed");
  });

  it("cut at any byte, or with bytes to spare [R6]", () => {
    const doc = docWith(1);
    writeParagraph(doc, "abc").delete(0, 1);
    const update = Y.encodeStateAsUpdate(doc);
    for (let end = 0; end < update.length; end += 1) malformed(update.slice(0, end));
    malformed(Uint8Array.from([...update, 0]));
  });

  it("another root, a subdocument, or a shared type that is no part of a text [R6]", () => {
    const other = docWith(1);
    other.getText("secrets").insert(0, "x");
    expect(malformed(Y.encodeStateAsUpdate(other))).toBe("another root");
    const nested = docWith(1);
    nested.getMap("default").set("a", new Y.Doc());
    expect(malformed(Y.encodeStateAsUpdate(nested))).toBe("a subdocument");
    const map = docWith(1);
    map.getArray("default").push([new Y.Map()]);
    expect(malformed(Y.encodeStateAsUpdate(map))).toBe("another shared type");
  });

  it("a struct that refers to itself or to what its own client makes later [R6]", () => {
    for (const clock of [0, 5]) {
      const update = encodeUpdate(
        [{ client: 1, structs: [item(1, 0, { origin: Y.createID(1, clock) })] }],
        new Map(),
      );
      expect(malformed(update)).toBe("refers to itself");
    }
  });

  it("giant lengths and clocks, inserted or deleted [R6]", () => {
    const garbage = new Y.GC(Y.createID(1, 0), 2 ** 40);
    malformed(encodeUpdate([{ client: 1, structs: [garbage] }], new Map()));
    malformed(encodeUpdate([], new Map([[1, [{ clock: 0, length: 2 ** 40 }]]])));
  });

  it("clients out of order and empty structs, on which Yjs's own merge would stumble [R6]", () => {
    const one = { client: 1, structs: [item(1, 0, {})] };
    const two = { client: 2, structs: [item(2, 0, {})] };
    const ordered = encodeUpdate([one, two], new Map());
    expect(judge(ordered).kind).toBe("accepted");
    const [second, first] = decodeWhole(ordered).sections;
    expect([second?.client, first?.client]).toEqual([2, 1]);
    // The two sections, in the other order, with the counts that stand before them.
    const half = (ordered.length - 2) / 2;
    const body = ordered.slice(1, -1);
    malformed(Uint8Array.from([2, ...body.slice(half), ...body.slice(0, half), 0]));
    const nothing = new Y.GC(Y.createID(1, 0), 0);
    expect(malformed(encodeUpdate([{ client: 1, structs: [nothing] }], new Map()))).toBe(
      "an empty struct",
    );
  });
});

describe("the validator and client ids", () => {
  it("keeps the highest clock that it was told of [R6]", () => {
    const known = new StateIndex();
    for (const clock of [5, 3]) known.raise(9, clock);
    expect(known.nextClock(9)).toBe(5);
  });

  it("finds new words under another's id, but not old ones [R7]", () => {
    const doc = docWith(7);
    const updates = updatesOf(doc);
    const text = writeParagraph(doc, "a");
    text.insert(1, "b");
    const another = (): Owner => "another";
    expect(judge(updates[0]!, new StateIndex(), another)).toEqual({ kind: "foreign" });
    const whole = Y.encodeStateAsUpdate(doc);
    expect(judge(whole, knowing(whole), another)).toEqual({ kind: "known", repeats: false });
    expect(judge(whole, knowing(updates[0]!), another)).toEqual({ kind: "foreign" });
  });

  it("says which ids are nobody's yet [R7]", () => {
    const doc = docWith(7);
    writeParagraph(doc, "a");
    const nobody = (): Owner => "nobody";
    const verdict = asAccepted(judge(Y.encodeStateAsUpdate(doc), new StateIndex(), nobody));
    expect(verdict.unboundClients).toEqual([7]);
  });
});

describe("an update of more new clients than may come at once", () => {
  function begun(): Y.Doc {
    const doc = docWith(1);
    writeParagraph(doc, "begun");
    return doc;
  }

  /** Five who write behind each other's words, delete some of them, and were all offline. */
  function fiveOffline(): Y.Doc {
    const all = begun();
    paragraphOf(all).insert(5, " by one who is known, ");
    for (let client = 2; client <= 6; client += 1) {
      const doc = docWith(client);
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(all));
      const text = paragraphOf(doc);
      text.insert(text.words.length, `of ${client}`);
      text.delete(text.words.length - 5, 1);
      text.insert(0, "x");
      Y.applyUpdate(all, Y.encodeStateAsUpdate(doc));
    }
    return all;
  }

  it("comes in parts that can be read, and is whole when it was sent often enough [R7, R34]", () => {
    const all = fiveOffline();
    const whole = Y.encodeStateAsUpdate(all);
    const start = Y.encodeStateAsUpdate(begun());
    const known = knowing(start);
    const owned = new Set([1]);
    const read = new Y.Doc();
    Y.applyUpdate(read, start);
    const taken: (readonly number[])[] = [];
    for (;;) {
      const ownerOf = (client: number) => (owned.has(client) ? "sender" : "nobody");
      const verdict = validate(whole, known, ownerOf, { bytes: MOST, newClients: 2 });
      if (verdict.kind === "known") break;
      const { update, unboundClients, isPart } = asAccepted(verdict);
      taken.push(unboundClients.toSorted((a, b) => a - b));
      expect(isPart).toBe(taken.length < 3);
      for (const client of unboundClients) owned.add(client);
      for (const { client } of update.sections) expect(owned).toContain(client);
      known.commitUpdate(update);
      Y.applyUpdate(read, update.bytes);
      expect(read.store.pendingStructs).toBeNull();
      expect(read.store.pendingDs).toBeNull();
    }
    // Each leans on those before it.
    expect(taken).toEqual([[2, 3], [4, 5], [6]]);
    expect(Y.encodeStateAsUpdate(read)).toEqual(whole);
  });

  it("is one for which the sender asks again where a part lacks what no part has [R6, R7]", () => {
    const whole = Y.encodeStateAsUpdate(fiveOffline());
    const verdict = validate(
      Y.diffUpdate(whole, Y.encodeStateVector(begun())),
      new StateIndex(),
      () => "nobody",
      { bytes: MOST, newClients: 2 },
    );
    expect(verdict).toEqual({ kind: "gap" });
  });
});

describe("merging accepted updates", () => {
  it("writes deletions as Yjs does, those of higher clients first [R9]", () => {
    const doc = docWith(1);
    writeParagraph(doc, "abc");
    const other = docWith(2);
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    paragraphOf(other).insert(0, "xyz");
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    const known = knowing(Y.encodeStateAsUpdate(doc));
    const updates = updatesOf(doc);
    paragraphOf(doc).delete(4, 1);
    paragraphOf(doc).delete(1, 1);
    const all = updates.map((update) => asAccepted(judge(update, known)).update);
    expect(mergeUpdates(all)).toEqual(Y.mergeUpdates(updates));
  });

  it("says the same as Yjs's own merge [R9]", () => {
    const seed = seedOf();
    const random = seeded(seed);
    const docs = [docWith(1), docWith(2), docWith(3)];
    const known = new StateIndex();
    const batches: Uint8Array[] = [];
    for (let round = 0; round < 40; round += 1) {
      const sent: Uint8Array[] = [];
      for (const doc of docs) {
        const own: Uint8Array[] = [];
        const listen = (update: Uint8Array) => own.push(update);
        doc.on("update", listen);
        for (let edit = below(random, 6); edit > 0; edit -= 1) editAtRandom(doc, random);
        doc.off("update", listen);
        sent.push(...own);
      }
      if (sent.length === 0) continue;
      const all = sent.flatMap((update) => {
        const verdict = judge(update, known);
        // Two who delete the same at the same moment: the second brings nothing new.
        if (verdict.kind === "known") return [];
        const accepted = asAccepted(verdict).update;
        known.commitUpdate(accepted);
        return [accepted];
      });
      const merged = mergeUpdates(all);
      const ours = new Y.Doc();
      const theirs = new Y.Doc();
      for (const batch of batches) for (const doc of [ours, theirs]) Y.applyUpdate(doc, batch);
      Y.applyUpdate(ours, merged);
      Y.applyUpdate(theirs, Y.mergeUpdates(sent));
      expect(Y.encodeStateAsUpdate(ours), `seed ${seed}`).toEqual(Y.encodeStateAsUpdate(theirs));
      batches.push(merged);
      for (const doc of docs) Y.applyUpdate(doc, merged);
    }
  });
});

describe("the validator under fire", () => {
  const rounds = Number(process.env.FUZZ_UPDATES ?? 20_000);

  it(
    "takes nothing that a document can't load, of damaged updates on a live session [R6]",
    () => {
      const seed = seedOf();
      const random = seeded(seed);
      const known = new StateIndex();
      const replica = new Y.Doc();
      const author = docWith(50);
      const sent = updatesOf(author);
      const pool: Uint8Array[] = [];
      let taken = 0;
      for (let round = 0; round < rounds; round += 1) {
        if (round % 4 === 0) {
          editAtRandom(author, random);
          const update = Y.mergeUpdates(sent.splice(0).concat(Uint8Array.of(0, 0)));
          pool.push(update);
          if (pool.length > 50) pool.shift();
          const verdict = judge(update, known);
          if (verdict.kind === "accepted") take(verdict);
          // Parts that damage brought in are in the author's way, too: they hear of them.
          Y.applyUpdate(author, Y.encodeStateAsUpdate(replica, Y.encodeStateVector(author)));
          sent.length = 0;
        }
        const verdict = judge(damaged(pick(random, pool), pool, random), known, (client) =>
          client === 50 ? "another" : "sender",
        );
        if (verdict.kind === "accepted") {
          take(verdict);
          taken += 1;
        }
      }
      function take({ update }: Extract<Verdict, { kind: "accepted" }>) {
        known.commitUpdate(update);
        Y.applyUpdate(replica, update.bytes);
        if (replica.store.pendingStructs || replica.store.pendingDs) {
          throw new Error(`seed ${seed}: an update that can't be integrated was taken`);
        }
      }
      expect(taken, `seed ${seed}`).toBeGreaterThan(0);
      const again = new Y.Doc();
      Y.applyUpdate(again, Y.encodeStateAsUpdate(replica));
      expect(again.store.pendingStructs, `seed ${seed}`).toBeNull();
      const { clocks, deleted } = readState(Y.encodeStateAsUpdate(replica));
      expect(new Map(known.clocks), `seed ${seed}`).toEqual(clocks);
      expect(subtractIds(known.deletedRanges(), deleted), `seed ${seed}`).toEqual(new Map());
    },
    30_000 + rounds,
  );
});

function item(client: number, clock: number, { origin = null }: { origin?: Y.ID | null }): Y.Item {
  const root = "default" as unknown as Y.AbstractType<unknown>;
  const parent = origin ? null : root;
  const content = new Y.ContentString("x");
  return new Y.Item(Y.createID(client, clock), null, origin, null, null, parent, null, content);
}
