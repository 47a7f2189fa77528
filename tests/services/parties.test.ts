import { describe, expect, it } from "vitest";
import { roomAccess } from "#app/domain/permissions.ts";
import { acceptAll, openCoalition, refused, value, type Coalition } from "./workspace.ts";

const REQUEST = { kind: "request", title: "A request", layoutProfile: "letter" } as const;

/** The Council has invited the outside organization, which has not answered. */
async function openInvited() {
  const coalition = await openCoalition();
  const { services, people, slug, organizations, database } = coalition;
  value(
    await services.matters.inviteParty(people.admin, slug, {
      organizationId: organizations.outside,
    }),
  );
  const { id: matterId } = await database.client.matter.findUniqueOrThrow({ where: { slug } });
  return { ...coalition, matterId };
}

const typesOf = async ({ database }: Coalition) =>
  (await database.client.auditEvent.findMany({ orderBy: { sequence: "asc" } })).map(
    ({ type }) => type,
  );

describe("an organization that is invited to a matter", () => {
  it("sees its title, its lead and who invited, and nothing else of it", async () => {
    const invited = await openInvited();
    const { services, people, organizations, slug, matterId, clock } = invited;
    const { asked, matters } = value(
      await services.matters.ofOrganization(people.stranger, organizations.outside),
    );
    expect(matters).toEqual([]);
    expect(asked).toEqual([
      {
        matterId,
        title: "Records about the priorities",
        lead: expect.objectContaining({ shortName: "Council" }),
        organization: expect.objectContaining({ shortName: "Outside" }),
        part: "party",
        invitedBy: "Ada Demo",
        invitedAt: clock().toISOString(),
      },
    ]);
    expect(value(await services.home.show(people.stranger)).asked).toEqual(asked);
    refused(await services.matters.show(people.stranger, slug), "not-found");
    expect(value(await services.matters.list(people.stranger)).matters).toEqual([]);
  });

  it("lists none of its people, is not asked to sign, and gets no room", async () => {
    const { services, people, organizations, slug } = await openInvited();
    const matter = value(await services.matters.show(people.drafter, slug));
    expect(matter.parties.map(({ shortName }) => shortName)).toEqual(["Council", "ILRC"]);
    expect(matter.asked).toMatchObject([{ shortName: "Outside" }]);
    const { documentId } = value(await services.documents.create(people.drafter, slug, REQUEST));
    const document = value(await services.documents.show(people.drafter, documentId));
    expect(document.requiredOrganizations.map(({ id }) => id)).not.toContain(organizations.outside);
    const required = { requiredOrganizationIds: [organizations.council, organizations.outside] };
    const choice = await services.documents.setRequiredOrganizations(
      people.admin,
      documentId,
      required,
    );
    expect(choice.ok).toBe(false);
    const subject = await services.documents.subject(documentId);
    if (!subject) throw new Error("no document");
    expect(roomAccess(people.stranger, subject)).toBe("none");
  });

  it("becomes a party when an administrator of its own accepts, nobody else", async () => {
    const invited = await openInvited();
    const { services, people, organizations, slug, matterId } = invited;
    const { accept } = services.matters;
    const drafter = await invited.person("od@example.org", [
      { organizationId: organizations.outside, roles: ["drafter", "reviewer", "staff"] },
    ]);
    refused(await accept(drafter, organizations.outside, matterId), "forbidden");
    refused(await accept(people.admin, organizations.outside, matterId), "not-found");
    expect(value(await services.home.show(drafter)).asked).toEqual([]);
    expect(value(await accept(people.stranger, organizations.outside, matterId))).toEqual({ slug });
    const matter = value(await services.matters.show(drafter, slug));
    expect(matter.parties.map(({ shortName }) => shortName)).toEqual([
      "Council",
      "ILRC",
      "Outside",
    ]);
    expect(matter.asked).toEqual([]);
    expect((await typesOf(invited)).slice(-1)).toEqual(["matter.party-accepted"]);
    refused(await accept(people.stranger, organizations.outside, matterId), "stale");
  });

  it("accepts nothing that it was not invited to", async () => {
    const { services, people, organizations, database, slug } = await openCoalition();
    const { id } = await database.client.matter.findUniqueOrThrow({ where: { slug } });
    const before = await database.client.matterParty.count();
    for (const matterId of [id, "no-such-matter"]) {
      refused(
        await services.matters.accept(people.stranger, organizations.outside, matterId),
        "stale",
      );
    }
    expect(await database.client.matterParty.count()).toBe(before);
  });

  it("declines, or is not invited any more, and can be invited again", async () => {
    const invited = await openInvited();
    const { services, people, organizations, slug, matterId } = invited;
    const { accept, decline, inviteParty, removeParty } = services.matters;
    value(await decline(people.stranger, organizations.outside, matterId));
    refused(await accept(people.stranger, organizations.outside, matterId), "stale");
    value(await inviteParty(people.admin, slug, { organizationId: organizations.outside }));
    value(await removeParty(people.admin, slug, { organizationId: organizations.outside }));
    refused(await accept(people.stranger, organizations.outside, matterId), "stale");
    value(await inviteParty(people.admin, slug, { organizationId: organizations.outside }));
    value(await accept(people.stranger, organizations.outside, matterId));
    expect((await typesOf(invited)).slice(-6)).toEqual([
      "matter.party-invited",
      "matter.party-declined",
      "matter.party-invited",
      "matter.party-invitation-withdrawn",
      "matter.party-invited",
      "matter.party-accepted",
    ]);
  });

  it("is invited when a matter is created with it, and the lead alone is a party at first", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations } = coalition;
    const { slug } = value(
      await services.matters.create(people.admin, {
        title: "Another matter",
        narrative: undefined,
        leadOrganizationId: organizations.council,
        partyIds: [organizations.ilrc, organizations.council],
      }),
    );
    const matter = value(await services.matters.show(people.admin, slug));
    expect(matter.parties.map(({ shortName }) => shortName)).toEqual(["Council"]);
    expect(matter.asked.map(({ shortName }) => shortName)).toEqual(["ILRC"]);
    refused(await services.matters.show(people.ilrcDrafter, slug), "not-found");
    await acceptAll(coalition, slug);
    value(await services.matters.show(people.ilrcDrafter, slug));
  });
});

describe("a party", () => {
  /** A request under review that the Council and ILRC are to sign; the Council has. */
  async function openReview() {
    const coalition = await openCoalition();
    const { services, people, slug, organizations, database } = coalition;
    const reviewer = (name: string, organizationId: string) =>
      coalition.person(`${name}@example.org`, [{ organizationId, roles: ["reviewer"] }]);
    const council = await reviewer("cr", organizations.council);
    await reviewer("ir", organizations.ilrc);
    const { documentId } = value(await services.documents.create(people.drafter, slug, REQUEST));
    const { id: matterId } = await database.client.matter.findUniqueOrThrow({ where: { slug } });
    return { ...coalition, documentId, matterId, council };
  }

  it("leaves when an administrator of its own says so, and its people and sockets are out at once", async () => {
    const review = await openReview();
    const { services, people, organizations, slug, documentId, matterId, revoked } = review;
    refused(
      await services.matters.leave(people.ilrcDrafter, organizations.ilrc, matterId),
      "forbidden",
    );
    refused(await services.matters.leave(people.admin, organizations.ilrc, matterId), "forbidden");
    refused(
      await services.matters.leave(people.stranger, organizations.outside, matterId),
      "not-found",
    );
    value(await services.matters.leave(people.ilrcAdmin, organizations.ilrc, matterId));
    refused(await services.matters.show(people.ilrcAdmin, slug), "not-found");
    refused(await services.documents.show(people.ilrcDrafter, documentId), "not-found");
    expect(revoked).toContainEqual({ matterId });
    const { requiredOrganizations } = value(
      await services.documents.show(people.drafter, documentId),
    );
    expect(requiredOrganizations.map(({ id }) => id)).toEqual([organizations.council]);
    expect((await typesOf(review)).slice(-2)).toEqual([
      "document.required-organizations-set",
      "matter.party-left",
    ]);
    refused(
      await services.matters.leave(people.ilrcAdmin, organizations.ilrc, matterId),
      "not-found",
    );
  });

  it("can't leave while it leads, and can once it has handed over the lead", async () => {
    const review = await openReview();
    const { services, people, organizations, slug, matterId, revoked } = review;
    const { leave, offerLead, acceptLead, declineLead, withdrawLead } = services.matters;
    const stays = refused(await leave(people.admin, organizations.council, matterId), "lead-stays");
    expect(stays.sentence).toContain("hand over the lead");
    refused(
      await offerLead(people.ilrcAdmin, slug, { organizationId: organizations.ilrc }),
      "forbidden",
    );
    refused(
      await offerLead(people.admin, slug, { organizationId: organizations.outside }),
      "not-party",
    );
    refused(
      await offerLead(people.admin, slug, { organizationId: organizations.council }),
      "conflict",
    );
    const { ilrc } = organizations;
    const offer = async () => value(await offerLead(people.admin, slug, { organizationId: ilrc }));
    await offer();
    const lead = async () =>
      value(await services.matters.show(people.drafter, slug)).lead.shortName;
    // Nothing changes before it accepts; who asked may take the question back, who is asked may decline.
    expect(await lead()).toBe("Council");
    const asked = async () => value(await services.home.show(people.ilrcAdmin)).asked;
    expect(await asked()).toMatchObject([{ part: "lead", invitedBy: "Ada Demo" }]);
    refused(await acceptLead(people.ilrcDrafter, ilrc, matterId), "forbidden");
    value(await withdrawLead(people.admin, slug));
    expect(await asked()).toEqual([]);
    refused(await acceptLead(people.ilrcAdmin, ilrc, matterId), "stale");
    refused(await withdrawLead(people.admin, slug), "stale");
    await offer();
    value(await declineLead(people.ilrcAdmin, ilrc, matterId));
    refused(await declineLead(people.ilrcAdmin, ilrc, matterId), "stale");
    await offer();
    value(await acceptLead(people.ilrcAdmin, ilrc, matterId));
    expect(revoked).toContainEqual({ matterId });
    expect(value(await services.matters.show(people.drafter, slug)).lead.shortName).toBe("ILRC");
    refused(
      await offerLead(people.admin, slug, { organizationId: organizations.council }),
      "forbidden",
    );
    value(await leave(people.admin, organizations.council, matterId));
    expect(value(await services.matters.show(people.ilrcAdmin, slug)).parties).toHaveLength(1);
    refused(await leave(people.ilrcAdmin, organizations.ilrc, matterId), "lead-stays");
    expect(
      (await typesOf(review)).filter((type) => type === "matter.lead-handed-over"),
    ).toHaveLength(1);
  });

  it("is told in the record that the lead is offered to it no more, where another is asked or it leaves", async () => {
    const review = await openReview();
    const { services, people, organizations, slug, matterId, database } = review;
    const { ilrc, outside } = organizations;
    await database.client.matterParty.create({
      data: { matterId, organizationId: outside, position: 9, addedAt: review.clock() },
    });
    for (const organizationId of [ilrc, outside, ilrc]) {
      value(await services.matters.offerLead(people.admin, slug, { organizationId }));
    }
    value(await services.matters.leave(people.ilrcAdmin, ilrc, matterId));
    const lines = await database.client.auditEvent.findMany({
      where: { type: { in: ["matter.lead-offered", "matter.lead-offer-withdrawn"] } },
      orderBy: { sequence: "asc" },
    });
    expect(lines.map(({ type, organizationId }) => [type, organizationId])).toEqual([
      ["matter.lead-offered", ilrc],
      ["matter.lead-offer-withdrawn", ilrc],
      ["matter.lead-offered", outside],
      ["matter.lead-offer-withdrawn", outside],
      ["matter.lead-offered", ilrc],
      ["matter.lead-offer-withdrawn", ilrc],
    ]);
  });
});
