import { createConnection } from "node:net";
import { describe, expect, it } from "vitest";
import { encodeReceiptRequest } from "#app/protocol/messages.ts";
import { createDraftWorkers } from "#server/rooms/index.ts";
import { editAtRandom } from "#tests/rooms/support/editing.ts";
import { openRoomServer } from "#tests/rooms/support/room-server.ts";
import { pick, seeded } from "#tests/rooms/support/random.ts";
import { RawClient } from "#tests/rooms/support/raw.ts";
import { eventually, openStock, rootOf } from "#tests/rooms/support/stock.ts";
import { VirtualScheduler } from "#tests/rooms/support/virtual-scheduler.ts";
import { PATIENCE_MS } from "#tests/support/patience.ts";
import { faultSeed, scaled, sleep } from "./scale.ts";
import { unheard } from "#tests/support/worker-failures.ts";
import { refuse } from "#app/domain/refusal.ts";

describe("a crowd", () => {
  it("of 200 who come at once gets in, sees the same, and each is told of the others [R1, R20, R22]", async () => {
    const roomServer = await openRoomServer({
      // 200 at once may take longer on a busy machine.
      limits: { connectionsPerPersonAndRoom: 200, joinMs: 2 * PATIENCE_MS },
    });
    const first = new RawClient(roomServer);
    await first.join();
    first.write("what was there before");
    await first.barrier();
    const crowd = Array.from({ length: 199 }, (_, index) => {
      return new RawClient(roomServer, { who: ["ana", "ben", "ida", "olga"][index % 4]! });
    });
    await Promise.all(crowd.map((client) => client.join()));
    expect((await new RawClient(roomServer).close()).code).toBe(4429);
    first.write("and what came after");
    await first.barrier();
    for (const client of crowd) {
      await client.until("all", () => rootOf(client.doc()).toString().includes("came after"));
      expect(rootOf(client.doc()).toString()).toBe(rootOf(first.own).toString());
    }
    expect(roomServer.rooms.stats()).toMatchObject({ connections: 200, joining: 0, rooms: 1 });
  });

  it("of sockets that connect and say nothing is let go, and others get in meanwhile [R1]", async () => {
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({
      limits: { joiningPerAddress: 100 },
      options: { scheduler },
    });
    const silent = Array.from({ length: 150 }, () => new RawClient(roomServer, { who: "ida" }));
    await Promise.all(silent.map((client) => client.open()));
    // Half of an HTTP request each, which is the HTTP server's to bound.
    const halves = Array.from({ length: 50 }, () => {
      const socket = createConnection(roomServer.port, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.write("GET /rooms/draft-1?schema=1 HTTP/1.1\r\nHost: ");
      return socket;
    });
    await scheduler.until(
      "the silent are gone",
      () => silent.every((client) => client.closed),
      1_000,
    );
    for (const client of silent) expect([1013, 4429]).toContain(client.closed?.code);
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.write("in");
    expect(await ana.barrier()).toBe("receipt");
    for (const socket of halves) socket.destroy();
  });
});

describe("bad company", () => {
  it("of one who never reads and one who floods costs the others nothing [R12, R13]", async () => {
    const seed = faultSeed("bad company");
    const random = seeded(seed);
    const roomServer = await openRoomServer();
    const honest = ["ana", "ben"].map((who) => openStock(roomServer, { who }));
    const deaf = new RawClient(roomServer, { who: "ida" });
    const flood = new RawClient(roomServer, { who: "ida" });
    await eventually("in sync", () => honest.every(({ provider }) => provider.synced));
    await Promise.all([deaf.join(), flood.join()]);
    deaf.ws.pause();
    let isOver = false;
    const flooding = (async () => {
      for (let round = 0; !isOver && !flood.closed; round += 1) {
        // Kilobytes as fast as the socket takes them, barriers and step 1 among them.
        for (let index = 0; index < 20; index += 1) flood.write("f".repeat(2_000));
        flood.send(encodeReceiptRequest(1_000 + round));
        flood.send(Uint8Array.of(0, 0, 1, 0));
        flood.send(Uint8Array.of(3));
        if (flood.ws.bufferedAmount > 4_000_000) await sleep(20);
        await sleep(1);
      }
    })();
    const until = performance.now() + scaled("FLOOD_MS", 20_000, 4_000);
    while (performance.now() < until) {
      editAtRandom(pick(random, honest).doc, random);
      await sleep(10);
    }
    isOver = true;
    await flooding;
    flood.ws.terminate();
    const text = () => honest.map(({ doc }) => rootOf(doc).toString());
    await eventually("agree", () => new Set(text()).size === 1);
    expect(honest.every(({ provider }) => provider.wsconnected)).toBe(true);
    const after = new RawClient(roomServer, { who: "ben" });
    await after.join();
    after.write("still open");
    expect(await after.barrier()).toBe("receipt");
  });
});

describe("clocks that jump", () => {
  it("end no connection, and lose no word and no caret [R14, R15]", async () => {
    const random = seeded(faultSeed("clocks that jump"));
    let offset = 0;
    const clock = () => new Date(Date.now() + offset);
    const roomServer = await openRoomServer({ options: { clock, sweepMs: 50 } });
    const people = ["ana", "ida"].map((who) => openStock(roomServer, { who }));
    await eventually("in sync", () => people.every(({ provider }) => provider.synced));
    const closes: unknown[] = [];
    for (const { provider } of people)
      provider.on("connection-close", (event) => closes.push(event));
    for (let jump = 0; jump < scaled("JUMPS", 60, 15); jump += 1) {
      offset += (random() - 0.5) * 2 * 86_400_000;
      editAtRandom(pick(random, people).doc, random);
      const [one, other] = random() < 0.5 ? people : [...people].reverse();
      one!.provider.awareness.setLocalStateField("cursor", { anchor: jump });
      await eventually("caret", () => {
        const state = other!.provider.awareness.getStates().get(one!.doc.clientID);
        return (state?.cursor as { anchor?: number } | undefined)?.anchor === jump;
      });
    }
    await eventually("agree", () => {
      return rootOf(people[0]!.doc).toString() === rootOf(people[1]!.doc).toString();
    });
    expect(closes).toEqual([]);
  });
});

describe("a worker", () => {
  it("that dies refuses what it was doing, and the draft goes on [R19]", async () => {
    const workers = createDraftWorkers({
      workerUrl: new URL("dying-worker.ts", import.meta.url),
      failures: unheard,
    });
    expect(await workers.compact([])).toEqual(refuse("our-fault"));
    expect(await workers.paint(new Uint8Array())).toEqual(refuse("our-fault"));
    const roomServer = await openRoomServer({ limits: { tailRows: 2 }, options: { workers } });
    const ana = new RawClient(roomServer);
    await ana.join();
    for (let index = 0; index < 5; index += 1) {
      ana.write(`${index}`);
      expect(await ana.barrier()).toBe("receipt");
    }
    await eventually("logged", () => roomServer.lines.some((line) => line.level === "error"));
    ana.write("goes on");
    expect(await ana.barrier()).toBe("receipt");
  });
});
