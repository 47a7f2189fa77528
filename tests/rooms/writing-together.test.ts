import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { openRoomServer } from "./support/room-server.ts";
import { RawClient } from "./support/raw.ts";
import { eventually, openStock, rootOf, writeParagraph } from "./support/stock.ts";

describe("two people in one draft", () => {
  it("see each other's words, with stock y-websocket clients that send no barriers [R10, R11]", async () => {
    const roomServer = await openRoomServer();
    const ana = openStock(roomServer, { who: "ana" });
    const ida = openStock(roomServer, { who: "ida" });
    await eventually("both in sync", () => ana.provider.synced && ida.provider.synced);
    writeParagraph(ana.doc, "We request the records.");
    await eventually("Ida reads Ana", () => rootOf(ida.doc).toString().includes("records"));
    writeParagraph(ida.doc, "And the e-mails.");
    await eventually("Ana reads Ida", () => rootOf(ana.doc).toString().includes("e-mails"));
    expect(rootOf(ana.doc).toString()).toBe(rootOf(ida.doc).toString());
    const state = await roomServer.rooms.read(roomServer.fixture.documentId);
    const kept = new Y.Doc();
    Y.applyUpdate(kept, state!.bytes);
    expect(rootOf(kept).toString()).toBe(rootOf(ana.doc).toString());
  });

  it("see each other's carets under the name that the session says, not the client [R14]", async () => {
    const roomServer = await openRoomServer();
    const ana = openStock(roomServer, { who: "ana" });
    const ida = openStock(roomServer, { who: "ida" });
    await eventually("both in sync", () => ana.provider.synced && ida.provider.synced);
    ana.provider.awareness.setLocalState({
      user: { name: "Judge Example", color: "#ff0000" },
      cursor: { anchor: 1, head: 2 },
      secret: "x",
    });
    await eventually("Ida sees a caret", () => {
      const state = ida.provider.awareness.getStates().get(ana.doc.clientID);
      return state?.cursor !== null && state?.cursor !== undefined;
    });
    const state = ida.provider.awareness.getStates().get(ana.doc.clientID);
    expect(state).toEqual({
      cursor: { anchor: 1, head: 2 },
      user: {
        id: "user-ana",
        name: "Ana Example",
        organization: "Council",
        organizationId: "council",
        colour: 0,
        color: "#336699",
      },
    });
  });

  it("find all of it again after everybody left and the server started anew [R9, R10]", async () => {
    const first = await openRoomServer();
    const ana = new RawClient(first);
    await ana.join();
    const doc = new Y.Doc();
    doc.on("update", (update: Uint8Array) => ana.update(update));
    writeParagraph(doc, "one");
    writeParagraph(doc, "two");
    expect(await ana.barrier()).toBe("receipt");
    await first.close();
    const second = await openRoomServer({ fixture: first.fixture });
    const ben = new RawClient(second, { who: "ben" });
    await ben.join();
    expect(rootOf(ben.doc()).toString()).toBe(rootOf(doc).toString());
  });
});
