import * as encoding from "lib0/encoding";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { CLOSE } from "#app/protocol/close-codes.ts";
import { LIMITS } from "#app/protocol/limits.ts";
import { encodeSyncStep1, MESSAGE } from "#app/protocol/messages.ts";
import { RecentRefusals } from "#server/rooms/gate/recent-refusals.ts";
import { encodeSyncUpdate } from "#tests/support/client-messages.ts";
import { openRoomServer, type RoomServer } from "./support/room-server.ts";
import { RawClient, type RawOptions } from "./support/raw.ts";
import { rootOf, turns, writeParagraph } from "./support/stock.ts";
import { IN_SEVERAL_PROCESSES } from "./support/several-processes.ts";
import { VirtualScheduler } from "./support/virtual-scheduler.ts";

const SECRET = "attorneys only";

/** The update of a document in which one thing was done, and words beside it. */
function wrong(act: (doc: Y.Doc, root: Y.XmlText) => void): Uint8Array {
  const doc = new Y.Doc();
  writeParagraph(doc, SECRET);
  act(doc, rootOf(doc));
  return encodeSyncUpdate(Y.encodeStateAsUpdate(doc));
}

const element = (name: string, attributes: Record<string, unknown> = {}) => {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string);
  return made;
};

const awareness = (state: string) =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((inner) => {
        for (const number of [1, 7, 1]) encoding.writeVarUint(inner, number);
        encoding.writeVarString(inner, state);
      }),
    );
  });

describe("a refused message says why in the close frame", () => {
  it.each<[string, Uint8Array | string]>([
    ["an unknown message", Uint8Array.of(99)],
    ["an unknown sync step", Uint8Array.of(0, 9, 0)],
    ["does not decode", Uint8Array.of(0, 2, 200)],
    ["does not decode", encodeSyncUpdate(Uint8Array.of(1, 2, 3))],
    ["bytes left over", Uint8Array.of(0, 2, 2, 0, 0, 7)],
    ["a message of text", SECRET],
    ["too large", new Uint8Array(9 * 1024 * 1024)],
    ["too large", encodeSyncUpdate(new Uint8Array(2 * 1024 * 1024))],
    ["a state that is no JSON", awareness(SECRET)],
    ["a state is no object", awareness(JSON.stringify(SECRET))],
    ["a cursor too large", awareness(JSON.stringify({ cursor: SECRET.repeat(1_000) }))],
    ["an unknown element", wrong((_, root) => root.insertEmbed(0, element("script")))],
    [
      "an unknown attribute",
      wrong((_, root) => root.insertEmbed(0, element("block", { [SECRET]: "x" }))),
    ],
    [
      "a value that its attribute can't have",
      wrong((_, root) => root.insertEmbed(0, element("block", { level: 99 }))),
    ],
    ["an unknown format", wrong((_, root) => root.format(1, 3, { bold: SECRET }))],
    ["what a flow doesn't hold", wrong((_, root) => root.insertEmbed(0, { [SECRET]: 1 }))],
    ["another root", wrong((doc) => doc.getText(SECRET).insert(0, SECRET))],
    ["another shared type", wrong((_, root) => root.insertEmbed(0, new Y.Array()))],
  ])("%s [R2, R6]", async (why, message) => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.ws.send(message);
    const closed = await ana.close();
    expect(closed).toEqual({ code: CLOSE.malformed, reason: `the message was malformed: ${why}` });
    expect(Buffer.byteLength(closed.reason)).toBeLessThanOrEqual(123);
    expect(closed.reason).not.toContain(SECRET);
  });
});

/** Joins, and sends what no server takes; resolves with its close code. */
async function refusedOnce(roomServer: RoomServer, options: RawOptions = {}): Promise<number> {
  const client = new RawClient(roomServer, options);
  await client.open();
  client.send(Uint8Array.of(99));
  return (await client.close()).code;
}

/** Joins, without waiting for anything but that the server read it. */
async function joining(roomServer: RoomServer, options: RawOptions = {}) {
  const client = new RawClient(roomServer, options);
  await client.open();
  client.send(encodeSyncStep1(Uint8Array.of(0)));
  return client;
}
const isIn = (client: RawClient) => client.received.some(({ type }) => type === "step2");

async function openSlowed() {
  const scheduler = new VirtualScheduler();
  const roomServer = await openRoomServer({
    options: { scheduler },
    limits: { refusalsAtOnce: 2, pingMs: 10 * 60_000, silenceMs: 10 * 60_000 },
  });
  return { scheduler, roomServer };
}

describe("a client that comes back after it was refused for good", () => {
  it("is free five times within a minute, and waits half a second to five seconds after that [R41]", () => {
    let now = 0;
    const refusals = new RecentRefusals(LIMITS.refusalsAtOnce, () => now);
    const waits = Array.from({ length: 11 }, () => {
      refusals.add("ana");
      return refusals.waitOf("ana");
    });
    expect(waits).toEqual([0, 0, 0, 0, 0, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    now = 59_999;
    expect(refusals.waitOf("ana")).toBe(5_000);
    now = 60_000;
    expect(refusals.waitOf("ana")).toBe(0);
  });

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "waits at the door from the third time on, longer each time, and is let in then [R41]",
    async () => {
      const { scheduler, roomServer } = await openSlowed();
      for (let time = 0; time < 2; time += 1)
        expect(await refusedOnce(roomServer)).toBe(CLOSE.malformed);
      expect(isIn(await joinedSoon(roomServer))).toBe(true);
      expect(await refusedOnce(roomServer)).toBe(CLOSE.malformed);
      const slowed = await joining(roomServer);
      await scheduler.pass(499);
      expect(isIn(slowed)).toBe(false);
      await scheduler.pass(1);
      await slowed.until("let in", () => isIn(slowed));
      slowed.send(Uint8Array.of(99));
      await slowed.close();
      const slower = await joining(roomServer);
      await scheduler.pass(999);
      expect(isIn(slower)).toBe(false);
      await scheduler.pass(1);
      await slower.until("let in", () => isIn(slower));
      // A minute later it is as if nothing had been.
      await scheduler.pass(60_000);
      expect(isIn(await joinedSoon(roomServer))).toBe(true);
    },
  );

  it("is slowed alone: not other people, not other drafts, not who was cut off or told to come back [R41]", async () => {
    const { roomServer } = await openSlowed();
    await roomServer.fixture.addDocument("another-draft");
    for (let time = 0; time < 3; time += 1) await refusedOnce(roomServer);
    expect(isIn(await joinedSoon(roomServer, { who: "ida" }))).toBe(true);
    expect(isIn(await joinedSoon(roomServer, { documentId: "another-draft" }))).toBe(true);
    for (let time = 0; time < 5; time += 1) {
      const client = await joinedSoon(roomServer, { who: "ida" });
      expect(isIn(client)).toBe(true);
      if (time % 2 === 0) client.ws.terminate();
      else roomServer.rooms.revoke({ userId: "nobody" });
    }
    expect(isIn(await joinedSoon(roomServer, { who: "ida" }))).toBe(true);
  });

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "is known by its address where it has no session [R41]",
    async () => {
      const { scheduler, roomServer } = await openSlowed();
      const nobody = { who: null };
      for (let time = 0; time < 3; time += 1) {
        const client = new RawClient(roomServer, nobody);
        expect((await client.close()).code).toBe(CLOSE.signInAgain);
      }
      const slowed = new RawClient(roomServer, nobody);
      await slowed.open();
      await turns();
      expect(slowed.closed).toBeNull();
      await scheduler.pass(500);
      expect((await slowed.close()).code).toBe(CLOSE.signInAgain);
    },
  );
});

async function joinedSoon(roomServer: RoomServer, options: RawOptions = {}) {
  const client = await joining(roomServer, options);
  await client.until("let in", () => isIn(client));
  return client;
}
