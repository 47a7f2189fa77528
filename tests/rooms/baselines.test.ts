import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { done, refuse } from "#app/domain/refusal.ts";
import { databaseBaselines, databaseLog } from "#server/rooms/index.ts";
import { draftBaseline } from "#server/rooms/drafts/draft-baseline.ts";
import type { BaselineStore } from "#server/rooms/log/baselines.ts";
import { keepBaselines } from "#server/rooms/room/keep-baselines.ts";
import { sweepBaselines } from "#server/services/changes/sweep.ts";
import { CAST } from "#tests/support/cast.ts";
import { personRow } from "#tests/support/cast-rows.ts";
import type { RoomFixture } from "./support/room-fixture.ts";
import { freshRoomFixture } from "./support/room-fixture.ts";
import { workersInProcess, openRoomServer, type RoomServerOptions } from "./support/room-server.ts";
import { RawClient } from "./support/raw.ts";
import { eventually, rootOf, writeParagraph } from "./support/stock.ts";

const DAY = 24 * 60 * 60 * 1000;
const DRAFT = "draft-1";

async function open(options: RoomServerOptions = {}) {
  const fixture = await freshRoomFixture();
  const store = databaseBaselines(fixture.database);
  const roomServer = await openRoomServer({
    fixture,
    ...options,
    options: { baselines: store, ...options.options },
  });
  return { fixture, roomServer, store };
}

async function look(fixture: RoomFixture, who: string, sequence: number, generation = 1) {
  const { client } = fixture.database;
  const userId = fixture.userIdOf(who);
  // The rooms of these tests need no rows of people.
  if (!(await client.user.findUnique({ where: { id: userId } }))) {
    const person = CAST[who as keyof typeof CAST];
    await client.user.create({ data: { ...personRow(person), id: userId } });
  }
  await client.draftRead.create({
    data: {
      userId,
      documentId: DRAFT,
      generation,
      sequence,
      at: new Date(),
    },
  });
}

function kept({ database: { client } }: RoomFixture) {
  return client.draftBaseline.findMany({ orderBy: [{ generation: "asc" }, { sequence: "asc" }] });
}

/** The text of a kept state, as it is read. */
async function textAt({ database }: RoomFixture, sequence: number, generation = 1) {
  const from = { database, log: databaseLog(database), workers: workersInProcess };
  const made = await draftBaseline(DRAFT, { generation, sequence }, from);
  return made.ok ? textIn(made.value) : made;
}

function longText(words: number): string {
  return Array.from({ length: words }, (_, index) => `word ${(index * 7919) % 1009}`).join(" ");
}

function textIn(bytes: Uint8Array): string {
  const doc = new Y.Doc();
  rootOf(doc);
  Y.applyUpdate(doc, gunzipSync(bytes));
  return rootOf(doc).toString();
}

async function baseOf({ database: { client } }: RoomFixture): Promise<number> {
  return (await client.draftBase.findUnique({ where: { documentId: DRAFT } }))?.sequence ?? 0;
}

describe("baselines", () => {
  it("keep the draft at each mark before compaction drops its words, once however many look [R37] [M18]", async () => {
    const { fixture, roomServer } = await open({ limits: { tailRows: 6 } });
    const ana = new RawClient(roomServer);
    await ana.join();
    const texts: string[] = [];
    for (let index = 1; index <= 6; index += 1) {
      ana.write(`paragraph ${index}`);
      expect(await ana.barrier()).toBe("receipt");
      texts[index] = rootOf(ana.own).toString();
      if (index === 2) {
        await look(fixture, "ana", 2);
        await look(fixture, "ben", 2);
        await look(fixture, "ida", 2);
      }
      if (index === 4) await look(fixture, "olga", 4);
    }
    await eventually("compacted", async () => (await baseOf(fixture)) >= 6);
    const rows = await kept(fixture);
    expect(rows.map(({ sequence }) => sequence)).toEqual([2, 4]);
    expect([await textAt(fixture, 2), await textAt(fixture, 4)]).toEqual([texts[2], texts[4]]);
    // And what is in the base is made of it when it is asked for.
    const at = { generation: 1, sequence: await baseOf(fixture) };
    const log = databaseLog(fixture.database);
    const made = await draftBaseline(DRAFT, at, {
      database: fixture.database,
      log,
      workers: workersInProcess,
    });
    expect(made.ok && textIn(made.value)).toBe(texts[6]);
    const gone = await draftBaseline(
      DRAFT,
      { generation: 1, sequence: 3 },
      { database: fixture.database, log, workers: workersInProcess },
    );
    expect(gone).toMatchObject(refuse("not-found"));
  });

  it("keep the draft of which a Word file was made, as long as its record lives [W6] [M18]", async () => {
    const { fixture, roomServer } = await open({ limits: { tailRows: 6 } });
    const { client } = fixture.database;
    const ana = new RawClient(roomServer);
    await ana.join();
    let left = "";
    for (let index = 1; index <= 6; index += 1) {
      ana.write(`paragraph ${index}`);
      expect(await ana.barrier()).toBe("receipt");
      if (index !== 3) continue;
      left = rootOf(ana.own).toString();
      await client.wordExport.create({
        data: {
          id: "export-1",
          code: "23456789ABCDEFGH",
          documentId: DRAFT,
          what: "draft",
          generation: 1,
          sequence: index,
          takenById: "ana",
          at: new Date(),
          choices: "{}",
          digest: "",
          blocks: "[]",
          revisions: "{}",
          comments: "[]",
          page: JSON.stringify({ facts: null, layoutProfile: "letter" }),
        },
      });
    }
    await eventually("compacted", async () => (await baseOf(fixture)) >= 6);
    expect((await kept(fixture)).map(({ sequence }) => sequence)).toEqual([3]);
    expect(await textAt(fixture, 3)).toBe(left);
    const later = new Date(Date.now() + 1_000 * DAY);
    expect(await sweepBaselines(fixture.database, later)).toBe(0);
    await client.wordExport.deleteMany();
    expect(await sweepBaselines(fixture.database, later)).toBe(1);
  });

  it("keep the draft at the end of each sitting, and none of one that goes on [R43] [M24]", async () => {
    let now = new Date("2026-03-03T14:00:00Z");
    const { fixture, roomServer } = await open({
      limits: { tailRows: 5 },
      options: { clock: () => now },
    });
    const ana = new RawClient(roomServer);
    await ana.join();
    const write = async (text: string, at: string) => {
      now = new Date(at);
      ana.write(text);
      expect(await ana.barrier()).toBe("receipt");
    };
    await write("one", "2026-03-03T14:00:00Z");
    await write("two", "2026-03-03T14:29:00Z");
    const first = rootOf(ana.own).toString();
    await write("three", "2026-03-03T14:59:00Z");
    await write("four", "2026-03-04T03:00:00Z");
    await write("five", "2026-03-04T03:20:00Z");
    await eventually("compacted", async () => (await baseOf(fixture)) === 5);
    const rows = await kept(fixture);
    expect(rows.map(({ sequence, at, sitting }) => [sequence, at.toISOString(), sitting])).toEqual([
      [2, "2026-03-03T14:29:00.000Z", true],
      [3, "2026-03-03T14:59:00.000Z", true],
    ]);
    expect(await textAt(fixture, 2)).toBe(first);
    // The base is a sitting's last state, too, once the next one's rows are folded into it.
    for (let index = 0; index < 5; index += 1) await write(`${index}`, "2026-03-04T08:00:00Z");
    await eventually("compacted again", async () => (await baseOf(fixture)) === 10);
    expect((await kept(fixture)).map(({ sequence }) => sequence)).toEqual([2, 3, 5]);
    // A night that is written through ends with it.
    for (let index = 0; index < 5; index += 1) {
      await write("on", `2026-03-04T0${index < 3 ? 8 : 9}:1${index}:00Z`);
    }
    await eventually("compacted a third time", async () => (await baseOf(fixture)) === 15);
    expect((await kept(fixture)).map(({ sequence }) => sequence)).toEqual([2, 3, 5, 13]);
  });

  it("are kept as what is new since an earlier one, and read as they were [R43] [M24]", async () => {
    const fixture = await freshRoomFixture();
    const log = databaseLog(fixture.database);
    const baselines = databaseBaselines(fixture.database);
    const doc = new Y.Doc();
    const text = rootOf(doc);
    const texts = new Map<number, string>();
    let now = new Date("2026-03-03T14:00:00Z");
    const write = async (client: number, change: () => void) => {
      doc.clientID = client;
      const before = Y.encodeStateVector(doc);
      doc.transact(change);
      const update = Y.encodeStateAsUpdate(doc, before);
      const batch = { documentId: DRAFT, generation: 1, update, authorship: [], bindings: [] };
      expect(await log.commit([batch], now)).toMatchObject([{ kind: "committed" }]);
      texts.set(texts.size + 1, text.toString());
    };
    const compact = async (from: number | null) => {
      const range = { generation: 1, from, to: texts.size };
      const parts = { log, workers: workersInProcess, baselines };
      expect(await keepBaselines(DRAFT, range, parts)).toEqual(done());
      const bytes = Y.encodeStateAsUpdate(doc);
      const base = { sequence: texts.size, bytes };
      expect(await log.swapBase(DRAFT, from, base, now, 1)).toBe(true);
      return texts.size;
    };
    await write(1, () => writeParagraph(doc, longText(400)));
    let base: number | null = null;
    for (let sitting = 0; sitting < 16; sitting += 1) {
      now = new Date(now.getTime() + 8 * 3_600_000);
      const client = 2 + (sitting % 4);
      await write(client, () => text.insert(7 * sitting, `in sitting ${sitting} `));
      await write(client, () => text.delete(3 + sitting * 5, 4));
      if (sitting % 4 === 3) base = await compact(base);
    }
    const rows = await kept(fixture);
    expect(rows.length).toBe(16);
    for (const row of rows)
      expect(await textAt(fixture, row.sequence)).toBe(texts.get(row.sequence));
    const wholes = rows.filter(({ fromSequence }) => fromSequence === null);
    expect(wholes).toHaveLength(1);
    const least = Math.min(...wholes.map(({ bytes }) => bytes.length));
    for (const { fromSequence, bytes } of rows) {
      if (fromSequence !== null) expect(bytes.length).toBeLessThan(least / 2);
    }
    // Whatever a sweep leaves can still be read.
    const later = new Date(now.getTime() + 40 * DAY);
    expect(await sweepBaselines(fixture.database, later)).toBeGreaterThan(0);
    const left = await kept(fixture);
    expect(left.length).toBeGreaterThan(4);
    for (const row of left)
      expect(await textAt(fixture, row.sequence)).toBe(texts.get(row.sequence));
    // And goes with the draft.
    await fixture.database.client.document.delete({ where: { id: DRAFT } });
    expect(await kept(fixture)).toEqual([]);
  });

  it("are kept before anything is folded: where that fails nothing is lost [R37]", async () => {
    let fails = true;
    const fixture = await freshRoomFixture();
    const store = databaseBaselines(fixture.database);
    const failing: BaselineStore = {
      ...store,
      keep: async (documentId, baseline) => {
        await store.keep(documentId, baseline);
        // The process ends between keeping and folding, as it were.
        if (fails) throw new Error("the server was killed");
      },
    };
    let monotonic = 0;
    const roomServer = await openRoomServer({
      fixture,
      limits: { tailRows: 3 },
      options: { baselines: failing, monotonicNow: () => monotonic },
    });
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.write("one");
    await ana.barrier();
    const then = rootOf(ana.own).toString();
    await look(fixture, "ben", 1);
    for (const text of ["two", "three"]) {
      ana.write(text);
      await ana.barrier();
    }
    await eventually("failed", async () => roomServer.lines.some(({ level }) => level === "error"));
    expect(await baseOf(fixture)).toBe(0);
    fails = false;
    monotonic = 120_000;
    ana.write("four");
    await ana.barrier();
    await eventually("compacted", async () => (await baseOf(fixture)) === 4);
    const rows = await kept(fixture);
    expect(rows.map(({ sequence }) => sequence)).toEqual([1]);
    expect(textIn(rows[0]!.bytes)).toBe(then);
  });

  it("of a mark from before a restore are not made of what was written after it [R35] [R37]", async () => {
    const { fixture, store } = await open();
    const { client } = fixture.database;
    await look(fixture, "ana", 3, 0);
    await client.draftRead.updateMany({ data: { at: new Date(Date.now() - DAY) } });
    for (let sequence = 1; sequence <= 5; sequence += 1) {
      await client.draftUpdate.create({
        data: {
          documentId: DRAFT,
          sequence,
          bytes: new Uint8Array([0, 0]),
          committedAt: new Date(),
        },
      });
    }
    expect(await store.needed(DRAFT, { from: 0, below: 5 })).toEqual([]);
    const from = {
      database: fixture.database,
      log: databaseLog(fixture.database),
      workers: workersInProcess,
    };
    await client.document.update({ where: { id: DRAFT }, data: { sequence: 5 } });
    const moment = { generation: 0, sequence: 3 };
    expect(await draftBaseline(DRAFT, moment, from)).toMatchObject({ ok: true });
    await client.draftSetAside.create({
      data: {
        documentId: DRAFT,
        generation: 0,
        sequence: 3,
        bytes: new Uint8Array([0, 0]),
        committedAt: new Date(),
        authorship: "[]",
      },
    });
    expect(await draftBaseline(DRAFT, moment, from)).toMatchObject(refuse("not-found"));
  });

  it("go when nobody's mark, no version, no sitting and no day needs them [R38] [R43] [M24]", async () => {
    const { fixture, store } = await open();
    const keep = (sequence: number, at: string, fromSequence: number | null = null) =>
      store.keep(DRAFT, {
        generation: 1,
        sequence,
        at: new Date(at),
        bytes: new Uint8Array([1]),
        sitting: sequence !== 2 && sequence !== 3,
        fromSequence,
      });
    await keep(1, "2026-01-05T15:00:00Z");
    await keep(2, "2026-01-05T18:00:00Z");
    await keep(3, "2026-01-05T19:00:00Z");
    await keep(4, "2026-01-06T01:00:00Z", 3);
    // Evening in the East of the United States, and the same evening there.
    await keep(5, "2026-01-06T02:00:00Z");
    await keep(6, "2026-03-10T15:00:00Z");
    await keep(7, "2026-03-10T19:00:00Z");
    await look(fixture, "ana", 2);
    const left = async (at: string) => {
      await sweepBaselines(fixture.database, new Date(at));
      return (await kept(fixture)).map(({ sequence }) => sequence);
    };
    // 1 is the last before the end of a day of UTC's; nothing but 4 needs 3.
    expect(await left("2026-03-20T12:00:00Z")).toEqual([1, 2, 5, 6, 7]);
    await keep(8, "2026-03-11T15:00:00Z", 6);
    const shown = async () => {
      const rows = await kept(fixture);
      return rows.flatMap(({ sequence, sitting }) => (sitting ? [sequence] : []));
    };
    expect(await shown()).toEqual([1, 5, 6, 7, 8]);
    expect(await left("2026-04-30T12:00:00Z")).toEqual([1, 2, 5, 6, 7, 8]);
    // 6 stays for 8 alone: no history shows it any more.
    expect(await shown()).toEqual([1, 5, 7, 8]);
    await fixture.database.client.draftRead.deleteMany({});
    expect(await left("2027-02-01T12:00:00Z")).toEqual([6, 7, 8]);
    expect(await left("2028-02-01T12:00:00Z")).toEqual([]);
  });

  it("are not removed from under one that goes on from them [R43]", async () => {
    const { fixture, store } = await open();
    const state = { generation: 1, at: new Date(), bytes: new Uint8Array([1]), sitting: true };
    await store.keep(DRAFT, { ...state, sequence: 1, fromSequence: null });
    await store.keep(DRAFT, { ...state, sequence: 2, fromSequence: 1 });
    const { client } = fixture.database;
    await expect(client.draftBaseline.deleteMany({ where: { sequence: 1 } })).rejects.toThrow(
      /foreign key/iu,
    );
    const missing = store.keep(DRAFT, { ...state, sequence: 4, fromSequence: 3 });
    await expect(missing).rejects.toThrow(/foreign key/iu);
  });
});
