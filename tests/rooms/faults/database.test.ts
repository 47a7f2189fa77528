import { createClient } from "@libsql/client";
import { describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import type { DirectSqlite, Statements } from "#server/database/index.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { editAtRandom } from "#tests/rooms/support/editing.ts";
import { DatabaseTrouble, failing } from "#tests/rooms/support/failing-log.ts";
import { openRoomServer, type RoomServer } from "#tests/rooms/support/room-server.ts";
import { pick, seeded, type Random } from "#tests/rooms/support/random.ts";
import { RawClient } from "#tests/rooms/support/raw.ts";
import { eventually, openStock, rootOf } from "#tests/rooms/support/stock.ts";
import { createRoomFixture } from "#tests/rooms/support/room-fixture.ts";
import { faultSeed, scaled, sleep } from "./scale.ts";

/** Stock clients who write until told to stop, while a raw one keeps asking whether it is saved. */
function open(roomServer: RoomServer) {
  const writers = ["ana", "ben", "ida"].map((who) => openStock(roomServer, { who }));
  return {
    writers,
    async inSync() {
      await eventually("in sync", () => writers.every(({ provider }) => provider.synced));
    },
    async write(random: Random, milliseconds: number) {
      const until = performance.now() + milliseconds;
      while (performance.now() < until) {
        editAtRandom(pick(random, writers).doc, random);
        await sleep(5);
      }
    },
    async agree() {
      const [first] = writers;
      await eventually("all agree, with what is kept", () =>
        writers.every(({ doc }) => text(doc) === text(first!.doc)),
      );
      await eventually("nothing waits", () => roomServer.rooms.stats().waiting === 0);
      const state = await roomServer.rooms.read("draft-1");
      const kept = new Y.Doc();
      Y.applyUpdate(kept, state!.bytes);
      expect(text(kept)).toBe(text(first!.doc));
      const again = await openRoomServer({ fixture: roomServer.fixture });
      const newcomer = new RawClient(again, { who: "olga" });
      await newcomer.join();
      expect(text(newcomer.doc())).toBe(text(first!.doc));
    },
  };
}

const text = (doc: Y.Doc) => rootOf(doc).toString();

function noticesOf(client: RawClient): string[] {
  return client.received.flatMap((m) => (m.type === "notice" ? [m.notice.kind] : []));
}

async function sqliteHouse(options: Parameters<typeof openRoomServer>[0] = {}) {
  const database = await freshDatabase();
  onTestFinished(() => database.remove());
  return {
    database,
    roomServer: await openRoomServer({ fixture: await createRoomFixture(database), ...options }),
  };
}

describe.skipIf(process.env.TEST_DATABASE_URL !== undefined)("SQLite", () => {
  it("locked by another program: writers are told, nobody loses a word, the server goes on [R12]", async () => {
    const random = seeded(faultSeed("database locked"));
    const { database, roomServer } = await sqliteHouse();
    const people = open(roomServer);
    const ana = new RawClient(roomServer);
    await Promise.all([people.inSync(), ana.join()]);
    const other = createClient({ url: database.url });
    await other.execute("BEGIN IMMEDIATE");
    ana.write("written while it was locked");
    await people.write(random, scaled("LOCKED_MS", 10_000, 2_000));
    await ana.until("told", () => noticesOf(ana).includes("not-saved-yet"));
    // Reading is not locked: somebody may still come in.
    await new RawClient(roomServer, { who: "olga" }).join();
    await other.execute("ROLLBACK");
    other.close();
    expect(await ana.barrier()).toBe("receipt");
    await ana.until("told again", () => noticesOf(ana).includes("saving-again"));
    await people.agree();
  });

  it("on a disk that is full: told, kept, and saved once there is room [R12]", async () => {
    const random = seeded(faultSeed("disk full"));
    const database = await freshDatabase();
    onTestFinished(() => database.remove());
    let pages = 1_000_000;
    // SQLite's own bound on the size of the file: beyond it the disk is full as far as it can tell.
    const bounded = (statements: Statements) =>
      void statements.all(`PRAGMA max_page_count = ${pages}`);
    const { direct } = database;
    const tight: DirectSqlite = {
      ...direct!,
      read: (work) => direct!.read(work),
      transact: (work) =>
        direct!.transact((statements) => {
          bounded(statements);
          return work(statements);
        }),
    };
    const fixture = await createRoomFixture({ ...database, direct: tight });
    const roomServer = await openRoomServer({ fixture });
    const people = open(roomServer);
    const ana = new RawClient(roomServer);
    await Promise.all([people.inSync(), ana.join()]);
    // SQLite sets no bound below what the file has already: no page more.
    pages = 1;
    ana.write("x".repeat(100_000));
    await ana.until("told", () => noticesOf(ana).includes("not-saved-yet"));
    await people.write(random, scaled("FULL_MS", 5_000, 1_000));
    expect(ana.received.some((m) => m.type === "receipt" && m.n > 0)).toBe(false);
    pages = 1_000_000;
    expect(await ana.barrier()).toBe("receipt");
    await people.agree();
  });
});

describe("a database", () => {
  it("that takes a second for each commit slows nobody's typing and loses nothing [R9, R12]", async () => {
    const random = seeded(faultSeed("slow database"));
    const trouble = new DatabaseTrouble();
    const roomServer = await openRoomServer({ wrapLog: (log) => failing(log, trouble) });
    const people = open(roomServer);
    await people.inSync();
    trouble.slowness = 1_000;
    await people.write(random, scaled("SLOW_MS", 15_000, 4_000));
    trouble.slowness = 0;
    await people.agree();
  });

  it("that fails for a while costs nothing but the wait [R12]", async () => {
    const random = seeded(faultSeed("failing database"));
    const trouble = new DatabaseTrouble();
    const roomServer = await openRoomServer({ wrapLog: (log) => failing(log, trouble) });
    const people = open(roomServer);
    const ana = new RawClient(roomServer);
    await Promise.all([people.inSync(), ana.join()]);
    trouble.failNext(Infinity);
    ana.write("before it came back");
    await people.write(random, scaled("FAILING_MS", 30_000, 3_000));
    await ana.until("told", () => noticesOf(ana).includes("not-saved-yet"));
    trouble.heal();
    expect(await ana.barrier()).toBe("receipt");
    await people.agree();
  });

  it("of which every third answer is lost writes nothing twice [R12]", async () => {
    const random = seeded(faultSeed("lost answers"));
    const trouble = new DatabaseTrouble();
    const roomServer = await openRoomServer({
      // All rows are looked at in the end: a compaction would take those up to its base.
      limits: { retryFirstMs: 10, tailRows: Infinity, tailBytes: Infinity },
      wrapLog: (log) => failing(log, trouble),
    });
    const people = open(roomServer);
    await people.inSync();
    const losing = setInterval(() => random() < 0.33 && trouble.loseNextAnswer(), 20);
    await people.write(random, scaled("LOSING_MS", 10_000, 3_000));
    clearInterval(losing);
    await people.agree();
    const { client } = roomServer.fixture.database;
    const rows = await client.draftUpdate.findMany({ orderBy: { sequence: "asc" } });
    const seen = new Map<number, number>();
    for (const { bytes } of rows) {
      const { from, to } = Y.parseUpdateMeta(bytes);
      for (const [clientId, clock] of from) {
        expect(clock, "each row begins where the last one ended").toBe(seen.get(clientId) ?? 0);
        seen.set(clientId, to.get(clientId) ?? 0);
      }
    }
  });
});
