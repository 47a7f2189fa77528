import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { DatabaseTrouble, failing } from "./support/failing-log.ts";
import { openRoomServer } from "./support/room-server.ts";
import { RawClient } from "./support/raw.ts";
import { eventually, rootOf } from "./support/stock.ts";
import { VirtualScheduler } from "./support/virtual-scheduler.ts";
import { IN_SEVERAL_PROCESSES } from "./support/several-processes.ts";
import { refuse } from "#app/domain/refusal.ts";

function statusesOf(client: RawClient): string[] {
  return client.received.flatMap((m) => {
    if (m.type !== "notice" || m.notice.kind !== "status") return [];
    return [`${m.notice.status} ${m.notice.access}`];
  });
}

describe("a draft that is frozen", () => {
  it("is told to everybody, who can write no more [R16]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    const olga = new RawClient(roomServer, { who: "olga" });
    await Promise.all([ana.join(), olga.join()]);
    await roomServer.fixture.setStatus("draft-1", "in_review");
    await roomServer.rooms.documentChanged("draft-1");
    for (const client of [ana, olga]) {
      await client.until("told", () => statusesOf(client).includes("in_review read"));
    }
    ana.write("too late");
    expect(await ana.barrier()).toBe("read-only");
    expect(await roomServer.fixture.database.client.draftUpdate.count()).toBe(0);
    expect(ana.closed).toBeNull();
  });

  it("refuses by the database itself, whether or not the room was told [R9, R16, R17]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    ana.write("in time");
    expect(await ana.barrier()).toBe("receipt");
    await roomServer.fixture.setStatus("draft-1", "in_review");
    const update = ana.write("too late");
    expect(await ana.barrier()).toBe("frozen");
    await ana.until("told", () => statusesOf(ana).includes("in_review read"));
    await ida.until("told", () => statusesOf(ida).includes("in_review read"));
    // Until other words are refused for another reason, each barrier says so.
    expect(await ana.barrier()).toBe("frozen");
    // Of Ida's nothing was refused.
    expect(await ida.barrier()).toBe("receipt");
    ana.update(update);
    expect(await ana.barrier()).toBe("read-only");
    expect(rootOf(ida.doc()).toString()).not.toContain("too late");
    expect(await roomServer.fixture.database.client.draftUpdate.count()).toBe(1);
  });

  it("refuses all that waited, and forgets that it had been accepted [R6, R17]", async () => {
    const trouble = new DatabaseTrouble();
    const roomServer = await openRoomServer({ wrapLog: (log) => failing(log, trouble) });
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    for (const client of [ana, ida]) {
      client.write("in time");
      await client.barrier();
    }
    const release = trouble.hold();
    ana.write("waits");
    await eventually("commit", () => trouble.holding === 1);
    ida.write("waits behind it");
    const answers = [ana.barrier(), ida.barrier()];
    await eventually("both wait", () => roomServer.rooms.stats().waiting === 2);
    await roomServer.fixture.setStatus("draft-1", "in_review");
    release();
    expect(await Promise.all(answers)).toEqual(["frozen", "frozen"]);
    expect(roomServer.rooms.stats().waiting).toBe(0);
    // The same words again: were they still counted as known, this would be a receipt.
    ana.send(Uint8Array.of(0, 2, ...lengthPrefixed(Y.encodeStateAsUpdate(ana.own))));
    expect(await ana.barrier()).toBe("read-only");
  });

  it("still lets people in to read, and binds their awareness [R16]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.write("the text");
    await ana.barrier();
    await roomServer.fixture.setStatus("draft-1", "in_review");
    const ida = new RawClient(roomServer, { who: "ida" });
    await ida.join();
    expect(rootOf(ida.doc()).toString()).toContain("the text");
    expect(await ida.barrier()).toBe("receipt");
    expect(statusesOf(ida)).toEqual(["in_review read"]);
    await ana.until("told", () => statusesOf(ana).includes("in_review read"));
  });

  it("is told to who was coming in at that moment [R16]", async () => {
    let go: (() => void) | null = null;
    const roomServer = await openRoomServer({
      wrapLog: (log) => ({
        ...log,
        load: async (documentId) => {
          const stored = await log.load(documentId);
          if (!go) await new Promise<void>((resolve) => (go = resolve));
          return stored;
        },
      }),
    });
    const ana = new RawClient(roomServer);
    await eventually("loading", () => go !== null);
    await roomServer.fixture.setStatus("draft-1", "in_review");
    const told = roomServer.rooms.documentChanged("draft-1");
    go!();
    await told;
    await ana.join();
    await ana.barrier();
    await ana.until("told", () => statusesOf(ana).at(-1) === "in_review read");
  });

  it("is told as soon as the database can be read again [R16]", async () => {
    let failures = 3;
    const roomServer = await openRoomServer({
      limits: { retryFirstMs: 10 },
      wrapLog: (log) => ({
        ...log,
        since: async (documentId, sequence) => {
          failures -= 1;
          if (failures >= 0) throw new Error("the database is away");
          return log.since(documentId, sequence);
        },
      }),
    });
    const ana = new RawClient(roomServer);
    await ana.join();
    await ana.barrier();
    await roomServer.fixture.setStatus("draft-1", "in_review");
    await roomServer.rooms.documentChanged("draft-1");
    await ana.until("told", () => statusesOf(ana).includes("in_review read"));
    expect(roomServer.lines.map((line) => line.level)).toEqual(["warn", "warn", "warn"]);
  });

  it("closes every connection when it reopens, and old pages stay out [R17]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer, { generation: 1 });
    await ana.join();
    await roomServer.fixture.setStatus("draft-1", "in_review");
    await roomServer.rooms.documentChanged("draft-1");
    await roomServer.fixture.reopen("draft-1");
    await roomServer.rooms.documentChanged("draft-1");
    expect((await ana.close()).code).toBe(4426);
    const stale = new RawClient(roomServer, { generation: 1 });
    expect((await stale.close()).code).toBe(4426);
    const fresh = new RawClient(roomServer, { generation: 2 });
    await fresh.join();
    fresh.write("goes on");
    expect(await fresh.barrier()).toBe("receipt");
  });

  it("that reopened behind the room's back takes no words of the old generation [R17]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer, { generation: 1 });
    await ana.join();
    ana.write("first");
    await ana.barrier();
    await roomServer.fixture.reopen("draft-1");
    ana.write("of the old generation");
    expect((await ana.close()).code).toBe(4426);
    expect(await roomServer.fixture.database.client.draftUpdate.count()).toBe(1);
  });
});

describe("making a version", () => {
  it("reads exactly what is committed at its number, and writes nothing [R16, R18]", async () => {
    const trouble = new DatabaseTrouble();
    const roomServer = await openRoomServer({ wrapLog: (log) => failing(log, trouble) });
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.write("committed");
    await ana.barrier();
    const release = trouble.hold();
    ana.write("not committed");
    await eventually("commit", () => trouble.holding === 1);
    const state = await roomServer.rooms.read("draft-1");
    expect(state?.sequence).toBe(1);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state!.bytes);
    expect(rootOf(doc).toString()).toContain("committed");
    expect(rootOf(doc).toString()).not.toContain("not committed");
    release();
    await ana.barrier();
    expect(await roomServer.fixture.database.client.draftUpdate.count()).toBe(2);
  });

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "may hold the draft's commits for a moment, in which nothing is lost [R16]",
    async () => {
      const scheduler = new VirtualScheduler();
      const roomServer = await openRoomServer({ options: { scheduler } });
      const ana = new RawClient(roomServer);
      await ana.join();
      ana.write("before");
      await ana.barrier();
      const release = roomServer.rooms.hold("draft-1");
      ana.write("meanwhile");
      const answer = ana.barrier();
      await eventually("waits", () => roomServer.rooms.stats().waiting === 1);
      await scheduler.pass(5_000);
      await ana.roundTrip();
      expect(ana.received.filter(({ type }) => type === "receipt")).toHaveLength(1);
      expect((await roomServer.rooms.read("draft-1"))?.sequence).toBe(1);
      release();
      expect(await answer).toBe("receipt");
    },
  );

  it("of a draft that is not there answers nothing", async () => {
    const roomServer = await openRoomServer();
    expect(await roomServer.rooms.read("nothing")).toBeNull();
    expect(await roomServer.rooms.firstPaint("nothing")).toEqual(refuse("not-found"));
    roomServer.rooms.hold("nothing")();
    await roomServer.rooms.documentChanged("nothing");
  });
});

function lengthPrefixed(bytes: Uint8Array): number[] {
  const length = [];
  for (let rest = bytes.length; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...length, rest, ...bytes];
    length.push(128 | (rest % 128));
  }
}
