import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { refuse } from "#app/domain/refusal.ts";
import { databaseBaselines, databaseLog } from "#server/rooms/index.ts";
import { draftBaseline } from "#server/rooms/drafts/draft-baseline.ts";
import type { BaselineStore } from "#server/rooms/log/baselines.ts";
import { sweepBaselines } from "#server/services/changes/sweep.ts";
import { CAST } from "#tests/support/cast.ts";
import { personRow } from "#tests/support/cast-rows.ts";
import type { RoomFixture } from "./support/room-fixture.ts";
import { freshRoomFixture } from "./support/room-fixture.ts";
import { workersInProcess, openRoomServer, type RoomServerOptions } from "./support/room-server.ts";
import { RawClient } from "./support/raw.ts";
import { eventually, rootOf } from "./support/stock.ts";

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
    expect(rows.map(({ bytes }) => textIn(bytes))).toEqual([texts[2], texts[4]]);
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

  it("keep the last state of each day, and none of a day that goes on [R37] [M18]", async () => {
    let now = new Date("2026-03-01T20:00:00Z");
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
    await write("one", "2026-03-01T20:00:00Z");
    await write("two", "2026-03-01T23:59:00Z");
    const first = rootOf(ana.own).toString();
    await write("three", "2026-03-02T00:01:00Z");
    await write("four", "2026-03-04T10:00:00Z");
    await write("five", "2026-03-04T11:00:00Z");
    await eventually("compacted", async () => (await baseOf(fixture)) === 5);
    const rows = await kept(fixture);
    expect(rows.map(({ sequence, at }) => [sequence, at.toISOString()])).toEqual([
      [2, "2026-03-01T23:59:00.000Z"],
      [3, "2026-03-02T00:01:00.000Z"],
    ]);
    expect(textIn(rows[0]!.bytes)).toBe(first);
    // The base is a day's last state, too, once the next day's rows are folded into it.
    for (let index = 0; index < 5; index += 1) await write(`${index}`, "2026-03-05T08:00:00Z");
    await eventually("compacted again", async () => (await baseOf(fixture)) === 10);
    expect((await kept(fixture)).map(({ sequence }) => sequence)).toEqual([2, 3, 5]);
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
    expect(await store.needed(DRAFT, { from: 0, below: 5 }, new Date())).toEqual([]);
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

  it("go when nobody's mark, no version and none of the last 30 days needs them [R38] [M18]", async () => {
    const { fixture, store } = await open();
    const now = new Date("2026-03-31T12:00:00Z");
    const at = (day: string) => new Date(`${day}T10:00:00Z`);
    const bytes = new Uint8Array([1]);
    const moments = [
      [1, at("2026-02-01")],
      [2, at("2026-02-02")],
      [3, at("2026-03-10")],
      [4, new Date(at("2026-03-10").getTime() + 1_000)],
    ] as const;
    for (const [sequence, when] of moments) {
      await store.keep(DRAFT, { generation: 1, sequence, at: when, bytes });
    }
    await look(fixture, "ana", 2);
    expect(await sweepBaselines(fixture.database, now)).toBe(2);
    expect((await kept(fixture)).map(({ sequence }) => sequence)).toEqual([2, 4]);
    expect(await sweepBaselines(fixture.database, new Date("2026-06-01T00:00:00Z"))).toBe(1);
    expect((await kept(fixture)).map(({ sequence }) => sequence)).toEqual([2]);
  });
});
