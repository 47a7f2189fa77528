import * as encoding from "lib0/encoding";
import { describe, expect, it } from "vitest";
import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { MESSAGE } from "#app/protocol/messages.ts";
import { encodeSyncStep2, encodeSyncUpdate } from "#tests/support/client-messages.ts";
import { COUNCIL, ILRC } from "#tests/support/cast.ts";
import { rootOf, writeParagraph } from "./support/stock.ts";
import { openRoomServer } from "./support/room-server.ts";
import { RawClient, type RawOptions } from "./support/raw.ts";
import { VirtualScheduler } from "./support/virtual-scheduler.ts";
import { IN_SEVERAL_PROCESSES } from "./support/several-processes.ts";

/** A version's page: it hears of the draft, and nothing else. */
const LISTENS: RawOptions = { listens: true };

/** The threads and the draft's status that a client was told of. */
const notices = ({ received }: RawClient) =>
  received.flatMap((message) => (message.type === "notice" ? [message.notice] : []));
const threadsTold = (client: RawClient) =>
  notices(client).flatMap((notice) => (notice.kind === "threads" ? notice.ids : []));
const statuses = (client: RawClient) =>
  notices(client).flatMap((notice) => (notice.kind === "status" ? [notice.status] : []));

/** The message with which a page says where its cursor is. */
function presence(): Uint8Array {
  const states = new Awareness(new Y.Doc());
  states.setLocalState({ cursor: null });
  const payload = encodeAwarenessUpdate(states, [states.clientID]);
  states.destroy();
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

describe("who only listens", () => {
  it("comes in as everybody does: signed in, with access, of the same schema [R39, R2, R3, R4]", async () => {
    const roomServer = await openRoomServer();
    const codeFor = async (options: RawOptions) =>
      (await new RawClient(roomServer, { ...LISTENS, ...options }).close()).code;
    expect(await codeFor({ who: null })).toBe(4401);
    expect(await codeFor({ who: "stranger" })).toBe(4404);
    expect(await codeFor({ documentId: "no-such-draft" })).toBe(4404);
    expect(await codeFor({ schema: 2 })).toBe(4426);
    const refused = new RawClient(roomServer, { ...LISTENS, origin: "https://evil.example" });
    expect(await refused.until("refusal", () => refused.refused)).toBe(403);
    await new RawClient(roomServer, { ...LISTENS, who: "olga" }).join();
  });

  it("has no draft loaded for it, whatever it is told [R39]", async () => {
    const roomServer = await openRoomServer();
    const olga = new RawClient(roomServer, { ...LISTENS, who: "olga" });
    await olga.join();
    expect(await olga.barrier()).toBe("receipt");
    roomServer.rooms.threadsChanged(roomServer.fixture.documentId, ["t1"], null);
    await olga.until("told", () => threadsTold(olga).includes("t1"));
    expect(roomServer.rooms.stats()).toMatchObject({ connections: 1, joining: 0, rooms: 0 });
  });

  it("is told of threads as their readers are: of one organization's only its people [R39, M2, M5]", async () => {
    const roomServer = await openRoomServer();
    const { documentId } = roomServer.fixture;
    const ana = new RawClient(roomServer, LISTENS);
    const olga = new RawClient(roomServer, { ...LISTENS, who: "olga" });
    for (const client of [ana, olga]) {
      await client.join();
      await client.barrier();
    }
    const { rooms } = roomServer;
    rooms.threadsChanged(documentId, ["ours"], COUNCIL.id);
    rooms.threadsChanged(documentId, ["theirs"], ILRC.id);
    rooms.threadsChanged(documentId, ["everybody's"], null);
    rooms.threadsChanged("another-draft", ["of another draft"], null);
    for (const client of [ana, olga]) {
      await client.until("told", () => threadsTold(client).includes("everybody's"));
      await client.roundTrip();
    }
    expect(threadsTold(ana)).toEqual(["ours", "everybody's"]);
    expect(threadsTold(olga)).toEqual(["theirs", "everybody's"]);
  });

  it("is told the draft's status at its first barrier, and whenever it changes [R39, R16]", async () => {
    const roomServer = await openRoomServer();
    const { fixture, rooms } = roomServer;
    const olga = new RawClient(roomServer, { ...LISTENS, who: "olga" });
    await olga.join();
    expect(await olga.barrier()).toBe("receipt");
    expect(notices(olga)).toEqual([
      { kind: "status", access: "read", status: "draft", generation: 1 },
    ]);
    await fixture.setStatus(fixture.documentId, "in_review");
    await rooms.documentChanged(fixture.documentId);
    await olga.until("told", () => statuses(olga).length === 2);
    // A draft that is open again closes who writes in it, and not who listens.
    await fixture.reopen(fixture.documentId);
    await rooms.documentChanged(fixture.documentId);
    await olga.until("told", () => statuses(olga).length === 3);
    expect(statuses(olga)).toEqual(["draft", "in_review", "draft"]);
    expect(olga.closed).toBeNull();
  });

  it("is sent no word of the draft and nobody's presence, and nobody sees it [R39, R14]", async () => {
    const roomServer = await openRoomServer();
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.write("before");
    ana.send(presence());
    expect(await ana.barrier()).toBe("receipt");
    const ida = new RawClient(roomServer, { ...LISTENS, who: "ida" });
    await ida.join();
    const heard = ana.received.length;
    // Whatever it asks for.
    ida.send(Uint8Array.of(MESSAGE.queryAwareness));
    ida.send(presence());
    ida.send(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, MESSAGE.sync);
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarUint8Array(encoder, Uint8Array.of(0));
      }),
    );
    expect(await ida.barrier()).toBe("receipt");
    ana.write("after");
    expect(await ana.barrier()).toBe("receipt");
    await ida.roundTrip();
    const others = ida.received.filter(({ type }) => !["notice", "receipt"].includes(type));
    expect(others.map(({ type }) => type)).toEqual(["step2", "step1", "step2", "step1"]);
    for (const message of others) {
      if ("bytes" in message) expect(message.bytes.every((byte) => byte === 0)).toBe(true);
    }
    expect(ana.received.slice(heard).map(({ type }) => type)).toEqual(["receipt"]);
  });

  it("can write nothing, as a drafter neither, in whatever message [R39, R8]", async () => {
    const roomServer = await openRoomServer();
    const reader = new RawClient(roomServer, { who: "ida" });
    await reader.join();
    const words = new Y.Doc();
    writeParagraph(words, "smuggled in");
    const update = Y.encodeStateAsUpdate(words);
    for (const message of [encodeSyncUpdate(update), encodeSyncStep2(update)]) {
      const ana = new RawClient(roomServer, LISTENS);
      await ana.join();
      ana.send(message);
      expect(await ana.barrier()).toBe("read-only");
      expect(notices(ana)).toContainEqual({ kind: "read-only" });
      // And from then on.
      expect(await ana.barrier()).toBe("read-only");
    }
    const malformed = new RawClient(roomServer, LISTENS);
    await malformed.join();
    malformed.send(Uint8Array.of(MESSAGE.notice, 0));
    expect((await malformed.close()).code).toBe(4400);
    const large = new RawClient(roomServer, LISTENS);
    await large.join();
    large.send(encodeSyncStep2(new Uint8Array(2 ** 20)));
    expect((await large.close()).code).toBe(4400);
    expect(await reader.barrier()).toBe("receipt");
    expect(rootOf(reader.doc()).toString()).not.toContain("smuggled");
    expect(await roomServer.fixture.authorship()).toEqual([]);
  });

  it("goes when its rights or its session do, and hears nothing more [R39, R5]", async () => {
    const roomServer = await openRoomServer({ options: { scheduler: new VirtualScheduler() } });
    const { fixture, rooms } = roomServer;
    const ana = new RawClient(roomServer, LISTENS);
    const ida = new RawClient(roomServer, { ...LISTENS, who: "ida" });
    const olga = new RawClient(roomServer, { ...LISTENS, who: "olga" });
    for (const client of [ana, ida, olga]) await client.join();
    fixture.endSession("ida");
    rooms.revoke({ userId: fixture.userIdOf("ida") });
    expect((await ida.close()).code).toBe(4401);
    fixture.leaveMatter(ILRC.id);
    rooms.revoke({ matterId: fixture.matterId });
    rooms.threadsChanged(fixture.documentId, ["theirs"], ILRC.id);
    expect((await olga.close()).code).toBe(4404);
    expect((await ana.close()).code).toBe(1012);
    expect([...threadsTold(olga), ...threadsTold(ana)]).toEqual([]);
  });

  it.skipIf(IN_SEVERAL_PROCESSES)(
    "counts among the connections of its draft and its person [R39, R22]",
    async () => {
      const roomServer = await openRoomServer({ limits: { connectionsPerPersonAndRoom: 2 } });
      await new RawClient(roomServer).join();
      const second = new RawClient(roomServer, LISTENS);
      await second.join();
      for (const options of [LISTENS, {}]) {
        expect((await new RawClient(roomServer, options).close()).code).toBe(4429);
      }
      second.ws.close();
      await second.close();
      await new RawClient(roomServer).join();
    },
  );

  it("that says nothing is closed in time [R39, R1]", async () => {
    const scheduler = new VirtualScheduler();
    const roomServer = await openRoomServer({ options: { scheduler } });
    const silent = new RawClient(roomServer, LISTENS);
    await silent.open();
    await silent.roundTrip();
    await scheduler.pass(11_000);
    expect((await silent.close()).code).toBe(1013);
  });
});
