import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { CLOSE } from "#app/protocol/close-codes.ts";
import { decodeWhole, encodeUpdate } from "#server/rooms/update/accepted-update.ts";
import { ConflictAllowance, MOST_STEPS } from "#server/rooms/update/conflict-allowance.ts";
import { conflictsIn } from "#server/rooms/update/conflicts.ts";
import { stateIndexOf } from "#server/rooms/update/state-index.ts";
import { validate } from "#server/rooms/update/validator.ts";
import { fc } from "#tests/support/fast-check.ts";
import { seedOf } from "#tests/support/seed.ts";
import { editAtRandom } from "./support/editing.ts";
import { integrationSteps } from "./support/integration-steps.ts";
import { seeded } from "./support/random.ts";
import { RawClient } from "./support/raw.ts";
import { openRoomServer } from "./support/room-server.ts";
import { IN_SEVERAL_PROCESSES } from "./support/several-processes.ts";
import { VirtualScheduler } from "./support/virtual-scheduler.ts";

/** The most that a draft may cost whoever opens it, unmeasured steps among them: under a second of Yjs. */
const MOST = 5_000_000;
const LETTERS = 12_000;
const HOUR_MS = 60 * 60_000;

const stepsIn = (...updates: Uint8Array[]) => conflictsIn(updates.map(decodeWhole)).steps;

/** One letter of a client, by what it says of its neighbors. */
function letter(
  [client, clock]: readonly [number, number],
  origin: Y.ID | null,
  right: Y.ID | null,
): Y.Item {
  const content = new Y.ContentString("b");
  return new Y.Item(Y.createID(client, clock), null, origin, null, right, null, null, content);
}

const updateOf = (client: number, structs: readonly Y.Item[]) =>
  encodeUpdate([{ client, structs }], new Map());

/** A paragraph of so many letters of client 1: the ids of its letters begin at 1. */
function paragraphOf(letters: number): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const root = doc.get("default", Y.XmlText);
  const marker = new Y.XmlElement("block");
  doc.transact(() => {
    root.insertEmbed(0, marker);
    root.insert(1, "a".repeat(letters));
  });
  return Y.encodeStateAsUpdate(doc);
}
const at = (index: number) => Y.createID(1, 1 + index);

/** Sends them one after the other; answers what was kept, and how the connection ended. */
async function sent(text: Uint8Array, updates: readonly Uint8Array[]) {
  const roomServer = await openRoomServer();
  const ana = new RawClient(roomServer);
  await ana.join(text);
  expect(await ana.barrier()).toBe("receipt");
  for (const update of updates) ana.update(update);
  await Promise.race([ana.close(), ana.barrier().catch(() => undefined)]);
  const ida = new RawClient(roomServer, { who: "ida" });
  const whole = await ida.join();
  const rows = await roomServer.fixture.database.client.draftUpdate.findMany({
    orderBy: { sequence: "asc" },
  });
  return { closed: ana.closed, whole, rows: rows.map(({ bytes }) => new Uint8Array(bytes)) };
}

const REFUSED = {
  code: CLOSE.malformed,
  reason: "the message was malformed: conflicts with the text more often than editing does",
};

/** Sixteen messages of 690 letters, each by what it says of the letter with this number. */
function sixteen(of: (number: number, client: number, clock: number) => Y.Item): Uint8Array[] {
  return Array.from({ length: 16 }, (_, message) => {
    const client = 1_000 + message;
    const structs = Array.from({ length: 690 }, (__, clock) =>
      of(690 * message + clock, client, clock),
    );
    return updateOf(client, structs);
  });
}

describe("small messages that would cost everybody minutes", () => {
  it.each([
    [
      "behind one letter, each before another",
      sixteen((n, client, clock) => letter([client, clock], at(0), at(n + 1))),
    ],
    [
      "behind one letter, each before the same",
      sixteen((_, client, clock) => letter([client, clock], at(0), at(LETTERS - 1))),
    ],
    [
      "each behind another letter, before the last one",
      sixteen((n, client, clock) => letter([client, clock], at(n), at(LETTERS - 1))),
    ],
    [
      "each behind another letter, before none",
      sixteen((n, client, clock) => letter([client, clock], at(n), null)),
    ],
    [
      "at the beginning, each before another letter",
      sixteen((n, client, clock) => letter([client, clock], null, at(n + 1))),
    ],
  ])("are refused before they are stored, with the reason: %s [R33a]", async (_, updates) => {
    const text = paragraphOf(LETTERS);
    const { closed, whole, rows } = await sent(text, updates);
    expect(closed).toEqual(REFUSED);
    // In one piece, as after compaction, and row by row, as those who are there have it.
    expect(integrationSteps([whole])).toBeLessThan(MOST);
    expect(integrationSteps(rows)).toBeLessThan(MOST);
  });

  it("are refused where they are values of one attribute, too [R33a]", async () => {
    const value = (client: number, clock: number) =>
      new Y.Item(
        Y.createID(client, clock),
        null,
        null,
        null,
        null,
        Y.createID(1, 0) as never,
        "kind",
        new Y.ContentAny(["body"]),
      );
    const { closed, whole } = await sent(
      paragraphOf(LETTERS),
      sixteen((_, client, clock) => value(client, clock)),
    );
    expect(closed).toEqual(REFUSED);
    expect(integrationSteps([whole])).toBeLessThan(MOST);
  });

  it("leave the others what they need to go on: theirs are taken after a refusal [R33a]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    await ana.join(paragraphOf(LETTERS));
    for (const update of sixteen((n, client, clock) => letter([client, clock], at(0), at(n + 1))))
      ana.update(update);
    expect((await ana.close()).code).toBe(CLOSE.malformed);
    const ida = new RawClient(roomServer, { who: "ida" });
    const doc = new Y.Doc();
    Y.applyUpdate(doc, await ida.join());
    doc.on("update", (update: Uint8Array) => ida.update(update));
    const root = doc.get("default", Y.XmlText);
    for (let index = 0; index < 200; index += 1) root.insert(1 + ((index * 37) % 9_000), "word ");
    expect(await ida.barrier()).toBe("receipt");
  });
});

describe("messages that each add a little to a draft above its bound", () => {
  // Each process counts by itself.
  it.skipIf(IN_SEVERAL_PROCESSES)(
    "wait once their person has added an hour's worth, while others write [R33a]",
    async () => {
      const scheduler = new VirtualScheduler();
      const roomServer = await openRoomServer({
        // Nobody's liveness is looked at here, in whatever time passes.
        limits: { pingMs: 2 * HOUR_MS },
        options: { scheduler },
      });
      const ana = new RawClient(roomServer);
      await ana.join(paragraphOf(LETTERS));
      // 690 letters behind one letter are 475,000 steps, which is less for each of them than may be.
      const groups = Array.from({ length: 18 }, (_, group) => {
        const client = 1_000 + group;
        const structs = Array.from({ length: 690 }, (__, clock) =>
          letter([client, clock], at(600 * group), at(600 * group + 1)),
        );
        return updateOf(client, structs);
      });
      for (const update of groups) ana.update(update);
      const kept = () =>
        roomServer.fixture.database.client.draftBinding.count({
          where: { clientId: { gte: 1_000, lt: 2_000 } },
        });
      /** Lets little time pass, whatever a worker takes: an hour's worth refills meanwhile. */
      const soon = (what: string, holds: () => boolean | Promise<boolean>) =>
        scheduler.until(what, async () => {
          await sleep(5);
          return holds();
        });
      // Six come to the bound, and the seventh takes most of an hour's worth.
      await soon("at the bound", async () => (await kept()) > 6);
      const ida = new RawClient(roomServer, { who: "ida" });
      const doc = new Y.Doc();
      Y.applyUpdate(doc, await ida.join());
      doc.on("update", (update: Uint8Array) => ida.update(update));
      doc.get("default", Y.XmlText).insert(LETTERS / 2, "meanwhile");
      let answer = "";
      void ida.barrier().then((kind) => (answer = kind));
      await soon("an answer", () => answer !== "" || ida.closed !== null);
      expect([answer, ida.closed, await kept()]).toEqual(["receipt", null, 7]);
      // Whoever has waited for some minutes is asked to come back: nothing is read of them meanwhile.
      const again = async (group: number) => {
        const late = new RawClient(roomServer);
        await late.join();
        late.update(groups[group] as Uint8Array);
        return late;
      };
      const isAskedBack = async (client: RawClient) => {
        await soon("asked to come back", async () => {
          await scheduler.pass(10_000);
          return client.closed !== null;
        });
        expect([client.closed?.code, await kept()]).toEqual([CLOSE.comeBack, 7]);
      };
      await isAskedBack(ana);
      await isAskedBack(await again(7));
      // In an hour there is as much again: it is counted once, though Ida writes.
      await scheduler.pass(HOUR_MS);
      const eighth = await again(7);
      doc.get("default", Y.XmlText).insert(LETTERS / 3, "and again");
      await soon("one more", async () => (await kept()) > 7);
      expect([eighth.closed, await kept()]).toEqual([null, 8]);
    },
  );
});

describe("honest work, however odd", () => {
  it("costs nothing where a long text is typed backwards, and is taken [R33a]", async () => {
    const text = paragraphOf(2);
    const backwards = Array.from({ length: 20_000 }, (_, clock) =>
      letter([2, clock], at(0), clock === 0 ? at(1) : Y.createID(2, clock - 1)),
    );
    const update = updateOf(2, backwards);
    expect(stepsIn(text, update)).toBe(0);
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    await ana.join(text);
    ana.update(update);
    expect(await ana.barrier()).toBe("receipt");
  });

  it("of twelve people who were offline at one place for long is taken whole [R33a]", async () => {
    const seed = seedOf();
    const random = seeded(seed);
    const roomServer = await openRoomServer();
    const first = new RawClient(roomServer);
    const text = paragraphOf(LETTERS);
    await first.join(text);
    expect(await first.barrier()).toBe("receipt");
    const offline = Array.from({ length: 12 }, () => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, text);
      const root = doc.get("default", Y.XmlText);
      const undo = new Y.UndoManager(root, { captureTimeout: 0 });
      let caret = 6_000;
      for (let key = 0; key < 2_000; key += 1) {
        const choice = random();
        if (choice < 0.9) root.insert(caret++, "x");
        else if (choice < 0.95 && caret > 6_000) root.delete(--caret, 1);
        else if (choice < 0.97) undo.undo();
        else if (choice < 0.98) undo.redo();
        else caret = 6_000;
        caret = Math.min(caret, root.length);
      }
      return Y.encodeStateAsUpdate(doc);
    });
    for (const state of offline) {
      const client = new RawClient(roomServer);
      await client.join(state);
      expect(await client.barrier(), `seed ${seed}`).toBe("receipt");
      client.ws.terminate();
    }
    const all = new Y.Doc();
    for (const state of offline) Y.applyUpdate(all, state);
    expect(stepsIn(Y.encodeStateAsUpdate(all)), `seed ${seed}`).toBeLessThan(MOST_STEPS / 2);
  });

  it("of four people who meet now and then comes nowhere near the bound [R33a]", () => {
    const seed = seedOf();
    const random = seeded(seed);
    let most = 0;
    for (let round = 0; round < 3; round += 1) {
      const shared = new Y.Doc();
      const docs = Array.from({ length: 4 }, () => new Y.Doc());
      for (let meeting = 0; meeting < 6; meeting += 1) {
        for (const doc of docs) {
          const times = Math.floor(random() * 300);
          for (let time = 0; time < times; time += 1) editAtRandom(doc, random);
          Y.applyUpdate(shared, Y.encodeStateAsUpdate(doc));
        }
        for (const doc of docs)
          if (random() < 0.7) Y.applyUpdate(doc, Y.encodeStateAsUpdate(shared));
      }
      most = Math.max(most, stepsIn(Y.encodeStateAsUpdate(shared)));
    }
    expect(most, `seed ${seed}`).toBeLessThan(MOST_STEPS / 4);
  });
});

/** Letters by a few clients, each between two of those before it, wherever these stand. */
const forged = fc
  .array(
    fc.record({
      client: fc.integer({ min: 2, max: 6 }),
      left: fc.nat(),
      right: fc.nat(),
      kind: fc.constantFrom("on", "between", "between", "open", "start"),
      message: fc.boolean(),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((letters) => {
    const ids = [at(0), at(1), at(2), at(3)];
    const next = new Map<number, number>();
    return letters.map(({ client, left, right, kind }) => {
      const clock = next.get(client) ?? 0;
      next.set(client, clock + 1);
      const own = clock > 0 ? Y.createID(client, clock - 1) : null;
      const one = ids[left % ids.length] as Y.ID;
      const other = ids[right % ids.length] as Y.ID;
      const origin = kind === "start" ? null : kind === "on" && own ? own : one;
      const rightOrigin = kind === "open" ? null : other;
      ids.push(Y.createID(client, clock));
      return updateOf(client, [letter([client, clock], origin, rightOrigin)]);
    });
  });

describe("the steps that a draft's bytes tell", () => {
  const text = paragraphOf(4);

  it("are no fewer than Yjs takes, in whatever order its parts come [R33a]", () => {
    fc.assert(
      fc.property(forged, fc.integer(), (updates, seed) => {
        const whole = Y.mergeUpdates([text, ...updates]);
        const { steps, items } = conflictsIn([text, ...updates].map(decodeWhole));
        expect(integrationSteps([whole])).toBeLessThanOrEqual(steps + items);
        expect(integrationSteps([text, ...updates])).toBeLessThanOrEqual(steps + items);
        const random = seeded(seed);
        const shuffled = updates.toSorted(() => random() - 0.5);
        expect(integrationSteps([text, ...shuffled])).toBeLessThanOrEqual(steps + items);
      }),
      { numRuns: 300 },
    );
  });

  it("never pass what the room reckons with without looking [R33a]", () => {
    // The second raises the steps of all that stands behind the beginning, and cuts what does.
    const atTheBeginning = [
      updateOf(2, [letter([2, 0], at(3), at(0))]),
      updateOf(2, [letter([2, 1], null, at(1))]),
    ];
    fc.assert(
      fc.property(forged, fc.nat(), fc.nat(), (updates, when, loaded) => {
        const before = updates.slice(0, loaded % updates.length);
        const index = stateIndexOf([text, ...before]);
        const allowance = new ConflictAllowance(index.structsLoaded);
        for (const [number, bytes] of updates.entries()) {
          if (number < before.length) continue;
          const verdict = validate(bytes, index, () => "sender", Infinity);
          if (verdict.kind !== "accepted") return;
          allowance.add(verdict.update, index);
          index.commitUpdate(verdict.update);
          const found = conflictsIn([text, ...updates.slice(0, number + 1)].map(decodeWhole));
          expect(found.steps).toBeLessThanOrEqual(allowance.mostSteps);
          if (number === when % updates.length) allowance.measuring()(found);
        }
      }),
      { numRuns: 300, examples: [[atTheBeginning, 0, 0]] },
    );
  });
});

/** How often its items are looked at for their neighbors or their parent while it is measured. */
function looksAt(...updates: Uint8Array[]): number {
  let looks = 0;
  const decoded = updates.map(decodeWhole);
  for (const struct of decoded.flatMap(({ sections }) => sections.flatMap((of) => of.structs))) {
    for (const name of ["origin", "rightOrigin", "parent"]) {
      const value: unknown = Reflect.get(struct, name);
      const get = () => {
        looks += 1;
        return value;
      };
      Object.defineProperty(struct, name, { get });
    }
  }
  conflictsIn(decoded);
  return looks;
}

/** Letters that these clients type in turn, each before all there is. */
function typedBackwards(letters: number, clients: readonly number[]): Uint8Array {
  const structs = new Map(clients.map((client) => [client, [] as Y.Item[]]));
  let right = Y.createID(1, 0);
  for (let number = 0; number < letters; number += 1) {
    const client = clients[number % clients.length] ?? 0;
    const clock = Math.floor(number / clients.length);
    structs.get(client)?.push(letter([client, clock], null, right));
    right = Y.createID(client, clock);
  }
  return encodeUpdate(
    [...structs].map(([client, of]) => ({ client, structs: of })),
    new Map(),
  );
}

describe("measuring a draft", () => {
  const text = paragraphOf(4);

  it.each([
    ["one client", [2]],
    ["two clients in turn", [2, 3]],
    ["five clients in turn", [6, 3, 5, 2, 4]],
  ])("is linear in letters typed backwards at a beginning by %s [R33a]", (_, clients) => {
    const few = looksAt(text, typedBackwards(4_000, clients));
    const many = looksAt(text, typedBackwards(16_000, clients));
    expect(many).toBeLessThan(4.1 * few);
    expect(many).toBeLessThan(12 * 16_000);
    expect(stepsIn(text, typedBackwards(16_000, clients))).toBe(0);
  });

  it("ends where forged neighbors stand around in a circle [R33a]", () => {
    const circle = Array.from({ length: 4_000 }, (_, clock) =>
      letter([2, clock], null, Y.createID(2, (clock + 1) % 4_000)),
    );
    const update = updateOf(2, circle);
    expect(looksAt(text, update)).toBeLessThan(12 * 4_000);
    expect(conflictsIn([text, update].map(decodeWhole)).group).toBe(4_001);
  });

  it("takes no longer for the lengths that its bytes name [R33a]", () => {
    const length = 2 ** 31 - 100;
    const clients = [14, 13, 12, 11, 10, 9];
    const long = (client: number) => {
      const content = new Y.ContentDeleted(length);
      return new Y.Item(Y.createID(client, 0), null, at(0), null, null, null, null, content);
    };
    const sections = [
      { client: 16, structs: [new Y.GC(Y.createID(16, 0), length)] },
      { client: 15, structs: [new Y.Skip(Y.createID(15, 0), length)] },
      ...clients.map((client) => ({ client, structs: [long(client)] })),
    ];
    const ranges = [
      { clock: 0, length: 1_000 },
      { clock: 2_000, length: length - 2_000 },
    ];
    const deleted = new Map([16, ...clients].map((client) => [client, ranges]));
    const update = encodeUpdate(sections, deleted);
    expect(update.length).toBeLessThan(300);
    const without = conflictsIn([decodeWhole(text)]).items;
    const { items, group } = conflictsIn([text, update].map(decodeWhole));
    // Each in three pieces; and the text is cut behind the letter at which they stand.
    expect(items).toBe(without + 3 * clients.length + 1);
    expect(group).toBe(clients.length + 1);

    const index = stateIndexOf([text]);
    expect(validate(update, index, () => "sender", Infinity).kind).toBe("gap");
    const contiguous = sections.filter(({ client }) => client !== 15);
    const taken = validate(encodeUpdate(contiguous, deleted), index, () => "sender", Infinity);
    if (taken.kind !== "accepted") throw new Error(taken.kind);
    const allowance = new ConflictAllowance(index.structsLoaded);
    expect(allowance.takes(taken.update, index)).toBe(true);
    allowance.add(taken.update, index);
    index.commitUpdate(taken.update);
    expect(allowance.mostSteps).toBeLessThan(MOST_STEPS);
  });
});
