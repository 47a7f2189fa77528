import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { decodeAuthorship } from "#app/protocol/authorship.ts";
import { encodeReceiptRequest } from "#app/protocol/messages.ts";
import { DatabaseTrouble, failing } from "./support/failing-log.ts";
import { openRoomServer, type RoomServer } from "./support/room-server.ts";
import { RawClient } from "./support/raw.ts";
import { eventually, paragraphOf, rootOf, turns } from "./support/stock.ts";
import { VirtualScheduler } from "./support/virtual-scheduler.ts";
import { IN_SEVERAL_PROCESSES } from "./support/several-processes.ts";

function noticesOf(client: RawClient): string[] {
  return client.received.flatMap((m) => (m.type === "notice" ? [m.notice.kind] : []));
}

async function textOf(
  roomServer: RoomServer,
  documentId = roomServer.fixture.documentId,
): Promise<string> {
  const state = await roomServer.rooms.read(documentId);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state!.bytes);
  return rootOf(doc).toString();
}

describe("a batch", () => {
  it.skipIf(IN_SEVERAL_PROCESSES)(
    "holds what arrived while the last commit ran, merged into one row and one message [R9, R10]",
    async () => {
      const trouble = new DatabaseTrouble();
      const roomServer = await openRoomServer({ wrapLog: (log) => failing(log, trouble) });
      const ana = new RawClient(roomServer);
      const ida = new RawClient(roomServer, { who: "ida" });
      const ben = new RawClient(roomServer, { who: "ben" });
      await Promise.all([ana.join(), ida.join(), ben.join()]);
      for (const client of [ana, ida]) {
        client.write("first");
        await client.barrier();
      }
      const release = trouble.hold();
      ana.write("starts a commit");
      await eventually("commit", () => trouble.holding === 1);
      ana.write("two");
      ida.write("three");
      ana.write("four");
      ida.write("five");
      await eventually("waiting", () => roomServer.rooms.stats().waiting === 5);
      const before = ben.received.filter((m) => m.type === "update").length;
      release();
      await Promise.all([ana.barrier(), ida.barrier()]);
      await ben.barrier();
      expect(ben.received.filter((m) => m.type === "update")).toHaveLength(before + 2);
      expect(await roomServer.fixture.database.client.draftUpdate.count()).toBe(4);
      for (const word of ["two", "three", "four", "five"]) {
        expect(rootOf(ben.doc()).toString()).toContain(word);
      }
    },
  );

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "tells whoever indexes it once it is saved, and not before [Q4]",
    async () => {
      const saved: string[] = [];
      const trouble = new DatabaseTrouble();
      const roomServer = await openRoomServer({
        wrapLog: (log) => failing(log, trouble),
        options: { onSaved: (documentId) => saved.push(documentId) },
      });
      const ana = new RawClient(roomServer);
      await ana.join();
      saved.splice(0);
      const release = trouble.hold();
      ana.write("a word");
      await eventually("commit", () => trouble.holding === 1);
      expect(saved).toEqual([]);
      release();
      await ana.barrier();
      expect(saved).toContain(roomServer.fixture.documentId);
    },
  );

  it("says who inserted and who deleted what, and when [R9]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    ana.write("abc");
    await ana.barrier();
    const theirs = new Y.Doc();
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(ana.own));
    const updates: Uint8Array[] = [];
    theirs.on("update", (update: Uint8Array) => updates.push(update));
    const text = paragraphOf(theirs);
    theirs.transact(() => {
      text.delete(0, 2);
      text.insert(0, "xyz");
    });
    ida.update(updates[0]!);
    await ida.barrier();
    const rows = await roomServer.fixture.authorship();
    expect(rows.map((row) => row.userId)).toEqual(["user-ana", "user-ida"]);
    const [hers, his] = rows.map((row) => decodeAuthorship(row.ranges));
    expect([...hers!.inserted]).toEqual([[ana.own.clientID, [{ clock: 0, length: 4 }]]]);
    expect(hers!.deleted.size).toBe(0);
    expect([...his!.inserted]).toEqual([[theirs.clientID, [{ clock: 0, length: 3 }]]]);
    expect([...his!.deleted]).toEqual([[ana.own.clientID, [{ clock: 1, length: 2 }]]]);
  });

  it("holds no more updates than one merge may, and the rest follows [R9]", async () => {
    const trouble = new DatabaseTrouble();
    const roomServer = await openRoomServer({
      limits: { mergedUpdates: 3 },
      wrapLog: (log) => failing(log, trouble),
    });
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.write("first");
    await ana.barrier();
    const release = trouble.hold();
    ana.write("starts a commit");
    await eventually("commit", () => trouble.holding === 1);
    for (let index = 0; index < 7; index += 1) ana.write(`${index}`);
    await eventually("waiting", () => roomServer.rooms.stats().waiting === 8);
    release();
    expect(await ana.barrier()).toBe("receipt");
    expect(await roomServer.fixture.database.client.draftUpdate.count()).toBe(2 + 3);
    expect(await textOf(roomServer)).toBe(rootOf(ana.own).toString());
  });

  it.skipIf(IN_SEVERAL_PROCESSES)("of several drafts goes in one transaction [R9]", async () => {
    const trouble = new DatabaseTrouble();
    const roomServer = await openRoomServer({ wrapLog: (log) => failing(log, trouble) });
    await roomServer.fixture.addDocument("draft-2");
    const one = new RawClient(roomServer);
    const two = new RawClient(roomServer, { documentId: "draft-2" });
    await Promise.all([one.join(), two.join()]);
    for (const client of [one, two]) {
      client.write("first");
      await client.barrier();
    }
    const release = trouble.hold();
    one.write("starts a commit");
    await eventually("commit", () => trouble.holding === 1);
    one.write("a");
    two.write("b");
    await eventually("waiting", () => roomServer.rooms.stats().waiting === 3);
    release();
    await Promise.all([one.barrier(), two.barrier()]);
    expect(trouble.commits.at(-1)).toBe(2);
  });

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "is in the one transaction that runs, whatever waits in however many rooms [R9]",
    async () => {
      const trouble = new DatabaseTrouble();
      trouble.slowness = 5;
      const roomServer = await openRoomServer({ wrapLog: (log) => failing(log, trouble) });
      const drafts = ["draft-1", "draft-2", "draft-3", "draft-4"];
      for (const draft of drafts.slice(1)) await roomServer.fixture.addDocument(draft);
      const writers = drafts.map((documentId) => new RawClient(roomServer, { documentId }));
      await Promise.all(writers.map((writer) => writer.join()));
      for (let round = 0; round < 20; round += 1) {
        for (const writer of writers) writer.write(`${round}`);
        await turns(10);
      }
      for (const writer of writers) expect(await writer.barrier()).toBe("receipt");
      expect(trouble.mostAtOnce).toBe(1);
    },
  );

  it("goes out at once when nothing else happens, and gathers for a bounded time under load [R9]", async () => {
    // By this clock load is counted and forgotten: it stands still, however slow the machine is.
    let now = 1_000;
    const gatherMs = 211;
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({
      limits: { gatherMs },
      options: { scheduler, monotonicNow: () => now },
    });
    const ana = new RawClient(roomServer);
    await ana.join();
    /** For how long each commit gathers while so many updates are written, in milliseconds. */
    const gathering = async (updates: number): Promise<number[]> => {
      scheduler.asked.length = 0;
      for (let index = 0; index < updates; index += 1) ana.write("x");
      let answer: string | null = null;
      void ana.barrier().then((is) => (answer = is));
      await scheduler.until("answer", () => answer !== null);
      expect(answer).toBe("receipt");
      return scheduler.asked.filter((ms) => ms > 0 && ms <= gatherMs);
    };
    // Each update counts 41: a commit and one recipient. Up to 2,000 is calm, and from 4,000 full.
    expect(await gathering(1)).toEqual([]);
    expect(await gathering(46)).toEqual([]);
    expect(await gathering(1)).toEqual([]);
    await gathering(25);
    expect(await gathering(1)).toEqual([Math.floor((gatherMs * (74 * 41 - 2_000)) / 2_000)]);
    await gathering(40);
    expect(await gathering(1)).toEqual([gatherMs]);
    await gathering(100);
    expect(await gathering(1)).toEqual([gatherMs]);
    now += 10_000;
    expect(await gathering(1)).toEqual([]);
  });

  it("is not sent back to its only writer, whose page has it already [R10]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    const tab = new RawClient(roomServer);
    await Promise.all([ana.join(), tab.join()]);
    ana.write("hers");
    expect(await ana.barrier()).toBe("receipt");
    await tab.until("her other tab", () => tab.received.some((m) => m.type === "update"));
    expect(ana.received.some((m) => m.type === "update")).toBe(false);
  });

  it("is on disk before anyone else sees it [R10]", async () => {
    const trouble = new DatabaseTrouble();
    const roomServer = await openRoomServer({ wrapLog: (log) => failing(log, trouble) });
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    ana.write("first");
    await ana.barrier();
    const release = trouble.hold();
    ana.write("not yet on disk");
    ana.send(encodeReceiptRequest(7));
    await eventually("commit", () => trouble.holding === 1);
    await ida.barrier();
    const newcomer = new RawClient(roomServer, { who: "ben" });
    await newcomer.join();
    expect(rootOf(newcomer.doc()).toString()).not.toContain("not yet");
    expect(rootOf(ida.doc()).toString()).not.toContain("not yet");
    expect(ana.received.some((m) => m.type === "receipt" && m.n === 7)).toBe(false);
    release();
    await ida.until("words", () => rootOf(ida.doc()).toString().includes("not yet"));
    await newcomer.until("words", () => rootOf(newcomer.doc()).toString().includes("not yet"));
    expect(await ana.answerTo(7)).toBe("receipt");
  });
});

describe("a commit that fails", () => {
  const quick = { retryFirstMs: 10, retryLastMs: 40 };

  it("loses nothing: the writers are told, it is tried again, and then they are told again [R12]", async () => {
    const trouble = new DatabaseTrouble();
    const roomServer = await openRoomServer({
      limits: quick,
      wrapLog: (log) => failing(log, trouble),
    });
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    trouble.failNext(5);
    ana.write("held on to");
    ana.send(encodeReceiptRequest(1));
    await ana.until("told", () => noticesOf(ana).includes("not-saved-yet"));
    ana.write("and this");
    await ana.answerTo(1);
    expect(await ana.barrier()).toBe("receipt");
    await ana.until("told again", () => noticesOf(ana).includes("saving-again"));
    expect(noticesOf(ana)).toEqual(["status", "not-saved-yet", "saving-again"]);
    expect(noticesOf(ida)).toEqual([]);
    expect(await textOf(roomServer)).toBe(rootOf(ana.own).toString());
  });

  it("waits longer each time, up to a limit [R12]", async () => {
    const trouble = new DatabaseTrouble();
    const roomServer = await openRoomServer({
      limits: { retryFirstMs: 20, retryLastMs: 80 },
      wrapLog: (log) => failing(log, trouble),
    });
    const ana = new RawClient(roomServer);
    await ana.join();
    trouble.failNext(6);
    ana.write("words");
    expect(await ana.barrier()).toBe("receipt");
    const pauses = trouble.attempts.slice(1).map((at, index) => at - trouble.attempts[index]!);
    // Never sooner than the back-off says; how much later is the machine's business.
    for (const [index, least] of [20, 40, 80, 80].entries()) {
      expect(pauses[index]).toBeGreaterThanOrEqual(least - 1);
    }
  });

  it("after the database took it is not written twice, and its receipts are sent [R12]", async () => {
    const trouble = new DatabaseTrouble();
    const roomServer = await openRoomServer({
      limits: quick,
      wrapLog: (log) => failing(log, trouble),
    });
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    ana.write("first");
    await ana.barrier();
    trouble.loseNextAnswer();
    ana.write("taken, but nobody heard");
    expect(await ana.barrier()).toBe("receipt");
    ana.write("afterwards");
    expect(await ana.barrier()).toBe("receipt");
    expect(await roomServer.fixture.database.client.draftUpdate.count()).toBe(3);
    expect(await roomServer.fixture.authorship()).toHaveLength(3);
    await ida.until("afterwards", () => rootOf(ida.doc()).toString().includes("afterwards"));
    expect(rootOf(ida.doc()).toString()).toBe(rootOf(ana.own).toString());
  });

  it("of which half of the words were taken goes on with the other half [R12]", async () => {
    const trouble = new DatabaseTrouble();
    const roomServer = await openRoomServer({
      limits: quick,
      wrapLog: (log) => failing(log, trouble),
    });
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    ana.write("zero");
    await ana.barrier();
    const release = trouble.hold();
    trouble.loseNextAnswer();
    ana.write("one");
    await eventually("commit", () => trouble.holding === 1);
    ana.write("two");
    await eventually("waiting", () => roomServer.rooms.stats().waiting === 2);
    release();
    expect(await ana.barrier()).toBe("receipt");
    await ida.until("two", () => rootOf(ida.doc()).toString().includes("two"));
    expect(rootOf(ida.doc()).toString()).toBe(rootOf(ana.own).toString());
    expect(await roomServer.fixture.database.client.draftUpdate.count()).toBe(3);
  });

  it("for one bad draft holds up no other [R12]", async () => {
    const trouble = new DatabaseTrouble();
    const roomServer = await openRoomServer({
      limits: quick,
      wrapLog: (log) => failing(log, trouble),
    });
    await roomServer.fixture.addDocument("bad");
    const good = new RawClient(roomServer);
    const bad = new RawClient(roomServer, { documentId: "bad" });
    await Promise.all([good.join(), bad.join()]);
    trouble.badDraft = "bad";
    bad.write("can't be written");
    await bad.until("told", () => noticesOf(bad).includes("not-saved-yet"));
    for (let index = 0; index < 5; index += 1) {
      good.write(`good ${index}`);
      expect(await good.barrier()).toBe("receipt");
    }
    expect(bad.received.some((m) => m.type === "receipt")).toBe(false);
    trouble.badDraft = null;
    expect(await bad.barrier()).toBe("receipt");
  });

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "is tried together twice, and then draft by draft [R12]",
    async () => {
      const trouble = new DatabaseTrouble();
      const roomServer = await openRoomServer({
        limits: quick,
        wrapLog: (log) => failing(log, trouble),
      });
      await roomServer.fixture.addDocument("draft-2");
      const one = new RawClient(roomServer);
      const two = new RawClient(roomServer, { documentId: "draft-2" });
      await Promise.all([one.join(), two.join()]);
      for (const client of [one, two]) {
        client.write("first");
        await client.barrier();
      }
      const held = ["draft-1", "draft-2"].map((documentId) => roomServer.rooms.hold(documentId));
      one.write("one");
      two.write("two");
      await eventually("waiting", () => roomServer.rooms.stats().waiting === 2);
      const before = trouble.tried.length;
      trouble.failNext(4);
      for (const release of held) release();
      await Promise.all([one.barrier(), two.barrier()]);
      const sizes = trouble.tried.slice(before).map((drafts) => drafts.length);
      expect(sizes).toEqual([2, 2, 1, 1, 1, 1]);
      expect(await textOf(roomServer, "draft-1")).toContain("one");
      expect(await textOf(roomServer, "draft-2")).toContain("two");
    },
  );

  it("that never succeeds before the process stops is logged: how much, of which draft [R12, R21]", async () => {
    const trouble = new DatabaseTrouble();
    const roomServer = await openRoomServer({
      limits: { ...quick, shutdownMs: 100 },
      wrapLog: (log) => failing(log, trouble),
    });
    const ana = new RawClient(roomServer);
    await ana.join();
    trouble.failNext(Infinity);
    ana.write("lost");
    await ana.until("told", () => noticesOf(ana).includes("not-saved-yet"));
    await roomServer.close();
    const lost = roomServer.lines.find((line) => line.level === "error");
    expect(lost?.facts).toMatchObject({ documentId: "draft-1", waiting: 1 });
    expect(JSON.stringify(roomServer.lines)).not.toContain('lost"');
  });

  it("does not close a fast writer: its socket is read no further until some is committed [R12]", async () => {
    const trouble = new DatabaseTrouble();
    const roomServer = await openRoomServer({
      limits: { ...quick, pauseBytes: 20_000, waitingBytes: 200_000 },
      wrapLog: (log) => failing(log, trouble),
    });
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.write("first");
    await ana.barrier();
    const release = trouble.hold();
    for (let index = 0; index < 400; index += 1) ana.write("x".repeat(5_000));
    await eventually("waiting", () => roomServer.rooms.stats().waiting > 3);
    await turns();
    // A pause, and what had been read by then: two megabytes were sent.
    expect(roomServer.rooms.stats().bytesHeld).toBeLessThan(200_000);
    expect(ana.closed).toBeNull();
    release();
    expect(await ana.barrier()).toBe("receipt");
    expect(await textOf(roomServer)).toBe(rootOf(ana.own).toString());
  });
});
