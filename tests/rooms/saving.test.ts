import { describe, expect, it } from "vitest";
import { databaseLog, type RoomsOptions } from "#server/rooms/index.ts";
import { DatabaseTrouble, failing } from "./support/failing-log.ts";
import { freshRoomFixture } from "./support/room-fixture.ts";
import { openRoomServer } from "./support/room-server.ts";
import { RawClient } from "./support/raw.ts";
import { IN_SEVERAL_PROCESSES } from "./support/several-processes.ts";
import { VirtualScheduler } from "./support/virtual-scheduler.ts";

const SECRET = "attorneys only";
const QUIET = { pingMs: 3_600_000, silenceMs: 3_600_000, joinMs: 3_600_000 };

async function openTroubled(options: Partial<RoomsOptions> = {}) {
  const scheduler = new VirtualScheduler();
  const trouble = new DatabaseTrouble();
  const fixture = await freshRoomFixture();
  await fixture.addDocument("another-draft");
  const roomServer = await openRoomServer({
    fixture,
    limits: QUIET,
    wrapLog: (log) => failing(log, trouble),
    options: { scheduler, ...options },
  });
  const said = (level: string) =>
    roomServer.lines.filter(
      (line) => line.level === level && /drafts (can't be|are) saved/u.test(line.sentence),
    );
  return { scheduler, trouble, roomServer, said };
}

describe.skipIf(IN_SEVERAL_PROCESSES)("drafts that can't be saved", () => {
  it("are told at once, named at level 50 after a minute and again sparsely, and once when it works again [R12]", async () => {
    const { scheduler, trouble, roomServer, said } = await openTroubled();
    const { rooms } = roomServer;
    expect(rooms.saving()).toBe("saving");
    const ana = new RawClient(roomServer);
    await ana.join();
    trouble.failNext(Infinity);
    ana.write(SECRET);
    await scheduler.until("failed", () => rooms.saving() === "not-saving");
    await scheduler.pass(50_000);
    expect([rooms.saving(), said("error")]).toEqual(["not-saving", []]);
    await scheduler.until("for long", () => said("error").length > 0, 500);
    expect(rooms.saving()).toBe("not-saving-for-long");
    expect(said("error")[0]?.facts).toMatchObject({ documentIds: ["draft-1"], drafts: 1 });
    expect(JSON.stringify(roomServer.lines)).not.toContain(SECRET);
    for (let minute = 0; minute < 12; minute += 1) {
      for (let step = 0; step < 12; step += 1) {
        const { length } = trouble.attempts;
        await scheduler.until("tried", () => trouble.attempts.length > length, 1_000);
      }
    }
    expect(said("error").length).toBe(2);
    trouble.heal();
    await scheduler.until("saved", () => rooms.saving() === "saving", 500);
    expect(said("info")).toHaveLength(1);
    expect(await ana.barrier()).toBe("receipt");
  });

  it("are named with each commit that fails, a few of them, and never by a name or a word [R12]", async () => {
    const { scheduler, trouble, roomServer } = await openTroubled();
    const documentIds = ["a", "b", "c", "d", "e", "f"].map((letter) => `draft-${letter}`);
    for (const documentId of documentIds) await roomServer.fixture.addDocument(documentId);
    const clients = documentIds.map((documentId) => new RawClient(roomServer, { documentId }));
    for (const client of clients) await client.join();
    trouble.failNext(Infinity);
    for (const client of clients) client.write(SECRET);
    const failed = () =>
      roomServer.lines
        .filter(({ sentence }) => sentence.startsWith("a commit failed"))
        .map(({ facts }) => facts as { readonly drafts: number; readonly documentIds: string[] });
    await scheduler.until("failed alone", () => failed().length > 3, 500);
    const named = failed().find(({ drafts }) => drafts === 6)?.documentIds ?? [];
    expect(named).toHaveLength(5);
    expect(documentIds).toEqual(expect.arrayContaining(named));
    const alone = failed().find(({ drafts }) => drafts === 1)?.documentIds;
    expect(documentIds.map((id) => [id])).toContainEqual(alone);
    expect(JSON.stringify(failed())).not.toContain(SECRET);
  });

  it("don't make a process unfit that saves the others [R12]", async () => {
    const { scheduler, trouble, roomServer, said } = await openTroubled();
    trouble.badDraft = "draft-1";
    const ana = new RawClient(roomServer);
    await ana.join();
    const ida = new RawClient(roomServer, { who: "ida", documentId: "another-draft" });
    await ida.join();
    ana.write("never saved");
    await scheduler.until("named", () => said("error").length > 0, 500);
    ida.write("saved");
    let receipt: string | null = null;
    void ida.barrier().then((answer) => (receipt = answer));
    await scheduler.until("a receipt", () => receipt !== null, 100);
    expect(receipt).toBe("receipt");
    expect(roomServer.rooms.saving()).toBe("not-saving");
    trouble.badDraft = null;
    await scheduler.until("saved", () => roomServer.rooms.saving() === "saving", 500);
  });

  it("don't make a process unfit in which nobody else writes, while its database takes other writes [R12]", async () => {
    let lastWritten = 0;
    const { scheduler, trouble, roomServer, said } = await openTroubled({
      hasWritten: (withinMs) => scheduler.now() - lastWritten < withinMs,
    });
    trouble.badDraft = "draft-1";
    const ana = new RawClient(roomServer);
    await ana.join();
    ana.write("never saved");
    const isNamed = () => {
      lastWritten = scheduler.now();
      return said("error").length > 0;
    };
    await scheduler.until("named", isNamed, 500);
    expect(roomServer.rooms.saving()).toBe("not-saving");
    // Nor does the database take anything else from here on.
    await scheduler.pass(59_000);
    expect(roomServer.rooms.saving()).toBe("not-saving");
    await scheduler.pass(1_000);
    expect(roomServer.rooms.saving()).toBe("not-saving-for-long");
  });
});

describe("a row whose bytes have changed on disk", () => {
  it.each(["draftBase", "draftUpdate"] as const)(
    "keeps its draft from opening, with a line of level 50 that names it: %s [R42]",
    async (table) => {
      const fixture = await freshRoomFixture();
      const { client } = fixture.database;
      const log = databaseLog(fixture.database);
      const first = await openRoomServer({ fixture });
      const ana = new RawClient(first);
      await ana.join();
      ana.write(SECRET);
      expect(await ana.barrier()).toBe("receipt");
      if (table === "draftBase") {
        const stored = await log.load("draft-1");
        const [row] = stored?.tail ?? [];
        if (!row) throw new Error("no row");
        expect(await log.swapBase("draft-1", null, row, new Date())).toBe(true);
      }
      await first.close();
      const row = await (table === "draftBase"
        ? client.draftBase.findFirstOrThrow()
        : client.draftUpdate.findFirstOrThrow());
      const bytes = new Uint8Array(row.bytes);
      bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
      if (table === "draftBase") await client.draftBase.updateMany({ data: { bytes } });
      else await client.draftUpdate.updateMany({ data: { bytes } });
      await expect(log.load("draft-1")).rejects.toThrow("of the log of draft draft-1 is damaged");
      const second = await openRoomServer({ fixture });
      const ida = new RawClient(second, { who: "ida" });
      expect((await ida.close()).code).toBe(1013);
      const [line] = second.lines.filter(({ level }) => level === "error");
      expect(JSON.stringify(line)).toContain("draft-1");
      expect(JSON.stringify(second.lines)).not.toContain(SECRET);
    },
  );
});
