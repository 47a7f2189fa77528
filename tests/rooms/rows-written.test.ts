import { describe, expect, it } from "vitest";
import { decodeAuthorship } from "#app/protocol/authorship.ts";
import { editByCommand } from "./support/command-edit.ts";
import { openRoomServer } from "./support/room-server.ts";
import { eventually, openStock, rootOf, writeParagraph } from "./support/stock.ts";

describe("a row that a command writes", () => {
  it("is relayed to everybody after its commit, and what they type goes on behind it [R40]", async () => {
    const roomServer = await openRoomServer();
    const { fixture, rooms } = roomServer;
    const ana = openStock(roomServer);
    const ida = openStock(roomServer, { who: "ida" });
    await eventually("in sync", () => ana.provider.synced && ida.provider.synced);
    writeParagraph(ida.doc, "before");
    await eventually("relayed", () => rootOf(ana.doc).toString().includes("before"));
    const edit = await editByCommand(fixture, "accepted");
    const sequence = await edit.store();
    expect(sequence).not.toBeNull();
    const all = (of: typeof ana) => rootOf(of.doc).toString();
    expect(all(ida)).not.toContain("accepted");
    // Words that are committed before the room has heard of the row stand behind it in the log.
    writeParagraph(ida.doc, "at once");
    await eventually("relayed", () => all(ana).includes("at once"));
    await rooms.rowsWritten(fixture.documentId, sequence ?? 0);
    await eventually("told", () => all(ana).includes("accepted") && all(ida).includes("accepted"));
    writeParagraph(ana.doc, "after");
    await eventually("the same", () => all(ida).includes("after") && all(ana) === all(ida));
    const authorship = await fixture.authorship();
    const own = authorship.filter(({ ranges }) =>
      decodeAuthorship(ranges).inserted.has(edit.clientId),
    );
    expect(own.map(({ userId }) => userId)).toEqual([fixture.userIdOf("ana")]);
    expect(authorship.map((each) => each.sequence)).toEqual([1, 2, 3, 4]);
  });

  it("is not written where the draft moved on, is frozen, or of another generation [R40, R16, R17]", async () => {
    const roomServer = await openRoomServer();
    const { fixture } = roomServer;
    const { documentId, database } = fixture;
    const ana = openStock(roomServer);
    await eventually("in sync", () => ana.provider.synced);
    const edit = await editByCommand(fixture, "accepted");
    const other = await editByCommand(fixture, "accepted too");
    expect(await edit.store()).toBe(1);
    expect(await other.store()).toBeNull();
    const late = await editByCommand(fixture, "late");
    await fixture.setStatus(documentId, "in_review");
    expect(await late.store()).toBeNull();
    await fixture.reopen(documentId);
    expect(await late.store()).toBeNull();
    expect(await database.client.draftUpdate.count()).toBe(1);
    expect(await database.client.draftBinding.count({ where: { clientId: edit.clientId } })).toBe(
      1,
    );
  });

  it("is read by a room that opens later, and nobody need be there [R40, R20]", async () => {
    const roomServer = await openRoomServer();
    const { fixture, rooms } = roomServer;
    const edit = await editByCommand(fixture, "accepted");
    const sequence = await edit.store();
    await rooms.rowsWritten(fixture.documentId, sequence ?? 0);
    const ida = openStock(roomServer, { who: "ida" });
    await eventually("there", () => ida.provider.synced);
    expect(rootOf(ida.doc).toString()).toContain("accepted");
  });
});
