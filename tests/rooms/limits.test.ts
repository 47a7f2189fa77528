import * as encoding from "lib0/encoding";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { encodeSyncStep2, MESSAGE } from "~/protocol/messages";
import { LIMITS } from "~/protocol/limits";
import { DatabaseTrouble, failing } from "./support/failing-log";
import { openHouse } from "./support/house";
import { RawClient } from "./support/raw";
import { eventually, rootOf, writeParagraph } from "./support/stock";

const KiB = 1024;
const MiB = 1024 * KiB;

/** An update of exactly so many bytes. */
function updateOf(size: number): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 7;
  const sized = (length: number) => {
    const fresh = new Y.Doc();
    fresh.clientID = 7;
    writeParagraph(fresh, "x".repeat(length));
    return Y.encodeStateAsUpdate(fresh);
  };
  let length = size - sized(0).length;
  while (sized(length).length > size) length -= 1;
  const update = sized(length);
  expect(update.length).toBe(size);
  return update;
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
    const house = await openHouse();
    const ana = new RawClient(house);
    await ana.join();
    ana.update(updateOf(MiB));
    expect(await ana.barrier()).toBe("receipt");
    const ida = new RawClient(house, { who: "ida" });
    await ida.join();
    ida.update(updateOf(MiB + 1));
    expect((await ida.close()).code).toBe(4400);
  });

  it("with the first sync of offline work may have 8 MiB, and not a byte more [R22]", async () => {
    const house = await openHouse();
    const ana = new RawClient(house);
    await ana.join(updateOf(8 * MiB));
    expect(await ana.barrier(20_000)).toBe("receipt");
    const ben = new RawClient(house);
    await ben.join(updateOf(8 * MiB + 1));
    expect((await ben.close()).code).toBe(4400);
  });

  it("far beyond that is not even read to its end [R22]", async () => {
    const house = await openHouse();
    const ana = new RawClient(house);
    await ana.join();
    ana.send(new Uint8Array(9 * MiB));
    expect((await ana.close()).code).toBe(4400);
  });

  it("of any other kind is bound alike: a state vector, a caret [R22]", async () => {
    const house = await openHouse();
    for (const type of [Uint8Array.of(MESSAGE.sync, 0), Uint8Array.of(MESSAGE.awareness)]) {
      const ana = new RawClient(house);
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
    const house = await openHouse();
    const ana = new RawClient(house);
    await ana.join();
    ana.send(encodeSyncStep2(updateOf(MiB + 1)));
    expect((await ana.close()).code).toBe(4400);
  });
});

describe("a draft", () => {
  it("takes words up to its size, then none, but still deletions [R22]", async () => {
    const size = updateOf(50_000).length;
    // To the byte: what is deleted afterwards makes it larger than it may be.
    const house = await openHouse({ limits: { draftBytes: size } });
    const ana = new RawClient(house);
    await ana.join();
    ana.update(updateOf(50_000));
    expect(await ana.barrier()).toBe("receipt");
    const ida = new RawClient(house, { who: "ida" });
    Y.applyUpdate(ida.own, await ida.join());
    ida.write("y");
    expect(await ida.barrier()).toBe("draft-full");
    expect(ida.received).toContainEqual({ type: "notice", notice: { kind: "draft-full" } });
    expect(ida.closed).toBeNull();
    const ben = new RawClient(house, { who: "ben" });
    Y.applyUpdate(ben.own, await ben.join());
    const deletions: Uint8Array[] = [];
    ben.own.on("update", (update: Uint8Array) => deletions.push(update));
    rootOf(ben.own).delete(0, 1);
    ben.update(deletions[0]!);
    expect(await ben.barrier()).toBe("receipt");
    await eventually("left", () => house.rooms.stats().waiting === 0);
  });
});

describe("a draft that was full", () => {
  it("takes the words it refused once there is room, without anybody asking again [R19, R22]", async () => {
    let ahead = 0;
    const house = await openHouse({
      limits: { draftBytes: 50_200, tailRows: 2 },
      options: { sweepMs: 10, ticks: () => performance.now() + ahead },
    });
    const ana = new RawClient(house);
    await ana.join();
    ana.update(updateOf(50_000));
    expect(await ana.barrier()).toBe("receipt");
    const ida = new RawClient(house, { who: "ida" });
    Y.applyUpdate(ida.own, await ida.join());
    ida.write("y".repeat(300));
    expect(await ida.barrier()).toBe("draft-full");
    const ben = new RawClient(house, { who: "ben" });
    Y.applyUpdate(ben.own, await ben.join());
    const deletions: Uint8Array[] = [];
    ben.own.on("update", (update: Uint8Array) => deletions.push(update));
    rootOf(ben.own).delete(0, 1);
    ben.update(deletions[0]!);
    expect(await ben.barrier()).toBe("receipt");
    await eventually("folded", () => house.rooms.stats().bytesHeld < 1_000);
    expect(await ida.barrier()).toBe("draft-full");
    const asked = () => ida.received.filter((m) => m.type === "step1").length;
    const before = asked();
    ahead += 11_000;
    await ida.until("asked again", () => asked() > before);
    ida.send(encodeSyncStep2(Y.encodeStateAsUpdate(ida.own)));
    expect(await ida.barrier()).toBe("receipt");
    const state = await house.rooms.read("draft-1");
    expect(Buffer.from(state!.bytes).includes("y".repeat(300))).toBe(true);
  });
});

describe("accepted bytes that wait", () => {
  it("may come to the limit beside a first sync; past it the connection is closed with 1013 [R12, R22]", async () => {
    const trouble = new DatabaseTrouble();
    const house = await openHouse({
      limits: { waitingBytes: 10_000, pauseBytes: 1_000_000 },
      wrapLog: (log) => failing(log, trouble),
    });
    const ana = new RawClient(house);
    const release = trouble.hold();
    const doc = new Y.Doc();
    writeParagraph(doc, "x".repeat(50_000));
    await ana.join(Y.encodeStateAsUpdate(doc));
    ana.write("y".repeat(9_000));
    await eventually("both wait", () => house.rooms.stats().waiting === 2);
    ana.write("z".repeat(2_000));
    expect((await ana.close()).code).toBe(1013);
    release();
    await eventually("committed", () => house.rooms.stats().waiting === 0);
    const state = await house.rooms.read("draft-1");
    // What had been accepted is kept, although its writer was sent away.
    expect(Buffer.from(state!.bytes).includes("y".repeat(9_000))).toBe(true);
    expect(Buffer.from(state!.bytes).includes("z".repeat(2_000))).toBe(false);
  });
});

describe("connections", () => {
  it("of one person in a room: 20, and the 21st is told 4429 [R22]", async () => {
    const house = await openHouse();
    const clients = Array.from({ length: 20 }, () => new RawClient(house));
    await Promise.all(clients.map((client) => client.join()));
    expect((await new RawClient(house).close()).code).toBe(4429);
    await new RawClient(house, { who: "ida" }).join();
    clients[0]!.ws.close();
    await eventually("room for one", () => house.rooms.stats().connections === 20);
    await new RawClient(house).join();
  });

  it("in a room: as many as the limit, and the next is told 4429 [R22]", async () => {
    const house = await openHouse({ limits: { connectionsPerRoom: 3 } });
    const clients = ["ana", "ben", "ida"].map((who) => new RawClient(house, { who }));
    await Promise.all(clients.map((client) => client.join()));
    expect((await new RawClient(house, { who: "olga" }).close()).code).toBe(4429);
    await house.world.addDocument("draft-2");
    await new RawClient(house, { who: "olga", documentId: "draft-2" }).join();
  });
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
    const house = await openHouse();
    const ana = new RawClient(house);
    const ida = new RawClient(house, { who: "ida" });
    await Promise.all([ana.join(), ida.join()]);
    ana.send(cursorOf(4 * KiB));
    await ida.until("cursor", () => ida.received.some((m) => m.type === "awareness"));
    ana.send(cursorOf(4 * KiB + 1));
    expect((await ana.close()).code).toBe(4400);
  });
});
