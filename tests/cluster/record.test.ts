import { describe, expect, it } from "vitest";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { loadActor } from "#server/auth/index.ts";
import { openDatabase } from "#server/database/index.ts";
import { renameDocument } from "#server/services/documents/rename.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { followRecord, type RecordFollower } from "#server/services/follow-record.ts";
import { setRoles } from "#server/services/organizations/set-roles.ts";
import { archiveMatter, showArchive, unarchiveMatter } from "#server/services/matters/archive.ts";
import { leaveMatter } from "#server/services/matters/leave.ts";
import { RIGHTS_CHANGED } from "#server/services/rights-changed.ts";
import type { Resources } from "#server/services/resources.ts";
import { COUNCIL, CAST, ILRC, MATTER, type CastPerson } from "#tests/support/cast.ts";
import { CAST_AT, personRow } from "#tests/support/cast-rows.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";
import { freshRoomFixture } from "#tests/rooms/support/room-fixture.ts";
import { eventually } from "#tests/rooms/support/stock.ts";
import { value } from "#tests/services/workspace.ts";
import { VirtualScheduler } from "#tests/rooms/support/virtual-scheduler.ts";

/** A process that follows the record, and another one, or a command, that writes to the same database. */
async function openFollower() {
  const fixture = await freshRoomFixture();
  const { client } = fixture.database;
  for (const person of [CAST.ana, CAST.ben, CAST.ida, CAST.olga] satisfies CastPerson[]) {
    const roles = person === CAST.ben ? person.roles : [...person.roles, "admin" as const];
    await client.user.create({ data: personRow({ ...person, roles }) });
  }
  for (const [position, { id: organizationId }] of MATTER.parties.entries()) {
    await client.matterParty.create({
      data: { matterId: MATTER.id, organizationId, position, addedAt: CAST_AT },
    });
  }
  const told: unknown[] = [];
  // Its own lines are noted behind their commit: only then is the record read.
  const scheduler = new VirtualScheduler();
  const log = { warn: () => undefined };
  const follower = await followRecord({
    database: fixture.database,
    rooms: {
      revoke: (affected, recordedAt) => told.push({ ...affected, recordedAt }),
      documentChanged: (documentId) => told.push(documentId),
    },
    scheduler,
    log,
    onAppended: () => undefined,
  });
  const elsewhere = await openDatabase({ url: fixture.databaseUrl, migrationsFolder });
  const resourcesOf = (database: typeof elsewhere, record?: RecordFollower) =>
    ({
      database,
      clock: () => CAST_AT,
      ids: () => crypto.randomUUID(),
      rooms: { revoke: () => undefined, documentChanged: () => undefined },
      record,
      jobs: { wake: () => undefined },
      log: console,
    }) as unknown as Resources;
  const actor = async (person: CastPerson) => {
    const found = await loadActor(client, person.id);
    if (!found) throw new Error(`no ${person.name}`);
    return found;
  };
  return {
    told,
    follower,
    reads: (what: string, holds: () => boolean) => scheduler.until(what, holds, 500),
    actor,
    here: resourcesOf(fixture.database, follower),
    there: resourcesOf(elsewhere),
    close: async () => {
      follower.stop();
      await elsewhere.close();
    },
  };
}

describe("what another process records", () => {
  it("reaches the open desks and rooms of this one: titles, roles, parties [R5, R24]", async () => {
    const { told, follower, reads, actor, there, close } = await openFollower();
    const before = follower.read;
    await renameDocument(there, await actor(CAST.ana), "draft-1", { title: "Another title" });
    await reads("title", () => told.includes("draft-1"));
    told.length = 0;
    expect(
      await setRoles(there, await actor(CAST.ana), COUNCIL.id, {
        userId: CAST.ben.id,
        roles: ["observer"],
      }),
    ).toMatchObject({ ok: true });
    await reads("roles", () => told.length > 0);
    expect(told).toEqual([{ userId: CAST.ben.id, recordedAt: before + 2 }]);
    told.length = 0;
    expect(await leaveMatter(there, await actor(CAST.ida), ILRC.id, MATTER.id)).toMatchObject({
      ok: true,
    });
    await reads("left", () => told.length > 1 && follower.read > before + 2);
    expect(told).toContainEqual({ matterId: MATTER.id, recordedAt: follower.read });
    expect(told).toContain("draft-1");
    await close();
  });

  it("closes the rooms of a matter that was archived there, and of one that was brought back [R24, R44]", async () => {
    const { told, follower, reads, actor, there, close } = await openFollower();
    const { slug } = await there.database.client.matter.findUniqueOrThrow({
      where: { id: MATTER.id },
    });
    const ana = await actor(CAST.ana);
    const { seen } = value(await showArchive(there, ana, slug));
    value(await archiveMatter(there, ana, slug, { seen }));
    await reads("archived", () => told.length > 1);
    expect(told).toEqual([{ matterId: MATTER.id, recordedAt: follower.read }, "draft-1"]);
    told.length = 0;
    value(await unarchiveMatter(there, ana, slug));
    await reads("brought back", () => told.length > 1);
    expect(told).toEqual([{ matterId: MATTER.id, recordedAt: follower.read }, "draft-1"]);
    await close();
  });

  it("is not told again where this process recorded it itself [R5]", async () => {
    const { told, follower, reads, actor, here, there, close } = await openFollower();
    const before = follower.read;
    await renameDocument(here, await actor(CAST.ana), "draft-1", { title: "By this process" });
    await renameDocument(there, await actor(CAST.ana), "draft-1", { title: "By the other" });
    await reads("read", () => follower.read === before + 2);
    expect(told).toEqual(["draft-1"]);
    await close();
  });

  it("is behind what this process recorded itself, without a reading", async () => {
    const { told, follower, actor, here, close } = await openFollower();
    const before = follower.read;
    await renameDocument(here, await actor(CAST.ana), "draft-1", { title: "By this process" });
    expect(follower.read).toBe(before + 1);
    expect(told).toEqual([]);
    await close();
  });

  it("goes past lines that came with an archive, and tells no desk of them [A3]", async () => {
    const { told, follower, reads, actor, here, there, close } = await openFollower();
    const before = follower.read;
    const brought = {
      type: "matter.party-removed",
      actorId: "stand-in",
      matterId: MATTER.id,
      documentId: "draft-1",
      details: { broughtFrom: "archive" },
    } as const;
    // Written in bulk by this process, which notes none of them, and by another one.
    await here.database.write((tx) => appendEvent(tx, CAST_AT, brought));
    await renameDocument(here, await actor(CAST.ana), "draft-1", { title: "By this process" });
    await reads("past them", () => follower.read === before + 2);
    await there.database.write((tx) => appendEvent(tx, CAST_AT, brought));
    await reads("past the other's", () => follower.read === before + 3);
    expect(told).toEqual([]);
    await close();
  });

  it("is read at once where another process says so", async () => {
    const { told, follower, actor, there, close } = await openFollower();
    await renameDocument(there, await actor(CAST.ana), "draft-1", { title: "Another title" });
    follower.nudge();
    await eventually("title", () => told.includes("draft-1"));
    expect(told).toEqual(["draft-1"]);
    await close();
  });
});

describe("a command that closes connections", () => {
  it("records an event by which every process learns of it [R5, R24]", () => {
    const folder = path.resolve(import.meta.dirname, "../../server/services");
    const commands = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => ({ file, source: readFileSync(path.join(folder, file), "utf8") }))
      .filter(({ file }) => file !== "follow-record.ts")
      .filter(({ source }) => source.includes("rooms.revoke("));
    expect(commands.length).toBeGreaterThan(7);
    const events = Object.keys(RIGHTS_CHANGED);
    // Redeeming an invitation records it for both ways of accepting one.
    for (const { file, source } of commands) {
      expect(
        events.some((type) => source.includes(`"${type}"`)),
        `${file} records none of ${events.join(", ")}`,
      ).toBe(true);
    }
  });
});
