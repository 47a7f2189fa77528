import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { RoomProvider } from "#app/editor/session/room-provider.ts";
import { RoomDouble } from "./room-double.ts";

/** y-websocket looks after its socket in real intervals; here time is told. */
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  for (const close of open.splice(0)) close();
  vi.useRealTimers();
});

const open: (() => void)[] = [];

function page(room: RoomDouble, keptChanges = 0) {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  const provider = new RoomProvider({
    doc,
    awareness,
    serverUrl: "ws://desk.test/rooms",
    documentId: "document-1",
    schema: 1,
    generation: 3,
    keptChanges,
    WebSocketPolyfill: room.WebSocket,
  });
  open.push(() => {
    provider.destroy();
    doc.destroy();
  });
  const type = (text: string) => doc.getText("default").insert(doc.getText("default").length, text);
  return { doc, awareness, provider, type };
}

async function moment(ms = 30): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

describe("the page's side of a room", () => {
  it("[R4][R17] says its schema and its draft's generation in the address", async () => {
    const room = new RoomDouble();
    page(room).provider.connect();
    await moment();
    expect(room.socket.url).toBe("ws://desk.test/rooms/document-1?schema=1&generation=3");
  });

  it("[R11] sends its first barrier after its own step 2", async () => {
    const room = new RoomDouble();
    page(room).provider.connect();
    await moment();
    const { heard } = room.socket;
    expect(heard).toContain("barrier");
    expect(heard.indexOf("barrier")).toBeGreaterThan(heard.indexOf("step2"));
  });

  it("[R11] counts a change as unsaved until the barrier after it is back", async () => {
    const room = new RoomDouble();
    const { provider, type } = page(room);
    provider.connect();
    await moment();
    expect(provider.state).toMatchObject({ connection: "live", unsaved: 0 });

    room.commitsAtOnce = false;
    type("a");
    await moment();
    expect(provider.state.unsaved).toBe(1);
    room.socket.commit();
    expect(provider.state.unsaved).toBe(0);
    expect(room.text).toBe("a");
  });

  it("[R11] has one barrier on its way at most, and the next covers what came meanwhile", async () => {
    const room = new RoomDouble();
    const { provider, type } = page(room);
    provider.connect();
    await moment();
    room.commitsAtOnce = false;
    type("a");
    await moment();
    for (const letter of "bcdef") type(letter);
    await moment();
    expect(room.socket.barriers).toHaveLength(1);
    room.socket.commit();
    expect(provider.state.unsaved).toBe(5);
    room.socket.commit();
    expect(provider.state.unsaved).toBe(0);
  });

  it("[R11] does not call words saved that were typed between two barriers on a dead socket", async () => {
    const room = new RoomDouble();
    const { provider, type } = page(room);
    provider.connect();
    await moment();
    room.commitsAtOnce = false;
    type("lost on the way ");
    room.reachable = false;
    room.socket.end(1006);
    await moment(5_000);
    expect(provider.state).toMatchObject({ connection: "offline", unsaved: 1 });
    type("and offline");

    room.reachable = true;
    room.commitsAtOnce = true;
    await moment(5_000);
    expect(provider.state).toMatchObject({ connection: "live", unsaved: 0 });
    expect(room.text).toBe("lost on the way and offline");
  });

  it("[R11] counts words that the device kept as unsaved until the first barrier is back", async () => {
    const room = new RoomDouble();
    const { provider } = page(room, 12);
    expect(provider.state.unsaved).toBe(12);
    provider.connect();
    await moment();
    expect(provider.state.unsaved).toBe(0);
  });

  it("does not count other people's words as changes made here", async () => {
    const room = new RoomDouble();
    const { provider, doc } = page(room);
    provider.connect();
    await moment();
    const other = new Y.Doc();
    other.getText("default").insert(0, "theirs");
    room.socket.relay(Y.encodeStateAsUpdate(other));
    expect(doc.getText("default").toString()).toBe("theirs");
    expect(provider.state.unsaved).toBe(0);
  });

  it("[R6] after `resync` sends the rest and asks again behind it", async () => {
    const room = new RoomDouble();
    const { provider, type } = page(room);
    provider.connect();
    await moment();
    room.commitsAtOnce = false;
    type("with a gap");
    room.socket.refuse("resync");
    expect(provider.state).toMatchObject({ unsaved: 1, refused: null });
    expect(room.socket.barriers).toHaveLength(0);
    room.socket.askForTheRest();
    await moment();
    expect(room.socket.barriers).toHaveLength(1);
    room.socket.commit();
    expect(provider.state.unsaved).toBe(0);
    expect(room.text).toBe("with a gap");
  });

  it.each(["frozen", "read-only"] as const)(
    "[R8][R17] keeps words refused as %s unsaved",
    async (code) => {
      const room = new RoomDouble();
      const { provider, type, doc } = page(room);
      provider.connect();
      await moment();
      room.commitsAtOnce = false;
      type("too late");
      await moment();
      room.socket.refuse(code);
      await moment(10_000);
      expect(provider.state).toMatchObject({ unsaved: 1, refused: code, access: "read" });
      expect(doc.getText("default").toString()).toBe("too late");
    },
  );

  it("[R22] asks again after a draft was full only once something has changed", async () => {
    const room = new RoomDouble();
    const { provider, type } = page(room);
    provider.connect();
    await moment();
    room.commitsAtOnce = false;
    type("too much");
    await moment();
    room.socket.refuse("draft-full");
    await moment(10_000);
    expect(room.socket.barriers).toHaveLength(0);
    expect(provider.state).toMatchObject({ unsaved: 1, refused: "draft-full" });
    type(".");
    await moment();
    expect(room.socket.barriers).toHaveLength(1);
    room.socket.commit();
    expect(provider.state).toMatchObject({ unsaved: 0, refused: null });
  });

  it("[R12] says that a commit is late when the room says so or no receipt comes", async () => {
    const room = new RoomDouble();
    const { provider, type } = page(room);
    provider.connect();
    await moment();
    room.commitsAtOnce = false;
    type("a");
    await moment(1_000);
    expect(provider.state.late).toBe(false);
    room.socket.notice({ kind: "not-saved-yet" });
    expect(provider.state.late).toBe(true);
    room.socket.notice({ kind: "saving-again" });
    expect(provider.state.late).toBe(false);
    await moment(10_000);
    expect(provider.state.late).toBe(true);
    room.socket.commit();
    expect(provider.state).toMatchObject({ late: false, unsaved: 0 });
  });

  it.each([
    [4400, "malformed"],
    [4401, "signed-out"],
    [4404, "no-such-draft"],
    [4426, "reload"],
    [4429, "too-many"],
    [4444, "unknown"],
  ] as const)("[R2] stops reconnecting after %i and says why", async (code, ending) => {
    const room = new RoomDouble();
    const { provider } = page(room);
    provider.connect();
    await moment();
    room.socket.end(code);
    await moment(60_000);
    expect(provider.state).toMatchObject({ connection: "ended", ending });
    expect(room.sockets).toHaveLength(1);
  });

  it.each([1006, 1012, 1013])("[R2] comes back after %i", async (code) => {
    const room = new RoomDouble();
    const { provider } = page(room);
    provider.connect();
    await moment();
    room.socket.end(code);
    await moment(5_000);
    expect(provider.state.connection).toBe("live");
    expect(room.sockets.length).toBeGreaterThan(1);
  });

  it("[R7] tells of a client id that is someone else's", async () => {
    const room = new RoomDouble();
    const { provider } = page(room);
    const told = vi.fn<() => void>();
    provider.on("foreign-client", told);
    provider.connect();
    await moment();
    room.socket.end(4409);
    expect(told).toHaveBeenCalledTimes(1);
  });

  it("[R16] takes access and status from the room's notices", async () => {
    const room = new RoomDouble();
    const { provider } = page(room);
    provider.connect();
    await moment();
    room.socket.notice({ kind: "status", access: "read", status: "in_review", generation: 3 });
    expect(provider.state).toMatchObject({ access: "read", status: "in_review" });
  });

  it("[R14] sends its own cursor and nobody else's, several moves in one message", async () => {
    const room = new RoomDouble();
    const { awareness, provider } = page(room);
    provider.connect();
    await moment(200);
    const before = room.socket.heard.filter((type) => type === "awareness").length;
    for (let move = 0; move < 20; move += 1) awareness.setLocalStateField("cursor", { move });
    await moment(200);
    const after = room.socket.heard.filter((type) => type === "awareness").length;
    expect(after - before).toBe(1);
  });

  it("after a sleep opens a new socket where the old one no longer answers", async () => {
    const room = new RoomDouble();
    const { provider } = page(room);
    provider.connect();
    await moment();
    const dead = room.socket;
    dead.send = () => {};
    // The machine sleeps: the clock goes on, timers do not.
    vi.setSystemTime(Date.now() + 25_000);
    await moment(6_000);
    expect(room.sockets.length).toBeGreaterThan(1);
    expect(provider.state.connection).toBe("live");
  });

  it("says “offline” where a socket opens and nothing comes on it, and is live once it does", async () => {
    const room = new RoomDouble();
    room.arrives = false;
    const { provider, type } = page(room);
    provider.connect();
    await moment(1_000);
    type("on the train");
    expect(provider.state.connection).toBe("connecting");
    await moment(6_000);
    expect(provider.state).toMatchObject({ connection: "offline", unsaved: 1 });
    room.arrives = true;
    room.socket.end(1006);
    await moment(6_000);
    expect(provider.state).toMatchObject({ connection: "live", unsaved: 0 });
    expect(room.text).toBe("on the train");
  });

  it("after a sleep keeps a socket that still answers", async () => {
    const room = new RoomDouble();
    const { provider } = page(room);
    provider.connect();
    await moment();
    vi.setSystemTime(Date.now() + 25_000);
    await moment(6_000);
    expect(room.sockets).toHaveLength(1);
    expect(provider.state.connection).toBe("live");
  });
});
