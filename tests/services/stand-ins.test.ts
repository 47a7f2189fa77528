import { describe, expect, it } from "vitest";
import { fromArchiveName, nameInArchive } from "#app/domain/archive/stand-in.ts";
import { mailForgotten } from "#server/services/account-links/forgotten.ts";
import { takeArchive } from "./archives.ts";
import { standInParty } from "./brought-lines.ts";
import { openReview, submit } from "./papers.ts";
import { openPublished, shown } from "./published-page.ts";
import { signByBoth } from "./sign-and-file.ts";
import { draftPlace, talkOf } from "./talk.ts";
import { FROM, openCoalition, PASSWORD, refused, stage, value } from "./workspace.ts";

/** Organizations and people of an archive that was brought in (A3): they are named, and offered nothing. */

const openWithStandIn = stage(openReview, async (review) => {
  const standIn = await standInParty(review, review.slug);
  return { standIn };
});

const NAME = "Legal Aid of Elsewhere (from an archive)";

describe("an organization that came with an archive", () => {
  it("is shown as a party of its matter by that name, and nobody of it", async () => {
    const { services, people, slug, standIn } = await openWithStandIn();
    const { parties } = value(await services.matters.show(people.drafter, slug));
    const party = parties.find(({ id }) => id === standIn.organizationId);
    expect(party).toMatchObject({ name: NAME, people: [], isHere: false, lead: false });
    expect(parties.filter(({ isHere }) => isHere)).toHaveLength(2);
  });

  it("is offered as no party, no lead, no signer, and in no list of organizations", async () => {
    const story = await openWithStandIn();
    const { services, people, slug, standIn, documentId, database } = story;
    const { organizationId } = standIn;
    const everything = JSON.stringify([
      value(await services.matters.choices(people.admin)),
      value(await services.organizations.list(people.admin)),
      value(await services.matters.show(people.admin, slug)).candidates,
      value(await services.documents.choices(people.drafter, slug)).parties,
      value(await services.documents.show(people.drafter, documentId)).matter.parties,
      value(await services.documents.show(people.drafter, documentId)).requiredOrganizations,
      value(await services.guests.readers(people.admin, documentId)),
      value(await services.filings.bringInChoices(people.staff, slug)),
    ]);
    expect(everything).not.toContain(organizationId);
    // A second matter, to which it is asked by its id.
    const form = {
      title: "Another one",
      narrative: "",
      leadOrganizationId: story.organizations.council,
      agencyDepartment: undefined,
      agencyComponent: undefined,
      agencyAddress: undefined,
    };
    refused(
      await services.matters.create(people.admin, { ...form, partyIds: [organizationId] }),
      "bad-input",
    );
    const { slug: other } = value(
      await services.matters.create(people.admin, { ...form, partyIds: [] }),
    );
    refused(
      await services.matters.inviteParty(people.admin, other, { organizationId }),
      "bad-input",
    );
    refused(
      await services.matters.inviteParty(people.admin, slug, { organizationId }),
      "bad-input",
    );
    refused(await services.matters.offerLead(people.admin, slug, { organizationId }), "not-party");
    refused(
      await services.documents.setRequiredOrganizations(people.admin, documentId, {
        requiredOrganizationIds: [organizationId],
      }),
      "not-party",
    );
    expect(await database.client.partyInvitation.count()).toBe(0);
  });

  it("opens for nobody: its people, texts, webhooks and sign-in are of no person here", async () => {
    const { services, people, standIn } = await openWithStandIn();
    const { organizationId } = standIn;
    for (const actor of [people.admin, people.stranger]) {
      refused(await services.organizations.people(actor, organizationId), "not-found");
      refused(await services.webhooks.show(actor, organizationId), "not-found");
      const refusal = refused(
        await services.archiveConsents.show(actor, organizationId),
        "not-found",
      );
      expect(refusal.sentence).not.toContain("Elsewhere");
    }
  });

  it("is asked for no signature: a new document needs those of the parties that are here, and is approved by them", async () => {
    const story = await openWithStandIn();
    const { services, people, slug, organizations } = story;
    const { documentId } = value(
      await services.documents.create(people.drafter, slug, {
        kind: "letter",
        title: "A letter",
        layoutProfile: "letter",
      }),
    );
    const { requiredOrganizations, facts } = value(
      await services.documents.show(people.drafter, documentId),
    );
    expect(requiredOrganizations.map(({ id }) => id).toSorted()).toEqual(
      [organizations.council, organizations.ilrc].toSorted(),
    );
    // Nor does it speak in what is written here.
    expect(facts.organizations.map(({ name }) => name).join()).not.toContain("Elsewhere");
    const version = await submit(story);
    await signByBoth(story, version);
    const approved = value(await services.documents.show(people.drafter, story.documentId));
    expect(approved.status).toBe("approved");
  });

  it("is removed by who leads, and stays named where it is told of", async () => {
    const { services, people, slug, standIn, database } = await openWithStandIn();
    const { organizationId } = standIn;
    refused(
      await services.matters.removeParty(people.drafter, slug, { organizationId }),
      "forbidden",
    );
    value(await services.matters.removeParty(people.admin, slug, { organizationId }));
    const { parties } = value(await services.matters.show(people.drafter, slug));
    expect(parties.map(({ id }) => id)).not.toContain(organizationId);
    expect(
      await database.client.auditEvent.count({
        where: { type: "matter.party-removed", organizationId },
      }),
    ).toBe(1);
    refused(
      await services.matters.removeParty(people.admin, slug, { organizationId }),
      "not-party",
    );
  });

  it("is named on no public page", async () => {
    const published = await openPublished();
    await standInParty(published, published.slug);
    const { candidate } = await shown(published);
    expect(JSON.stringify(candidate)).toContain("Council Example Organization");
    expect(JSON.stringify(candidate)).not.toContain("Elsewhere");
  });
});

describe("somebody whom an archive names", () => {
  it("signs in by nothing, and gets no mail", async () => {
    const story = await openWithStandIn({ posted: "sent" });
    const { auth, database, resources, standIn, services, letters, system } = story;
    const { email, passwordHash } = await database.client.user.findUniqueOrThrow({
      where: { id: standIn.userId },
    });
    expect(passwordHash).toBeNull();
    refused(await auth.signIn(email, PASSWORD, FROM), "wrong-credentials");
    value(await services.accountLinks.ask({ email }, FROM));
    const job = await database.client.job.findFirstOrThrow({
      where: { kind: "account.forgotten" },
    });
    const payload: unknown = JSON.parse(job.payload);
    expect(payload).toMatchObject({ userId: standIn.userId });
    await mailForgotten(resources, { ...job, payload, attempt: 1 });
    expect(letters).toEqual([]);
    expect(await database.client.accountLink.count()).toBe(0);
    refused(await system.recoverAdministrator({ email, password: PASSWORD }), "not-found");
  });

  it("is listed with nobody’s people, and named and given nothing beside a text", async () => {
    const story = await openWithStandIn();
    const { services, people, standIn, database, clock } = story;
    const talk = talkOf(story);
    const { people: named } = await talk.all(people.drafter);
    expect(named.map(({ userId }) => userId)).not.toContain(standIn.userId);
    const { id: threadId } = await talk.begin(people.drafter, { place: draftPlace("Weekly") });
    await database.client.comment.create({
      data: {
        id: "theirs",
        threadId,
        authorId: standIn.userId,
        organizationId: standIn.organizationId,
        text: "It was said there.",
        at: clock(),
      },
    });
    const { threads } = await talk.all(people.drafter);
    const comment = threads.flatMap(({ comments }) => comments).find(({ id }) => id === "theirs");
    expect(comment?.author).toMatchObject({
      name: "Ana Ruiz (from an archive)",
      organization: "LAE (from an archive)",
    });
    // It is news to nobody: it was said elsewhere, and before.
    const home = JSON.stringify(value(await services.home.show(people.drafter)));
    expect(home).not.toContain("Ana Ruiz");
    expect(value(await services.organizations.list(people.admin)).unconfirmed).toEqual([]);
  });
});

describe("names of an archive", () => {
  it("are marked once, however often they travel", () => {
    const once = fromArchiveName("Ana Ruiz");
    expect(once).toBe("Ana Ruiz (from an archive)");
    expect(fromArchiveName(once)).toBe(once);
    expect(nameInArchive(once)).toBe("Ana Ruiz");
    expect(nameInArchive("Ana Ruiz")).toBe("Ana Ruiz");
  });

  it("leave with an archive as they came", async () => {
    const story = await openWithStandIn();
    const { people, slug, database, standIn, documentId, clock } = story;
    await database.client.document.update({
      where: { id: documentId },
      data: { createdById: standIn.userId, createdAt: clock() },
    });
    const { organizations, people: named } = await takeArchive(story, people.admin, slug);
    expect(organizations.find(({ id }) => id === standIn.organizationId)).toMatchObject({
      name: "Legal Aid of Elsewhere",
      shortName: "LAE",
    });
    expect(named.find(({ id }) => id === standIn.userId)).toMatchObject({ name: "Ana Ruiz" });
  });
});

it("leaves every other matter as it was", async () => {
  const { services, people, slug } = await openCoalition();
  const { parties, fromArchive } = value(await services.matters.show(people.drafter, slug));
  expect(parties.every(({ isHere }) => isHere)).toBe(true);
  expect(fromArchive).toBeNull();
});
