import { describe, expect, it } from "vitest";
import { PARTY_LIMIT } from "#app/domain/forms/matter.ts";
import { acceptAll, openCoalition, refusal, refused, value, type Coalition } from "./workspace.ts";

function formOf({ organizations }: Coalition, title = "A second matter") {
  return {
    title,
    narrative: undefined,
    leadOrganizationId: organizations.council,
    partyIds: [organizations.ilrc, organizations.council, organizations.ilrc],
    agencyDepartment: undefined,
    agencyComponent: undefined,
    agencyAddress: undefined,
  };
}

describe("a matter", () => {
  it("is created by an administrator of its lead, with each party once, the lead first", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations } = coalition;
    const { slug } = value(await services.matters.create(people.admin, formOf(coalition)));
    expect(slug).toBe("a-second-matter");
    await acceptAll(coalition, slug);
    const matter = value(await services.matters.show(people.admin, slug));
    expect(matter.lead.id).toBe(organizations.council);
    expect(matter.parties.map(({ id, lead }) => [id, lead])).toEqual([
      [organizations.council, true],
      [organizations.ilrc, false],
    ]);
    expect(matter).toMatchObject({ narrative: "", documents: [] });
    expect(matter.agency).toEqual({ department: null, component: null, address: null });
  });

  it("can't be created by others, nor for a lead that one does not administer", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations } = coalition;
    for (const actor of [people.drafter, people.staff, people.observer]) {
      expect(await services.matters.create(actor, formOf(coalition))).toMatchObject(
        refusal("forbidden"),
      );
      expect(await services.matters.choices(actor)).toMatchObject(refusal("forbidden"));
    }
    expect(await services.matters.create(people.ilrcAdmin, formOf(coalition))).toMatchObject(
      refusal("not-found"),
    );
    const choices = value(await services.matters.choices(people.ilrcAdmin));
    expect(choices.leads.map(({ id }) => id)).toEqual([organizations.ilrc]);
    expect(choices.organizations).toHaveLength(3);
  });

  it("refuses parties that don't exist, and a form without a title", async () => {
    const coalition = await openCoalition();
    const { services, people } = coalition;
    const invented = { ...formOf(coalition), partyIds: ["no-such-organization"] };
    expect(
      refused(await services.matters.create(people.admin, invented), "bad-input").fields,
    ).toHaveProperty("partyIds");
    const untitled = { ...formOf(coalition), title: "  " };
    expect(
      refused(await services.matters.create(people.admin, untitled), "bad-input").fields,
    ).toEqual({
      title: "Enter the matter’s title.",
    });
  });

  it("gets an address of its own when several have one title, made in the same moment or not", async () => {
    const coalition = await openCoalition();
    const { services, people } = coalition;
    const made = await Promise.all(
      [1, 2, 3].map(() => services.matters.create(people.admin, formOf(coalition, "New"))),
    );
    expect(made.map((outcome) => value(outcome).slug).sort()).toEqual([
      "matter",
      "matter-2",
      "matter-3",
    ]);
  });

  it("is seen by the people of its parties, and by nobody else", async () => {
    const { services, people, slug } = await openCoalition();
    for (const actor of [people.drafter, people.observer, people.ilrcDrafter, people.ilrcAdmin]) {
      value(await services.matters.show(actor, slug));
      expect(value(await services.matters.list(actor)).matters).toHaveLength(1);
    }
    const hidden = await services.matters.show(people.stranger, slug);
    expect(hidden).toEqual(await services.matters.show(people.stranger, "no-such-matter"));
    expect(hidden).toMatchObject(refusal("not-found"));
    expect(value(await services.matters.list(people.stranger)).matters).toEqual([]);
  });

  it("tells each reader what they may do", async () => {
    const { services, people, slug, organizations } = await openCoalition();
    const may = async (actor: typeof people.admin) =>
      value(await services.matters.show(actor, slug)).may;
    expect(await may(people.admin)).toEqual({
      archive: true,
      duplicate: true,
      takeAlong: true,
      bringIn: false,
      createDocket: false,
      editDetails: false,
      createDocument: false,
      changeParties: true,
      handOverLead: true,
      correct: true,
      editNarrative: false,
      watchNames: false,
    });
    expect(await may(people.drafter)).toEqual({
      archive: false,
      duplicate: false,
      takeAlong: false,
      bringIn: false,
      createDocket: true,
      editDetails: true,
      createDocument: true,
      changeParties: false,
      handOverLead: false,
      correct: false,
      editNarrative: false,
      watchNames: true,
    });
    expect(await may(people.staff)).toEqual({
      archive: false,
      duplicate: false,
      takeAlong: true,
      bringIn: true,
      createDocket: true,
      editDetails: true,
      createDocument: false,
      changeParties: false,
      handOverLead: false,
      correct: true,
      editNarrative: true,
      watchNames: true,
    });
    expect(await may(people.ilrcAdmin)).toEqual({
      archive: false,
      duplicate: true,
      takeAlong: true,
      bringIn: false,
      createDocket: false,
      editDetails: false,
      createDocument: false,
      changeParties: false,
      handOverLead: false,
      correct: false,
      editNarrative: false,
      watchNames: false,
    });
    const forAdmin = value(await services.matters.show(people.admin, slug));
    expect(forAdmin.candidates.map(({ id }) => id)).toEqual([organizations.outside]);
    expect(value(await services.matters.show(people.staff, slug)).candidates).toEqual([]);
  });

  it("is listed by when its text was last edited", async () => {
    const coalition = await openCoalition();
    const { services, people, slug } = coalition;
    coalition.pass(1000);
    const { slug: second } = value(await services.matters.create(people.admin, formOf(coalition)));
    const order = async () =>
      value(await services.matters.list(people.admin)).matters.map((matter) => matter.slug);
    expect(await order()).toEqual([second, slug]);
    coalition.pass(1000);
    const form = { kind: "letter", title: "Letter", layoutProfile: "letter" } as const;
    value(await services.documents.create(people.drafter, slug, form));
    expect(await order()).toEqual([slug, second]);
  });
});

describe("the narrative", () => {
  const EDITED = {
    title: "Records about ICE's priorities",
    narrative: "One.\r\n\r\nTwo.",
    agencyDepartment: "U.S. Department of Homeland Security",
    agencyComponent: "",
    agencyAddress: undefined,
  };

  it("is edited by staff of the lead; the record keeps what it said before", async () => {
    const { services, people, slug, database } = await openCoalition();
    value(await services.matters.editNarrative(people.staff, slug, EDITED));
    const matter = value(await services.matters.show(people.staff, slug));
    expect(matter).toMatchObject({ slug, title: EDITED.title, narrative: "One.\n\nTwo." });
    expect(matter.agency).toEqual({
      department: EDITED.agencyDepartment,
      component: null,
      address: null,
    });
    const event = await database.client.auditEvent.findFirst({ where: { type: "matter.edited" } });
    const details = JSON.parse(event?.details ?? "");
    expect(details.before.narrative).toBe("What is asked, and why.");
    expect(details.after.narrative).toBe("One.\n\nTwo.");
  });

  it("stays as it is when who made the matter corrects its title and agency", async () => {
    const { services, people, slug } = await openCoalition();
    const { narrative: _theirs, ...corrected } = EDITED;
    value(await services.matters.editNarrative(people.admin, slug, corrected));
    expect(value(await services.matters.show(people.admin, slug))).toMatchObject({
      title: EDITED.title,
      narrative: "What is asked, and why.",
      agency: { department: EDITED.agencyDepartment, component: null },
    });
    const other = await services.matters.editNarrative(people.ilrcAdmin, slug, corrected);
    expect(other).toMatchObject(refusal("forbidden"));
  });

  it("is not edited by anybody else", async () => {
    const { services, people, slug } = await openCoalition();
    expect(await services.matters.editNarrative(people.admin, slug, EDITED)).toMatchObject(
      refusal("forbidden"),
    );
    expect(await services.matters.editNarrative(people.ilrcDrafter, slug, EDITED)).toMatchObject(
      refusal("forbidden"),
    );
    expect(await services.matters.editNarrative(people.stranger, slug, EDITED)).toMatchObject(
      refusal("not-found"),
    );
  });
});

describe("the parties", () => {
  it("are invited by the lead's administrator, and see the matter once they accept", async () => {
    const coalition = await openCoalition();
    const { services, people, slug, organizations } = coalition;
    value(
      await services.matters.inviteParty(people.admin, slug, {
        organizationId: organizations.outside,
      }),
    );
    refused(await services.matters.show(people.stranger, slug), "not-found");
    expect(
      await services.matters.inviteParty(people.admin, slug, {
        organizationId: organizations.outside,
      }),
    ).toMatchObject(refusal("conflict"));
    await acceptAll(coalition, slug);
    const matter = value(await services.matters.show(people.stranger, slug));
    expect(matter.parties.map(({ shortName }) => shortName)).toEqual([
      "Council",
      "ILRC",
      "Outside",
    ]);
    expect(
      await services.matters.inviteParty(people.admin, slug, {
        organizationId: organizations.outside,
      }),
    ).toMatchObject(refusal("conflict"));
    expect(
      await services.matters.inviteParty(people.admin, slug, { organizationId: "no-such-id" }),
    ).toMatchObject(refusal("bad-input"));
  });

  it("are changed by nobody else", async () => {
    const { services, people, slug, organizations } = await openCoalition();
    for (const change of [services.matters.inviteParty, services.matters.removeParty]) {
      expect(
        await change(people.staff, slug, { organizationId: organizations.ilrc }),
      ).toMatchObject(refusal("forbidden"));
      expect(
        await change(people.ilrcAdmin, slug, { organizationId: organizations.ilrc }),
      ).toMatchObject(refusal("forbidden"));
      expect(
        await change(people.stranger, slug, { organizationId: organizations.outside }),
      ).toMatchObject(refusal("not-found"));
    }
  });

  it("that leave see nothing more, lose their sockets, and are not asked to sign drafts", async () => {
    const { services, people, slug, organizations, revoked, database } = await openCoalition();
    const form = { kind: "request", title: "Request", layoutProfile: "letter" } as const;
    const { documentId } = value(await services.documents.create(people.drafter, slug, form));
    value(
      await services.matters.removeParty(people.admin, slug, {
        organizationId: organizations.ilrc,
      }),
    );
    expect(await services.matters.show(people.ilrcDrafter, slug)).toMatchObject(
      refusal("not-found"),
    );
    expect(await services.documents.show(people.ilrcDrafter, documentId)).toMatchObject(
      refusal("not-found"),
    );
    const matter = await database.client.matter.findUniqueOrThrow({ where: { slug } });
    expect(revoked).toContainEqual({ matterId: matter.id });
    const document = value(await services.documents.show(people.drafter, documentId));
    expect(document.requiredOrganizations.map(({ id }) => id)).toEqual([organizations.council]);
    const types = (await database.client.auditEvent.findMany({ orderBy: { sequence: "asc" } })).map(
      ({ type }) => type,
    );
    expect(types.slice(-2)).toEqual([
      "document.required-organizations-set",
      "matter.party-removed",
    ]);
    expect(
      await services.matters.removeParty(people.admin, slug, {
        organizationId: organizations.ilrc,
      }),
    ).toMatchObject(refusal("not-party"));
  });

  it("never lose their lead", async () => {
    const { services, people, slug, organizations } = await openCoalition();
    expect(
      await services.matters.removeParty(people.admin, slug, {
        organizationId: organizations.council,
      }),
    ).toMatchObject(refusal("lead-stays"));
  });

  it("are added once when two add the same in one moment", async () => {
    const { services, people, slug, organizations } = await openCoalition();
    const outcomes = await Promise.all([
      services.matters.inviteParty(people.admin, slug, { organizationId: organizations.outside }),
      services.matters.inviteParty(people.admin, slug, { organizationId: organizations.outside }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)!).toMatchObject(refusal("conflict"));
  });

  it("are as many as the limit says and no more", async () => {
    const { services, people, slug, system, organizations } = await openCoalition();
    for (let count = 2; count < PARTY_LIMIT; count += 1) {
      const form = {
        slug: `o${count}`,
        name: `Organization ${count}`,
        shortName: `O${count}`,
        city: null,
      };
      const { id } = value(await system.seed.organization(form));
      value(await services.matters.inviteParty(people.admin, slug, { organizationId: id }));
    }
    expect(
      await services.matters.inviteParty(people.admin, slug, {
        organizationId: organizations.outside,
      }),
    ).toMatchObject(refusal("too-large"));
  });
});
