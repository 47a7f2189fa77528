import { describe, expect, it } from "vitest";
import { loadActor } from "#server/auth/index.ts";
import { renameDocument } from "#server/services/documents/rename.ts";
import { setRequiredOrganizations } from "#server/services/documents/required.ts";
import { acceptMatter } from "#server/services/matters/answer-invitation.ts";
import { inviteParty } from "#server/services/matters/invite-party.ts";
import { removeParty } from "#server/services/matters/remove-party.ts";
import type { Resources } from "#server/services/resources.ts";
import { CAST, MATTER, type CastPerson } from "#tests/support/cast.ts";
import { CAST_AT, personRow } from "#tests/support/cast-rows.ts";
import { openRoomServer } from "./support/room-server.ts";
import { RawClient } from "./support/raw.ts";

/** A room server whose people also have accounts, so that they can act outside of their rooms. */
async function openDesks() {
  const roomServer = await openRoomServer();
  const { client } = roomServer.fixture.database;
  const place = async (person: CastPerson, roles = person.roles) => {
    await client.user.create({ data: personRow({ ...person, roles }) });
    const actor = await loadActor(client, person.id);
    if (!actor) throw new Error(`no ${person.name}`);
    return actor;
  };
  const ana = await place(CAST.ana, ["drafter", "admin"]);
  const stranger = await place(CAST.stranger);
  for (const [position, { id: organizationId }] of MATTER.parties.entries()) {
    await client.matterParty.create({
      data: { matterId: MATTER.id, organizationId, position, addedAt: CAST_AT },
    });
  }
  const resources = {
    database: roomServer.fixture.database,
    clock: () => CAST_AT,
    ids: () => crypto.randomUUID(),
    rooms: {
      revoke: () => undefined,
      documentChanged: (documentId: string) => void roomServer.rooms.documentChanged(documentId),
    },
    jobs: { wake: () => undefined },
    log: console,
  } as unknown as Resources;
  const desks = [new RawClient(roomServer), new RawClient(roomServer, { who: "olga" })];
  await Promise.all(desks.map((desk) => desk.join()));
  // With the answer to the first one each is told the status that its page knows already.
  await Promise.all(desks.map((desk) => desk.barrier()));
  const news = (desk: RawClient) =>
    desk.received.filter((m) => m.type === "notice" && m.notice.kind === "status").length;
  /** Expects that both sockets are told of an act elsewhere, and go on as they are. */
  const isTold = async (act: () => Promise<{ ok: boolean }>) => {
    const before = desks.map(news);
    expect(await act()).toMatchObject({ ok: true });
    for (const [index, desk] of desks.entries()) {
      await desk.until("told", () => news(desk) > (before[index] ?? 0));
      expect(desk.closed).toBeNull();
    }
  };
  return { isTold, resources, ana, stranger, desks, news };
}

describe("what a desk shows beside its text, changed elsewhere", () => {
  it("reaches the sockets of both organizations: title, required organizations, parties [R16]", async () => {
    const { isTold, resources, ana, stranger } = await openDesks();
    await isTold(() => renameDocument(resources, ana, "draft-1", { title: "Another title" }));
    await isTold(() =>
      setRequiredOrganizations(resources, ana, "draft-1", { requiredOrganizationIds: ["ilrc"] }),
    );
    const organizationId = "outside";
    expect(await inviteParty(resources, ana, "matter-1", { organizationId })).toMatchObject({
      ok: true,
    });
    await isTold(() => acceptMatter(resources, stranger, organizationId, "matter-1"));
    await isTold(() => removeParty(resources, ana, "matter-1", { organizationId }));
  });

  it("is not sent where nothing changed", async () => {
    const { resources, ana, desks, news } = await openDesks();
    const before = desks.map(news);
    expect(await renameDocument(resources, ana, "draft-1", { title: "Request" })).toMatchObject({
      ok: true,
    });
    // A barrier is answered after whatever was told before it.
    await Promise.all(desks.map((desk) => desk.barrier()));
    expect(desks.map(news)).toEqual(before);
  });
});
