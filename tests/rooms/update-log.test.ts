import { describe, expect, it } from "vitest";
import type { Database } from "#server/database/index.ts";
import { databaseLog } from "#server/rooms/index.ts";
import { prismaLog } from "#server/rooms/log/database-log.ts";
import type { UpdateLog } from "#server/rooms/log/update-log.ts";
import { MemoryLog } from "./support/memory-log.ts";
import { describeUpdateLog, type LogUnderTest } from "./support/update-log.contract.ts";
import { freshRoomFixture } from "./support/room-fixture.ts";

describeUpdateLog("memory", async () => {
  const log = new MemoryLog();
  return {
    log,
    addDraft: async (documentId) => log.addDraft(documentId),
    setStatus: async (documentId, status) => log.setStatus(documentId, status),
    reopen: async (documentId) => {
      log.change(documentId, (status) => ({
        ...status,
        status: "draft",
        generation: status.generation + 1,
      }));
    },
    authorship: async (documentId) => log.authorship(documentId),
  };
});

const logs: [string, (database: Database) => UpdateLog][] = [
  ["the database", databaseLog],
  ["the database, by way of Prisma", ({ client }) => prismaLog(client)],
];

for (const [name, open] of logs) describeUpdateLog(name, () => openLog(open));

async function openLog(open: (database: Database) => UpdateLog): Promise<LogUnderTest> {
  const fixture = await freshRoomFixture();
  return {
    log: open(fixture.database),
    addDraft: (documentId) => fixture.addDocument(documentId),
    setStatus: (documentId, status) => fixture.setStatus(documentId, status),
    reopen: (documentId) => fixture.reopen(documentId),
    authorship: (documentId) => fixture.authorship(documentId),
  };
}

describe.each(logs)("the log of %s", (_name, open) => {
  it("writes times that the rest of the application reads [R9]", async () => {
    const fixture = await freshRoomFixture();
    const at = new Date("2026-02-03T10:11:12.345Z");
    const update = Uint8Array.of(0, 0);
    const authorship = ["user-ana", "user-ida"].map((userId) => ({
      userId,
      ranges: Uint8Array.of(1),
    }));
    const bindings = [{ clientId: 1, userId: "user-ana" }];
    await open(fixture.database).commit(
      [{ documentId: "draft-1", generation: 1, update, authorship, bindings }],
      at,
    );
    const { client } = fixture.database;
    expect((await client.document.findFirstOrThrow()).editedAt).toEqual(at);
    expect((await client.draftUpdate.findFirstOrThrow()).committedAt).toEqual(at);
    expect((await fixture.authorship()).map((row) => row.at)).toEqual([at, at]);
    expect((await client.draftAuthorship.findFirstOrThrow()).at).toEqual(at);
    expect((await client.draftBinding.findFirstOrThrow()).boundAt).toEqual(at);
  });

  it("loads a draft of one moment while its base is being swapped [R19]", async () => {
    const fixture = await freshRoomFixture();
    const log = open(fixture.database);
    const update = Uint8Array.of(0, 0);
    const batch = { documentId: "draft-1", generation: 1, authorship: [], bindings: [], update };
    let from: number | null = null;
    for (let sequence = 1; sequence <= 30; sequence += 1) {
      const base = { sequence: sequence - 1, bytes: update };
      const [outcomes, stored, swapped] = await Promise.all([
        log.commit([batch], new Date()),
        log.load("draft-1"),
        sequence > 1 ? log.swapBase("draft-1", from, base, new Date()) : false,
      ]);
      expect(outcomes).toEqual([{ kind: "committed", sequence }]);
      expect(stored!.tail.length + (stored!.base?.sequence ?? 0)).toBe(stored!.sequence);
      if (swapped) from = base.sequence;
    }
  });
});
