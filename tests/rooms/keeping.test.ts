import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { NO_PAGE_DETAILS } from "#app/document/details/page-details.ts";
import { decodeAuthorship } from "#app/protocol/authorship.ts";
import { LIMITS } from "#app/protocol/limits.ts";
import type { UpdateLog } from "#server/rooms/log/update-log.ts";
import { DatabaseTrouble, failing } from "./support/failing-log.ts";
import { openRoomServer, workersInProcess, type RoomServer } from "./support/room-server.ts";
import { RawClient } from "./support/raw.ts";
import { VirtualScheduler } from "./support/virtual-scheduler.ts";
import { eventually, rootOf, turns, writeParagraph } from "./support/stock.ts";
import { IN_SEVERAL_PROCESSES } from "./support/several-processes.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { NO_PAINT } from "#app/document/rendering/text-paint.ts";

async function kept(roomServer: RoomServer): Promise<{ base: number | null; rows: number[] }> {
  const { client } = roomServer.fixture.database;
  const base = await client.draftBase.findFirst();
  const rows = await client.draftUpdate.findMany({ orderBy: { sequence: "asc" } });
  return { base: base?.sequence ?? null, rows: rows.map((row) => row.sequence) };
}

async function textOf(roomServer: RoomServer): Promise<string> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, (await roomServer.rooms.read("draft-1"))!.bytes);
  return rootOf(doc).toString();
}

describe("compaction", () => {
  it("folds the tail into a base when it has many rows, while people type [R19]", async () => {
    const roomServer = await openRoomServer({ limits: { tailRows: 10 } });
    const ana = new RawClient(roomServer);
    await ana.join();
    for (let index = 0; index < 35; index += 1) {
      ana.write(`paragraph ${index}`);
      expect(await ana.barrier()).toBe("receipt");
    }
    await eventually("compacted", async () => ((await kept(roomServer)).base ?? 0) >= 20);
    const { base, rows } = await kept(roomServer);
    expect(rows.every((row) => row > base!)).toBe(true);
    expect(await textOf(roomServer)).toBe(rootOf(ana.own).toString());
    const ida = new RawClient(roomServer, { who: "ida" });
    await ida.join();
    expect(rootOf(ida.doc()).toString()).toBe(rootOf(ana.own).toString());
    const ids = (await roomServer.fixture.authorship()).flatMap(({ ranges }) =>
      [...decodeAuthorship(ranges).inserted.values()].flat(),
    );
    const written = Y.getState(ana.own.store, ana.own.clientID);
    expect(ids.reduce((sum, { length }) => sum + length, 0)).toBe(written);
  });

  it("folds the tail when it is large [R19]", async () => {
    const roomServer = await openRoomServer({ limits: { tailBytes: 5_000 } });
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.write("small");
    await ana.barrier();
    expect((await kept(roomServer)).base).toBeNull();
    ana.write("x".repeat(6_000));
    await ana.barrier();
    await eventually("compacted", async () => (await kept(roomServer)).base === 2);
    expect((await kept(roomServer)).rows).toEqual([]);
  });

  it("folds it when the room comes to rest, and the next to come reads the base [R19, R20]", async () => {
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({ options: { scheduler } });
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.write("words");
    await ana.barrier();
    ana.ws.close();
    await scheduler.until("unloaded", () => roomServer.rooms.stats().rooms === 0, 1_000);
    expect(await kept(roomServer)).toEqual({ base: 1, rows: [] });
    const ida = new RawClient(roomServer, { who: "ida" });
    await ida.join();
    expect(rootOf(ida.doc()).toString()).toBe(rootOf(ana.own).toString());
    ida.ws.close();
    await scheduler.until("unloaded again", () => roomServer.rooms.stats().rooms === 0, 1_000);
  });

  it("gives way to another process that was faster [R19]", async () => {
    let swaps = 0;
    const slow = (log: UpdateLog): UpdateLog => ({
      ...log,
      swapBase: async (documentId, from, base, at) => {
        swaps += 1;
        const [row] = (await log.load(documentId))?.tail ?? [];
        if (swaps === 1 && row) await log.swapBase(documentId, from, row, at);
        return log.swapBase(documentId, from, base, at);
      },
    });
    const roomServer = await openRoomServer({ limits: { tailRows: 2 }, wrapLog: slow });
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.write("one");
    await ana.barrier();
    ana.write("two");
    await ana.barrier();
    await eventually("tried", async () => (await kept(roomServer)).rows[0] === 2);
    expect(swaps).toBe(1);
    ana.write("three");
    expect(await ana.barrier()).toBe("receipt");
    expect(await textOf(roomServer)).toBe(rootOf(ana.own).toString());
  });

  it("that fails costs nothing, is logged, and is not tried again at once [R19]", async () => {
    let tries = 0;
    const roomServer = await openRoomServer({
      limits: { tailRows: 2 },
      options: {
        workers: {
          ...workersInProcess,
          compact: () => {
            tries += 1;
            return Promise.resolve(refuse("our-fault"));
          },
        },
      },
    });
    const ana = new RawClient(roomServer);
    await ana.join();
    for (let index = 0; index < 10; index += 1) {
      ana.write(`${index}`);
      expect(await ana.barrier()).toBe("receipt");
    }
    expect(tries).toBe(1);
    expect(roomServer.lines.map((line) => line.level)).toEqual(["error"]);
    expect(await textOf(roomServer)).toBe(rootOf(ana.own).toString());
  });

  it("keeps what people typed while the worker was at it [R19]", async () => {
    let go: (() => void) | null = null;
    const roomServer = await openRoomServer({
      limits: { tailRows: 2 },
      options: {
        workers: {
          ...workersInProcess,
          compact: async (parts) => {
            const compacted = await workersInProcess.compact(parts);
            await new Promise<void>((resolve) => (go = resolve));
            return compacted;
          },
        },
      },
    });
    const ana = new RawClient(roomServer);
    await ana.join();
    const write = async (text: string) => {
      ana.write(text);
      await ana.barrier();
    };
    for (const text of ["one", "two"]) await write(text);
    await eventually("at it", () => go !== null);
    for (const text of ["three", "four"]) await write(text);
    go!();
    await eventually("swapped", async () => (await kept(roomServer)).base !== null);
    expect(await kept(roomServer)).toEqual({ base: 2, rows: [3, 4] });
    expect(await textOf(roomServer)).toBe(rootOf(ana.own).toString());
  });
});

describe("loading and unloading", () => {
  it.skipIf(IN_SEVERAL_PROCESSES)(
    "a draft is loaded once for all who ask at once [R20]",
    async () => {
      let loads = 0;
      let asking = 0;
      let load: () => void = () => undefined;
      const allAsk = new Promise<void>((resolve) => (load = resolve));
      const roomServer = await openRoomServer({
        wrapPorts: (ports) => ({
          ...ports,
          loadDocumentSubject: async (documentId) => {
            const subject = await ports.loadDocumentSubject(documentId);
            asking += 1;
            return subject;
          },
        }),
        wrapLog: (log) => ({
          ...log,
          load: async (documentId) => {
            loads += 1;
            await allAsk;
            return log.load(documentId);
          },
        }),
      });
      const clients = Array.from({ length: 10 }, () => new RawClient(roomServer));
      const joined = Promise.all(clients.map((client) => client.join()));
      await eventually("all ask", () => asking === 10);
      await turns();
      load();
      await joined;
      expect(loads).toBe(1);
    },
  );

  it("a draft that could not be loaded is tried again by the next who asks [R20]", async () => {
    let loads = 0;
    const roomServer = await openRoomServer({
      wrapLog: (log) => ({
        ...log,
        load: async (documentId) => {
          loads += 1;
          if (loads === 1) throw new Error("away");
          return log.load(documentId);
        },
      }),
    });
    expect((await new RawClient(roomServer).close()).code).toBe(1013);
    await new RawClient(roomServer).join();
  });

  it("a room is not unloaded while anything waits in it [R12, R20]", async () => {
    const trouble = new DatabaseTrouble();
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({
      options: { scheduler },
      wrapLog: (log) => failing(log, trouble),
    });
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.write("first");
    await ana.barrier();
    const release = trouble.hold();
    ana.write("waits");
    await eventually("commit", () => trouble.holding === 1);
    ana.ws.close();
    await ana.close();
    await scheduler.pass(10 * LIMITS.unloadMs);
    expect(roomServer.rooms.stats().rooms).toBe(1);
    release();
    await scheduler.until("unloaded", () => roomServer.rooms.stats().rooms === 0, 1_000);
    expect(await textOf(roomServer)).toBe(rootOf(ana.own).toString());
  });

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "a room that somebody enters while it is being compacted at rest stays the one room [R19, R20]",
    async () => {
      let compacting = 0;
      let go: () => void = () => undefined;
      const scheduler = new VirtualScheduler();
      const roomServer = await openRoomServer({
        options: {
          scheduler,
          workers: {
            ...workersInProcess,
            compact: async (parts) => {
              compacting += 1;
              await new Promise<void>((resolve) => (go = resolve));
              return workersInProcess.compact(parts);
            },
          },
        },
      });
      const ana = new RawClient(roomServer);
      await ana.join();
      ana.write("before");
      await ana.barrier();
      ana.ws.close();
      await scheduler.until("at rest", () => compacting === 1, 1_000);
      const ida = new RawClient(roomServer, { who: "ida" });
      await ida.join();
      go();
      await eventually("compacted", async () => (await kept(roomServer)).base === 1);
      const ben = new RawClient(roomServer, { who: "ben" });
      await ben.join();
      expect(roomServer.rooms.stats()).toMatchObject({ rooms: 1, connections: 2 });
      ida.write("after");
      expect(await ida.barrier()).toBe("receipt");
      await ben.until("told", () => rootOf(ben.doc()).toString().includes("after"));
      expect(await textOf(roomServer)).toContain("before");
      // Everybody leaves: what was written since is folded too, and only then is the room let go.
      for (const client of [ida, ben]) client.ws.close();
      await scheduler.until("at rest again", () => compacting === 2, 1_000);
      go();
      await eventually("unloaded", () => roomServer.rooms.stats().rooms === 0);
      expect(await kept(roomServer)).toEqual({ base: 2, rows: [] });
    },
  );

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "a room that is let go while somebody is on their way into it is loaded for them again [R20]",
    async () => {
      let go: (() => void) | null = null;
      const scheduler = new VirtualScheduler();
      const roomServer = await openRoomServer({
        // Whoever is on their way in is not sent away meanwhile.
        limits: { unloadMs: LIMITS.joinMs / 2 },
        options: { scheduler },
        wrapLog: (log) => ({
          ...log,
          since: async (documentId, sequence) => {
            const news = await log.since(documentId, sequence);
            if (!go) await new Promise<void>((resolve) => (go = resolve));
            return news;
          },
        }),
      });
      await roomServer.rooms.read("draft-1");
      // The room in memory does not know of it, so whoever comes in has it look first.
      await roomServer.fixture.setStatus("draft-1", "in_review");
      const ana = new RawClient(roomServer);
      await eventually("on the way", () => go !== null);
      await scheduler.until("let go", () => roomServer.rooms.stats().rooms === 0, 500);
      go!();
      await ana.join();
      expect(roomServer.rooms.stats()).toMatchObject({ rooms: 1, connections: 1 });
      await new RawClient(roomServer, { who: "ida" }).join();
      expect(roomServer.rooms.stats()).toMatchObject({ rooms: 1, connections: 2 });
    },
  );

  it("a room stays while somebody is in it, and for a while after it was read [R20]", async () => {
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({
      limits: { unloadMs: 5_000 },
      options: { scheduler },
    });
    const ana = new RawClient(roomServer);
    await ana.join();
    await scheduler.pass(12_000);
    expect(roomServer.rooms.stats()).toMatchObject({ rooms: 1, connections: 1 });
    ana.ws.close();
    await eventually("left", () => roomServer.rooms.stats().connections === 0);
    await scheduler.pass(4_000);
    expect(roomServer.rooms.stats().rooms).toBe(1);
    await scheduler.pass(2_000);
    await eventually("unloaded", () => roomServer.rooms.stats().rooms === 0);
    await roomServer.rooms.read("draft-1");
    await scheduler.pass(4_000);
    expect(roomServer.rooms.stats().rooms).toBe(1);
    await scheduler.pass(2_000);
    await eventually("unloaded again", () => roomServer.rooms.stats().rooms === 0);
  });
});

describe("the first paint", () => {
  it("is drawn once for each number of the draft [R18]", async () => {
    let drawn = 0;
    const roomServer = await openRoomServer({
      options: {
        workers: {
          ...workersInProcess,
          paint: async () => {
            drawn += 1;
            return done({ ...NO_PAINT, html: `<p>drawing ${drawn}</p>` });
          },
        },
      },
    });
    const [one, two] = await Promise.all([
      roomServer.rooms.firstPaint("draft-1"),
      roomServer.rooms.firstPaint("draft-1"),
    ]);
    expect(one).toMatchObject(done({ html: "<p>drawing 1</p>", sequence: 0, generation: 1 }));
    expect(two).toEqual(one);
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.write("words");
    await ana.barrier();
    expect(await roomServer.rooms.firstPaint("draft-1")).toMatchObject({
      value: { html: "<p>drawing 2</p>", sequence: 1 },
    });
    expect(await roomServer.rooms.firstPaint("draft-1")).toMatchObject({ ok: true });
    expect(drawn).toBe(2);
  });

  it("of a page that has been opened is drawn again by itself when its writers pause", async () => {
    let drawn = 0;
    const roomServer = await openRoomServer({
      options: {
        workers: {
          ...workersInProcess,
          paint: async () => {
            drawn += 1;
            return done({ ...NO_PAINT, html: `<p>drawing ${drawn}</p>` });
          },
        },
      },
    });
    await roomServer.rooms.firstPaint("draft-1", NO_PAGE_DETAILS);
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.write("words");
    await ana.barrier();
    await expect.poll(() => drawn).toBe(2);
    const paint = await roomServer.rooms.firstPaint("draft-1", NO_PAGE_DETAILS);
    expect(paint).toMatchObject({ value: { html: "<p>drawing 2</p>", sequence: 1 } });
  });

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "that is long is drawn by itself before anybody opens its page, and a short one is not",
    async () => {
      const drawn: number[] = [];
      const scheduler = new VirtualScheduler();
      const roomServer = await openRoomServer({
        options: {
          scheduler,
          workers: {
            ...workersInProcess,
            paint: async (draft) => {
              const stored = "update" in draft ? draft.update : draft;
              const parts = stored instanceof Uint8Array ? [stored] : stored;
              drawn.push(parts.reduce((sum, part) => sum + part.length, 0));
              return done({ ...NO_PAINT, html: "<p>drawn</p>" });
            },
          },
        },
      });
      const ana = new RawClient(roomServer);
      await ana.join();
      ana.write("a few words");
      await ana.barrier();
      await scheduler.pass(60_000);
      expect(drawn).toEqual([]);
      ana.write("many words ".repeat(7_000));
      await ana.barrier();
      await scheduler.pass(299);
      expect(drawn).toEqual([]);
      await scheduler.pass(1);
      await expect.poll(() => drawn.length).toBe(1);
      expect(drawn[0]).toBeGreaterThan(64 * 1024);
      await roomServer.rooms.firstPaint("draft-1", NO_PAGE_DETAILS);
      expect(drawn).toHaveLength(1);
    },
  );

  it("that failed is drawn again the next time", async () => {
    let tries = 0;
    const roomServer = await openRoomServer({
      options: {
        workers: {
          ...workersInProcess,
          paint: async () => {
            tries += 1;
            return tries === 1 ? refuse("our-fault") : done({ ...NO_PAINT, html: "drawn" });
          },
        },
      },
    });
    expect(await roomServer.rooms.firstPaint("draft-1")).toEqual(refuse("our-fault"));
    expect(await roomServer.rooms.firstPaint("draft-1")).toMatchObject({
      value: { html: "drawn" },
    });
  });
});

describe("an orderly stop", () => {
  it("commits what waits, closes with 1012, and lets nobody in [R21]", async () => {
    const trouble = new DatabaseTrouble();
    trouble.slowness = 100;
    const roomServer = await openRoomServer({ wrapLog: (log) => failing(log, trouble) });
    const ana = new RawClient(roomServer);
    await ana.join();
    for (let index = 0; index < 20; index += 1) ana.write(`${index}`);
    await eventually("waiting", () => roomServer.rooms.stats().waiting > 0);
    const stopped = roomServer.rooms.shutdown();
    const late = new RawClient(roomServer, { who: "ida" });
    expect(await late.until("refusal", () => late.refused)).toBe(503);
    await stopped;
    expect((await ana.close()).code).toBe(1012);
    expect(roomServer.rooms.stats().waiting).toBe(0);
    const second = await openRoomServer({ fixture: roomServer.fixture });
    const ben = new RawClient(second, { who: "ben" });
    await ben.join();
    // Everything that had been read from the socket by then; its writer still has the rest.
    const read = rootOf(ben.doc()).toString();
    expect(rootOf(ana.own).toString().startsWith(read)).toBe(true);
    expect(read).toContain("<block></block>0");
  });
});

describe("a page that is asked for while the server stops", () => {
  it("still has its draft, after the rooms are shut [R21]", async () => {
    let ended = 0;
    const workers = { ...workersInProcess, destroy: async () => void (ended += 1) };
    const roomServer = await openRoomServer({ options: { workers } });
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.write("asked for late");
    expect(await ana.barrier()).toBe("receipt");
    await roomServer.rooms.shutdown();
    const paint = await roomServer.rooms.firstPaint(roomServer.fixture.documentId);
    expect(paint.ok && paint.value.html).toContain("asked for late");
    expect(ended).toBe(0);
  });
});

describe("what is sent after the signal", () => {
  it("is not taken any more, and stays with its writer [R21]", async () => {
    const trouble = new DatabaseTrouble();
    const roomServer = await openRoomServer({ wrapLog: (log) => failing(log, trouble) });
    const ana = new RawClient(roomServer);
    await ana.join();
    const release = trouble.hold();
    ana.write("before the signal");
    await eventually("taken", () => trouble.holding === 1);
    const stopped = roomServer.rooms.shutdown();
    ana.write("after the signal");
    await turns();
    expect(roomServer.rooms.stats().waiting).toBe(1);
    expect(ana.closed).toBeNull();
    release();
    await stopped;
    expect((await ana.close()).code).toBe(1012);
    expect(await roomServer.fixture.database.client.draftUpdate.count()).toBe(1);
  });
});

describe("a draft that begins from a template", () => {
  it("is loaded from its base, and written on [R19]", async () => {
    const template = new Y.Doc();
    writeParagraph(template, "Dear agency,");
    const roomServer = await openRoomServer();
    const base = { sequence: 0, bytes: Y.encodeStateAsUpdate(template) };
    await roomServer.fixture.addDocument("from-template", base);
    const ana = new RawClient(roomServer, { documentId: "from-template" });
    const bytes = await ana.join();
    Y.applyUpdate(ana.own, bytes);
    ana.write("We request");
    expect(await ana.barrier()).toBe("receipt");
    const ida = new RawClient(roomServer, { documentId: "from-template", who: "ida" });
    await ida.join();
    expect(rootOf(ida.doc()).toString()).toBe(
      "<block></block>Dear agency,<block></block>We request",
    );
  });
});
