import * as encoding from "lib0/encoding";
import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { encodeSyncStep1, MESSAGE } from "#app/protocol/messages.ts";
import { encodeSyncStep2 } from "#tests/support/client-messages.ts";
import { LIMITS } from "#app/protocol/limits.ts";
import { readState } from "#server/rooms/update/accepted-update.ts";
import { PATIENCE_MS } from "#tests/support/patience.ts";
import { DatabaseTrouble, failing } from "./support/failing-log.ts";
import { openRoomServer } from "./support/room-server.ts";
import { RawClient } from "./support/raw.ts";
import { eventually, rootOf, writeParagraph } from "./support/stock.ts";
import { VirtualScheduler } from "./support/virtual-scheduler.ts";
import { IN_SEVERAL_PROCESSES } from "./support/several-processes.ts";

const KiB = 1024;
const MiB = 1024 * KiB;
const HOUR_MS = 60 * 60_000;

/** An update of exactly so many bytes, under a Yjs client id. */
function updateOf(size: number, clientId = 7): Uint8Array {
  const sized = (length: number) => {
    const fresh = new Y.Doc();
    fresh.clientID = clientId;
    writeParagraph(fresh, "x".repeat(length));
    return Y.encodeStateAsUpdate(fresh);
  };
  const length = size - sized(0).length;
  const update = sized(length);
  const excess = update.length - size;
  const exact = excess === 0 ? update : sized(length - excess);
  expect(exact.length).toBe(size);
  return exact;
}

describe("the table of limits", () => {
  it("says what the rules say [R13, R14, R15, R19, R20, R21, R22]", () => {
    expect(LIMITS).toMatchObject({
      messageBytes: MiB,
      firstSyncBytes: 8 * MiB,
      draftBytes: 32 * MiB,
      waitingBytes: 2 * MiB,
      connectionsPerRoom: 200,
      connectionsPerPersonAndRoom: 20,
      cursorBytes: 4 * KiB,
      relayedBytes: 4 * MiB,
      firstSyncMs: 60_000,
      joinMs: 10_000,
      pingMs: 25_000,
      missedPings: 2,
      silenceMs: 20_000,
      awarenessFramesPerSecond: 20,
      gatherMs: 5,
      retryFirstMs: 100,
      retryLastMs: 5_000,
      tailRows: 500,
      tailBytes: 512 * KiB,
      unloadMs: 30_000,
      shutdownMs: 10_000,
    });
  });
});

describe("a message", () => {
  it("of 1 MiB is taken, one byte more is not [R22]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.update(updateOf(MiB));
    expect(await ana.barrier()).toBe("receipt");
    const ida = new RawClient(roomServer, { who: "ida" });
    await ida.join();
    ida.update(updateOf(MiB + 1));
    expect((await ida.close()).code).toBe(4400);
  });

  it("with the first sync of offline work may have 8 MiB, and not a byte more [R22]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    await ana.join(updateOf(8 * MiB));
    expect(await ana.barrier()).toBe("receipt");
    const ben = new RawClient(roomServer);
    await ben.join(updateOf(8 * MiB + 1));
    expect((await ben.close()).code).toBe(4400);
  });

  it("far beyond that is not even read to its end [R22]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.send(new Uint8Array(9 * MiB));
    expect((await ana.close()).code).toBe(4400);
  });

  it("of any other kind is bound alike: a state vector, a caret [R22]", async () => {
    const roomServer = await openRoomServer();
    for (const type of [Uint8Array.of(MESSAGE.sync, 0), Uint8Array.of(MESSAGE.awareness)]) {
      const ana = new RawClient(roomServer);
      await ana.join();
      ana.send(
        encoding.encode((encoder) => {
          encoding.writeUint8Array(encoder, type);
          // No states, no clients, and a megabyte behind.
          encoding.writeVarUint8Array(encoder, new Uint8Array(MiB));
        }),
      );
      expect((await ana.close()).code).toBe(4400);
    }
  });

  it("with a second step 2 is bound like any other [R22]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.send(encodeSyncStep2(updateOf(MiB + 1)));
    expect((await ana.close()).code).toBe(4400);
  });
});

describe("a draft", () => {
  it("takes words up to its size, then none, but still deletions [R22]", async () => {
    const size = updateOf(50_000).length;
    // To the byte: what is deleted afterwards makes it larger than it may be.
    const roomServer = await openRoomServer({ limits: { draftBytes: size } });
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.update(updateOf(50_000));
    expect(await ana.barrier()).toBe("receipt");
    const ida = new RawClient(roomServer, { who: "ida" });
    Y.applyUpdate(ida.own, await ida.join());
    ida.write("y");
    expect(await ida.barrier()).toBe("draft-full");
    expect(ida.received).toContainEqual({ type: "notice", notice: { kind: "draft-full" } });
    expect(ida.closed).toBeNull();
    const ben = new RawClient(roomServer, { who: "ben" });
    Y.applyUpdate(ben.own, await ben.join());
    const deletions: Uint8Array[] = [];
    ben.own.on("update", (update: Uint8Array) => deletions.push(update));
    rootOf(ben.own).delete(0, rootOf(ben.own).length);
    ben.update(deletions[0]!);
    expect(await ben.barrier()).toBe("receipt");
    await eventually("left", () => roomServer.rooms.stats().waiting === 0);
  });
});

describe("a draft of 32 MiB", () => {
  it.skipIf(IN_SEVERAL_PROCESSES)(
    "is full to the byte: words that come to it are taken, and none beyond [R22]",
    async () => {
      // The room is loaded while they join, in whatever time the machine takes.
      const roomServer = await openRoomServer({ limits: { joinMs: 2 * PATIENCE_MS } });
      const documentId = "draft-of-32-mib";
      const room = 1_000;
      await roomServer.fixture.addDocument(documentId, {
        sequence: 0,
        bytes: updateOf(32 * MiB - room),
      });
      // Pages that have all of it from before: 32 MiB need not be sent for this.
      const has = Y.encodeStateVector(new Map([[7, 32 * MiB]]));
      const comeIn = async (who: string) => {
        const client = new RawClient(roomServer, { who, documentId });
        await client.open();
        client.send(encodeSyncStep1(has));
        client.send(encodeSyncStep2(Uint8Array.of(0, 0)));
        return client;
      };
      const [ana, ida] = await Promise.all([comeIn("ana"), comeIn("ida")]);
      ida.update(updateOf(room + 1, 8));
      expect(await ida.barrier()).toBe("draft-full");
      ana.update(updateOf(room, 9));
      expect(await ana.barrier()).toBe("receipt");
      expect(roomServer.rooms.stats().bytesHeld).toBe(32 * MiB);
    },
  );
});

describe("a draft that was full", () => {
  it("takes the words it refused once there is room, without anybody asking again [R19, R22]", async () => {
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({
      limits: { draftBytes: 50_200, tailRows: 2 },
      options: { scheduler },
    });
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.update(updateOf(50_000));
    expect(await ana.barrier()).toBe("receipt");
    const ida = new RawClient(roomServer, { who: "ida" });
    Y.applyUpdate(ida.own, await ida.join());
    ida.write("y".repeat(300));
    expect(await ida.barrier()).toBe("draft-full");
    const ben = new RawClient(roomServer, { who: "ben" });
    Y.applyUpdate(ben.own, await ben.join());
    const deletions: Uint8Array[] = [];
    ben.own.on("update", (update: Uint8Array) => deletions.push(update));
    rootOf(ben.own).delete(0, rootOf(ben.own).length);
    ben.update(deletions[0]!);
    expect(await ben.barrier()).toBe("receipt");
    await eventually("folded", () => roomServer.rooms.stats().bytesHeld < 1_000);
    expect(await ida.barrier()).toBe("draft-full");
    const asked = () => ida.received.filter((m) => m.type === "step1").length;
    const before = asked();
    await scheduler.pass(11_000);
    await ida.until("asked again", () => asked() > before);
    ida.send(encodeSyncStep2(Y.encodeStateAsUpdate(ida.own)));
    expect(await ida.barrier()).toBe("receipt");
    const state = await roomServer.rooms.read("draft-1");
    expect(Buffer.from(state!.bytes).includes("y".repeat(300))).toBe(true);
  });
});

describe("accepted bytes that wait", () => {
  it("may come to 2 MiB beside a first sync; past it the connection is closed with 1013 [R12, R22]", async () => {
    const trouble = new DatabaseTrouble();
    const roomServer = await openRoomServer({
      // Otherwise the socket would not be read so far: what has been read already may still come to it.
      limits: { pauseBytes: 16 * MiB },
      wrapLog: (log) => failing(log, trouble),
    });
    const ana = new RawClient(roomServer);
    const release = trouble.hold();
    await ana.join(updateOf(8 * MiB, 6));
    ana.update(updateOf(MiB, 7));
    ana.update(updateOf(MiB, 8));
    await eventually("all of it waits", () => roomServer.rooms.stats().waiting === 3);
    expect(ana.closed).toBeNull();
    ana.write("z");
    expect((await ana.close()).code).toBe(1013);
    release();
    await eventually("committed", () => roomServer.rooms.stats().waiting === 0);
    const { clocks } = readState((await roomServer.rooms.read("draft-1"))!.bytes);
    // Accepted updates are kept, although their writer was sent away.
    expect([...clocks.keys()].toSorted((one, other) => one - other)).toEqual([6, 7, 8]);
  });
});

describe("relayed bytes in a socket that takes none", () => {
  it.skipIf(IN_SEVERAL_PROCESSES)(
    "may come to 4 MiB; past it the connection is closed with 1013 [R13]",
    async () => {
      const sockets: Socket[] = [];
      const roomServer = await openRoomServer({
        // A ping, or a sign of life, would be among the bytes that are counted.
        limits: { pingMs: HOUR_MS, silenceMs: HOUR_MS },
        wrapPorts: (ports) => ({
          ...ports,
          addressOf: (request) => {
            sockets.push(request.socket);
            return ports.addressOf(request);
          },
        }),
      });
      const deaf = new RawClient(roomServer, { who: "ida" });
      await deaf.join();
      const [socket] = sockets;
      await eventually("everything out", () => socket!.writableLength === 0);
      const ana = new RawClient(roomServer);
      await ana.join();
      // From here on nothing leaves it.
      socket!.cork();
      const relay = async (size: number, clientId: number) => {
        const before = socket!.writableLength;
        ana.update(updateOf(size, clientId));
        expect(await ana.barrier()).toBe("receipt");
        return socket!.writableLength - before - size;
      };
      for (const clientId of [10, 11, 12]) await relay(MiB, clientId);
      const around = await relay(100_000, 13);
      // A frame around each message is relayed with it.
      await relay(4 * MiB - socket!.writableLength - around, 14);
      // No byte of a close frame among them.
      expect(socket!.writableLength).toBe(4 * MiB);
      ana.write("y");
      expect(await ana.barrier()).toBe("receipt");
      socket!.uncork();
      expect((await deaf.close()).code).toBe(1013);
    },
  );
});

describe("connections", () => {
  it.skipIf(IN_SEVERAL_PROCESSES)(
    "of one person in a room: 20, and the 21st is told 4429 [R22]",
    async () => {
      const roomServer = await openRoomServer();
      const clients = Array.from({ length: 20 }, () => new RawClient(roomServer));
      await Promise.all(clients.map((client) => client.join()));
      expect((await new RawClient(roomServer).close()).code).toBe(4429);
      await new RawClient(roomServer, { who: "ida" }).join();
      clients[0]!.ws.close();
      await eventually("room for one", () => roomServer.rooms.stats().connections === 20);
      await new RawClient(roomServer).join();
    },
  );

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "in a room: 200, of whomever, and the next is told 4429 [R22]",
    async () => {
      const roomServer = await openRoomServer({
        // As many persons as it takes: "ana" and a letter.
        wrapPorts: (ports) => ({
          ...ports,
          identify: async (cookie) => {
            const [, letter = ""] = /who=person([a-z])/.exec(cookie ?? "") ?? [];
            const ana = await ports.identify("who=ana");
            return ana && { ...ana, actor: { ...ana.actor, userId: `user-${letter}` } };
          },
        }),
      });
      const comeIn = (letter: string) => new RawClient(roomServer, { who: `person${letter}` });
      for (const letter of "abcdefghij") {
        await Promise.all(Array.from({ length: 20 }, () => comeIn(letter).join()));
      }
      expect(roomServer.rooms.stats().connections).toBe(200);
      expect((await comeIn("k").close()).code).toBe(4429);
      await roomServer.fixture.addDocument("draft-2");
      await new RawClient(roomServer, { who: "personk", documentId: "draft-2" }).join();
    },
  );
});

describe("a cursor", () => {
  const cursorOf = (bytes: number) => {
    const payload = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint(encoder, 5);
      encoding.writeVarUint(encoder, 1);
      // Two quotation marks belong to the JSON of the cursor.
      encoding.writeVarString(encoder, JSON.stringify({ cursor: "x".repeat(bytes - 2) }));
    });
    return encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, MESSAGE.awareness);
      encoding.writeVarUint8Array(encoder, payload);
    });
  };

  it("of 4 KiB is relayed, one byte more is not [R22]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    const ida = new RawClient(roomServer, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    ana.send(cursorOf(4 * KiB));
    await ida.until("cursor", () => ida.received.some((m) => m.type === "awareness"));
    ana.send(cursorOf(4 * KiB + 1));
    expect((await ana.close()).code).toBe(4400);
  });
});
