import * as decoding from "lib0/decoding";
import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import type { WebSocket } from "ws";
import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { LIMITS } from "#app/protocol/limits.ts";
import { MESSAGE } from "#app/protocol/messages.ts";
import { awareness } from "./support/awareness.ts";
import { DatabaseTrouble, failing } from "./support/failing-log.ts";
import { openRoomServer } from "./support/room-server.ts";
import { VirtualScheduler } from "./support/virtual-scheduler.ts";
import { RawClient } from "./support/raw.ts";
import { eventually, openStock, rootOf, turns } from "./support/stock.ts";
import { IN_SEVERAL_PROCESSES } from "./support/several-processes.ts";

interface Entry {
  clientId: number;
  clock: number;
  state: { user?: { id: string; name: string }; cursor?: unknown } | null;
}

/** All awareness entries that a raw client has received, in order. */
function entriesOf(client: RawClient): Entry[] {
  return client.received.flatMap((message) => {
    if (message.type !== "awareness") return [];
    const decoder = decoding.createDecoder(message.bytes);
    return Array.from({ length: decoding.readVarUint(decoder) }, () => ({
      clientId: decoding.readVarUint(decoder),
      clock: decoding.readVarUint(decoder),
      state: JSON.parse(decoding.readVarString(decoder)) as Entry["state"],
    }));
  });
}

/** Two people in one room, whose time is the scheduler's. */
async function anaAndIda() {
  const scheduler = new VirtualScheduler();
  const roomServer = await openRoomServer({ options: { scheduler } });
  const ana = new RawClient(roomServer);
  const ida = new RawClient(roomServer, { who: "ida" });
  await Promise.all([ana.join(), ida.join()]);
  return { scheduler, roomServer, ana, ida };
}

describe("awareness", () => {
  it("keeps the cursor and nothing else of what a client says [R14]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    ana.send(
      awareness([
        5,
        { cursor: { anchor: 3 }, user: { name: "The Judge", id: "user-ida" }, role: "admin" },
      ]),
    );
    const [entry] = await ida.until("caret", () => {
      const entries = entriesOf(ida);
      return entries.length > 0 && entries;
    });
    expect(entry).toMatchObject({
      clientId: 5,
      state: {
        user: {
          id: "user-ana",
          name: "Ana Example",
          organization: "Council",
          color: "#336699",
        },
        cursor: { anchor: 3 },
      },
    });
    expect(Object.keys(entry!.state!).sort()).toEqual(["cursor", "user"]);
  });

  it("takes the first id that is free, and ignores what a client says of others [R7, R14]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    const ben = new RawClient(roomServer, { who: "ben" });
    await Promise.all([ana.join(), ida.join(), ben.join()]);
    ana.send(awareness([5, { cursor: 1 }]));
    await ida.until("Ana", () => entriesOf(ida).some((entry) => entry.clientId === 5));
    ida.send(awareness([5, { cursor: 99 }], [6, { cursor: 2 }], [7, { cursor: 3 }]));
    await ben.until("Ida", () => entriesOf(ben).some((entry) => entry.clientId === 6));
    ida.send(awareness([5, null], [7, { cursor: 4 }], [6, { cursor: 5 }]));
    await ben.until("Ida's move", () =>
      entriesOf(ben).some((entry) => entry.clientId === 6 && entry.state?.cursor === 5),
    );
    const seen = entriesOf(ben);
    expect(
      seen.filter((entry) => entry.clientId === 5).map((entry) => entry.state?.cursor),
    ).toEqual([1]);
    expect(seen.some((entry) => entry.clientId === 7)).toBe(false);
    expect(seen.find((entry) => entry.clientId === 6)?.state?.user?.id).toBe("user-ida");
  });

  it("does not give the id of one's words to another, even when they have left [R7, R14]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    const ben = new RawClient(roomServer, { who: "ben" });
    await Promise.all([ana.join(), ida.join(), ben.join()]);
    ana.write("words");
    await ana.barrier();
    ana.ws.close();
    await ana.close();
    // As stock clients repeat themselves: another process may learn of the owner by the first try.
    const tell = () => ida.send(awareness([ana.own.clientID, { cursor: 1 }], [6, { cursor: 2 }]));
    tell();
    const again = setInterval(tell, 300);
    await ben
      .until("Ida", () => entriesOf(ben).some((entry) => entry.clientId === 6))
      .finally(() => clearInterval(again));
    expect(entriesOf(ben).some((entry) => entry.clientId === ana.own.clientID)).toBe(false);
  });

  it("is sent as it is held to whoever joins, and goes with its connection [R14]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.send(awareness([5, { cursor: 1 }]));
    await ana.barrier();
    const ida = new RawClient(roomServer, { who: "ida" });
    await ida.join();
    const before = await ida.until("Ana", () =>
      entriesOf(ida).find((entry) => entry.clientId === 5),
    );
    ana.ws.terminate();
    const after = await ida.until("gone", () =>
      entriesOf(ida).find((entry) => entry.clientId === 5 && entry.state === null),
    );
    expect(after.clock).toBeGreaterThan(before.clock);
  });

  it("has clocks that rise although the wall clock jumps back, and after a restart [R14]", async () => {
    let now = Date.UTC(2026, 5, 1);
    const clock = () => new Date(now);
    const first = await openRoomServer({ options: { clock } });
    const ana = new RawClient(first);
    const ida = new RawClient(first, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    ana.send(awareness([5, { cursor: 0 }]));
    await ida.until("first", () => entriesOf(ida).length === 1);
    now -= 3_600_000;
    ana.send(awareness([5, { cursor: 1 }]));
    await ida.until("second", () => entriesOf(ida).length === 2);
    const clocks = entriesOf(ida).map((entry) => entry.clock);
    expect(clocks[0]).toBeGreaterThanOrEqual(Date.UTC(2026, 5, 1));
    expect(clocks[1]).toBeGreaterThan(clocks[0]!);
    await first.close();
    now += 7_200_000;
    const second = await openRoomServer({ fixture: first.fixture, options: { clock } });
    const again = new RawClient(second);
    const reader = new RawClient(second, { who: "ida" });
    await Promise.all([again.join(), reader.join()]);
    again.send(awareness([5, { cursor: 2 }]));
    await reader.until("third", () => entriesOf(reader).length === 1);
    expect(entriesOf(reader)[0]!.clock).toBeGreaterThan(clocks[1]!);
  });

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "goes out in so many frames a second and no more, with the last state of each [R14]",
    async () => {
      const scheduler = new VirtualScheduler();
      const limits = { awarenessFramesPerSecond: 10 };
      const roomServer = await openRoomServer({ limits, options: { scheduler } });
      const ana = new RawClient(roomServer);
      const ida = new RawClient(roomServer, { who: "ida" });
      await Promise.all([ana.join(), ida.join()]);
      // Six seconds.
      for (let cursor = 0; cursor <= 300; cursor += 1) {
        ana.send(awareness([5, { cursor }]));
        await ana.barrier();
        await scheduler.pass(20);
      }
      await scheduler.pass(100);
      await ida.until("last", () => entriesOf(ida).some((entry) => entry.state?.cursor === 300));
      expect(entriesOf(ida).length).toBeLessThanOrEqual(62);
      expect(entriesOf(ida).length).toBeGreaterThan(50);
    },
  );

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "follows the words that its connection sent before it, whatever becomes of them [R10, R14]",
    async () => {
      for (const becomes of ["committed", "refused"]) {
        const trouble = new DatabaseTrouble();
        const scheduler = new VirtualScheduler();
        const roomServer = await openRoomServer({
          options: { scheduler },
          wrapLog: (log) => failing(log, trouble),
        });
        const ana = new RawClient(roomServer);
        const ida = new RawClient(roomServer, { who: "ida" });
        await Promise.all([ana.join(), ida.join()]);
        const mine = ana.own.clientID;
        const cursors = () => entriesOf(ida).map(({ state }) => state?.cursor);
        ana.send(awareness([mine, { cursor: "before" }]));
        await scheduler.until("bound", () => cursors().includes("before"));

        const release = trouble.hold();
        ana.write("words");
        ana.send(awareness([mine, { cursor: "in the words" }]));
        await eventually("commit", () => trouble.holding === 1);
        await ana.roundTrip();
        // Time for many frames.
        await scheduler.pass(1_000);
        await ida.roundTrip();
        expect(cursors(), becomes).toEqual(["before"]);
        // Whoever comes meanwhile is told of where she was.
        const ben = new RawClient(roomServer, { who: "ben" });
        await ben.join();
        await scheduler.until("Ana", () => entriesOf(ben)[0]?.state?.cursor === "before");
        if (becomes === "refused") {
          await roomServer.fixture.database.client.document.updateMany({
            data: { status: "in_review" },
          });
        }
        release();
        await scheduler.until("the cursor", () => cursors().at(-1) === "in the words");
        const kinds = ida.received.map(({ type }) => type);
        if (becomes === "committed") {
          expect(kinds.indexOf("update")).toBeGreaterThan(0);
          expect(kinds.indexOf("update")).toBeLessThan(kinds.lastIndexOf("awareness"));
        } else expect(kinds).not.toContain("update");
      }
    },
  );

  it("is never told to whom it is about, whose own state is newer [R14]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    ana.send(awareness([5, { cursor: 1 }]));
    ida.send(awareness([6, { cursor: 2 }]));
    await ana.until("Ida", () => entriesOf(ana).some((entry) => entry.clientId === 6));
    await ida.until("Ana", () => entriesOf(ida).some((entry) => entry.clientId === 5));
    expect(entriesOf(ana).some((entry) => entry.clientId === 5)).toBe(false);
  });

  async function backBesideItsEarlierConnection() {
    const roomServer = await openRoomServer();
    const [ida, before, again] = [
      new RawClient(roomServer, { who: "ida" }),
      new RawClient(roomServer),
      new RawClient(roomServer),
    ];
    await Promise.all([ida.join(), before.join()]);
    const told = () => entriesOf(ida).filter(({ clientId }) => clientId === 5);
    before.send(awareness([5, { cursor: "before" }]));
    await ida.until("Ana", () => told().length > 0);
    await again.join();
    again.send(awareness([5, { cursor: "after" }]));
    const isTold = (cursor: string) =>
      ida.until(cursor, () => told().at(-1)?.state?.cursor === cursor);
    return { before, again, told, isTold };
  }

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "goes on with a page that is back before its earlier connection was seen to end [R7, R14]",
    async () => {
      const { before, again, told, isTold } = await backBesideItsEarlierConnection();
      await isTold("after");
      before.ws.close();
      await before.close();
      again.send(awareness([5, { cursor: "later" }]));
      await isTold("later");
      expect(told().every(({ state }) => state !== null)).toBe(true);
      // It would take what was shown of it before for its own.
      expect(entriesOf(again).some(({ clientId }) => clientId === 5)).toBe(false);
    },
  );

  it("goes on with it, wherever it is back, once its earlier connection has ended [R14, R24]", async () => {
    const { before, again, told, isTold } = await backBesideItsEarlierConnection();
    before.ws.close();
    await isTold("after");
    again.send(awareness([5, { cursor: "later" }]));
    await isTold("later");
    const clocks = told().map(({ clock }) => clock);
    expect(clocks).toEqual([...new Set(clocks)].toSorted((one, other) => one - other));
  });

  it("is stored nowhere [R14]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.send(awareness([5, { cursor: "somewhere" }]));
    await eventually("bound", () => roomServer.rooms.stats().waiting === 0);
    const { client } = roomServer.fixture.database;
    expect(await client.draftUpdate.count()).toBe(0);
    expect((await client.document.findFirstOrThrow()).sequence).toBe(0);
  });

  it("survives stock clients that repeat every state they receive [R7, R14]", async () => {
    const roomServer = await openRoomServer();
    const stock = ["ana", "ben", "ida", "olga"].map((who) => openStock(roomServer, { who }));
    await eventually("all see all", () =>
      stock.every(({ provider }) => provider.awareness.getStates().size === stock.length),
    );
    for (const [index, { provider }] of stock.entries()) {
      provider.awareness.setLocalStateField("cursor", { anchor: index });
    }
    await eventually("every cursor is where its owner put it", () =>
      stock.every(({ provider }) =>
        stock.every(({ doc }, index) => {
          const state = provider.awareness.getStates().get(doc.clientID);
          return (state?.cursor as { anchor: number } | undefined)?.anchor === index;
        }),
      ),
    );
    expect(roomServer.lines).toEqual([]);
  });

  it("has its lies about a state's form closed with 4400 [R6, R14]", async () => {
    const roomServer = await openRoomServer();
    for (const state of ["text", 5]) {
      const ana = new RawClient(roomServer);
      await ana.join();
      ana.send(awareness([4_711, state]));
      expect((await ana.close()).code).toBe(4400);
    }
  });

  it("is answered to who asks for it, as y-protocols has it [R14]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    ana.send(awareness([5, { cursor: 1 }]));
    await ida.until("Ana", () => entriesOf(ida).length === 1);
    ida.send(Uint8Array.of(MESSAGE.queryAwareness));
    await ida.until("again", () => entriesOf(ida).length === 2);
  });
});

/** So many times as the server pings, with time for the client's answer; answers how often it did. */
async function pingsAnswered(client: RawClient, scheduler: VirtualScheduler, times: number) {
  let pings = 0;
  client.ws.on("ping", () => (pings += 1));
  for (let time = 0; time < times; time += 1) {
    await scheduler.pass(LIMITS.pingMs + 500);
    // The ping is here and answered; then the answer is there.
    await client.roundTrip();
    await client.roundTrip();
  }
  return pings;
}

describe("liveness", () => {
  it("a connection that answers no pings is ended after two [R15]", async () => {
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({ options: { scheduler } });
    const ana = new RawClient(roomServer);
    await ana.join();
    let pings = 0;
    ana.ws.on("ping", () => (pings += 1));
    // The client's automatic answer.
    ana.ws.pong = () => undefined;
    await scheduler.pass(4 * LIMITS.pingMs);
    await ana.close();
    expect(ana.closed?.code).toBe(1006);
    expect(pings).toBe(2);
    await eventually("left", () => roomServer.rooms.stats().connections === 0);
  });

  it("one that answers stays [R15]", async () => {
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({ options: { scheduler } });
    const ana = new RawClient(roomServer);
    await ana.join();
    expect(await pingsAnswered(ana, scheduler, 15)).toBeGreaterThanOrEqual(15);
    expect(ana.closed).toBeNull();
  });

  it("time in which its socket was not read does not count against it [R12, R15]", async () => {
    const trouble = new DatabaseTrouble();
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({
      limits: { pauseBytes: 1_000 },
      options: { scheduler },
      wrapLog: (log) => failing(log, trouble),
    });
    const ana = new RawClient(roomServer);
    await ana.join();
    const release = trouble.hold();
    ana.write("x".repeat(2_000));
    await eventually("taken", () => trouble.holding === 1);
    // Ten pings long its answers, and what it writes, stay unread.
    ana.write("y");
    await scheduler.pass(10 * LIMITS.pingMs);
    await turns();
    expect(ana.closed).toBeNull();
    expect(roomServer.rooms.stats().waiting).toBe(1);
    release();
    expect(await ana.barrier()).toBe("receipt");
    await pingsAnswered(ana, scheduler, 5);
    expect(ana.closed).toBeNull();
  });

  it("something is sent often enough that y-websocket does not give up [R15]", async () => {
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({ options: { scheduler } });
    const ana = new RawClient(roomServer);
    await ana.join();
    for (let time = 0; time < 3; time += 1) {
      const before = ana.received.length;
      await scheduler.pass(LIMITS.silenceMs);
      // Pings are answered, too.
      await ana.roundTrip();
      await ana.roundTrip();
      expect(ana.received.length).toBeGreaterThan(before);
    }
    // y-websocket gives up after 30 s.
    expect(LIMITS.silenceMs).toBeLessThan(30_000);
    const doc = new Y.Doc();
    const states = new Awareness(doc);
    expect(encodeAwarenessUpdate(states, [])).toEqual(Uint8Array.of(0));
    expect(entriesOf(ana)).toEqual([]);
    states.destroy();
  });

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "nothing is sent for its own sake to somebody who is sent words, and once when those end [R15]",
    async () => {
      const { scheduler, ana, ida } = await anaAndIda();
      const signs = () => ana.received.filter((m) => m.type === "awareness").length;
      for (let word = 1; word <= 8; word += 1) {
        ida.write("word");
        await ana.until("her word", () => updatesOf(ana).length === word);
        await scheduler.pass(5_000);
      }
      expect(signs()).toBe(0);
      await scheduler.pass(LIMITS.silenceMs - 5_000);
      await ana.until("a sign of life", () => signs() === 1);
      await scheduler.pass(LIMITS.silenceMs / 2);
      ida.write("more");
      await ana.until("her last word", () => updatesOf(ana).length === 9);
      expect(signs()).toBe(1);
    },
  );

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "states that have been still are sent again, or browsers would forget them [R14]",
    async () => {
      const { scheduler, ana, ida } = await anaAndIda();
      ana.send(awareness([5, { cursor: 1 }]));
      await scheduler.until("once", () => entriesOf(ida).length === 1);
      // Browsers forget after 30 s.
      await scheduler.pass(15_000);
      await ida.until("again", () => entriesOf(ida).length === 2);
      expect(entriesOf(ida)[1]!.clock).toBeGreaterThan(entriesOf(ida)[0]!.clock);
    },
  );
});

function updatesOf(client: RawClient): readonly unknown[] {
  return client.received.filter((message) => message.type === "update");
}

describe("a client that asks for ever", () => {
  it("is answered eight times at once, then twice a second, and what it sends behind waits [R13]", async () => {
    const { scheduler, ana, ida } = await anaAndIda();
    const answers = () => ana.received.filter((message) => message.type === "step2").length;
    for (let asked = 0; asked < 9; asked += 1) ana.send(Uint8Array.of(MESSAGE.sync, 0, 1, 0));
    ana.write("behind them");
    await ana.until("eight", () => answers() === 8);
    expect(await ida.barrier()).toBe("receipt");
    await turns();
    expect(ida.received.some((message) => message.type === "update")).toBe(false);
    for (const many of [9, 10]) {
      await scheduler.pass(499);
      await turns();
      expect(answers()).toBe(many - 1);
      await scheduler.pass(1);
      await ana.until("one more", () => answers() === many);
    }
    expect(await ana.barrier()).toBe("receipt");
  });
});

describe("a client that does not read", () => {
  it("is closed when too much waits in its socket, and nobody waits for it [R13]", async () => {
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({
      limits: { relayedBytes: 300_000 },
      options: { scheduler },
    });
    const ana = new RawClient(roomServer);
    const ben = new RawClient(roomServer, { who: "ben" });
    const deaf = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ben.join(), deaf.join()]);
    expect(roomServer.rooms.stats().connections).toBe(3);
    deaf.ws.pause();
    for (let index = 0; roomServer.rooms.stats().connections === 3; index += 1) {
      if (index > 800) throw new Error("never closed");
      // More than any kernel keeps for a socket; then the sweep has its time.
      if (index < 200) {
        ana.write("x".repeat(100_000));
        expect(await ana.barrier()).toBe("receipt");
        // Calm again: no commit waits to gather.
        await scheduler.pass(100);
      } else {
        await scheduler.pass(500);
        // Listeners answer the pings meanwhile.
        await Promise.all([ana.roundTrip(), ben.roundTrip()]);
      }
    }
    expect(await ben.barrier()).toBe("receipt");
    deaf.ws.resume();
    expect([1006, 1013]).toContain((await deaf.close()).code);
  });

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "is sent away with 1013, and has everything once it comes back [R13]",
    async () => {
      const metrics = new Registry();
      const roomServer = await openRoomServer({
        limits: { relayedBytes: 300_000 },
        options: { sweepMs: 20, metrics },
      });
      const ana = new RawClient(roomServer);
      const deaf = openStock(roomServer, { who: "ida" });
      await ana.join();
      await eventually("in sync", () => deaf.provider.synced);
      (deaf.provider.ws as unknown as WebSocket).pause();
      const closed = async () => {
        const text = await metrics.metrics();
        return /^rooms_closed_total\{code="1013"\} 1$/m.test(text);
      };
      for (let index = 0; !(await closed()); index += 1) {
        if (index > 200) throw new Error("never closed");
        ana.write("x".repeat(100_000));
        expect(await ana.barrier()).toBe("receipt");
      }
      (deaf.provider.ws as unknown as WebSocket).resume();
      await eventually(
        "all of it",
        () => rootOf(deaf.doc).toString() === rootOf(ana.own).toString(),
        20_000,
      );
    },
  );

  it("may take its time over the first sync, whatever its size, but not for ever [R13]", async () => {
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({
      limits: { relayedBytes: 100_000, firstSyncMs: 10_000, messageBytes: 8_000_000 },
      options: { scheduler },
    });
    const ana = new RawClient(roomServer);
    await ana.join();
    for (let index = 0; index < 6; index += 1) {
      ana.write("x".repeat(2_000_000));
      await ana.barrier();
    }
    const slow = new RawClient(roomServer, { who: "ida" });
    await slow.open();
    slow.ws.pause();
    slow.send(Uint8Array.of(0, 0, 1, 0));
    ana.write("meanwhile");
    await ana.barrier();
    await scheduler.pass(10_000);
    await turns();
    expect(roomServer.rooms.stats().connections).toBe(2);
    await scheduler.pass(1_000);
    await scheduler.until("closed", () => roomServer.rooms.stats().connections === 1, 100);
    slow.ws.resume();
    expect([1006, 1013]).toContain((await slow.close()).code);
  });
});
