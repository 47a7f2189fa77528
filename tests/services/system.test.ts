import { describe, expect, it } from "vitest";
import type { ProseJSON } from "#app/document/prose.ts";
import {
  FROM,
  PASSWORD,
  openCoalition,
  openWorkspace,
  refusal,
  refused,
  tokenOf,
  value,
} from "./workspace.ts";

const SET_UP = {
  organization: { name: "First Example Organization", shortName: "First", city: undefined },
  administrator: { name: "Ada Admin", email: "ada@example.org", password: PASSWORD },
};

const PROSE: ProseJSON = {
  type: "doc",
  content: [
    {
      type: "block",
      attrs: { id: "firstblock01", kind: "body", level: 1 },
      content: [{ type: "text", text: "The text of a seed." }],
    },
  ],
};

describe("setting up a workspace", () => {
  it("makes the first organization, and an administrator who can do the rest", async () => {
    const workspace = await openWorkspace();
    const { system, services, auth } = workspace;
    expect(await system.isEmpty()).toBe(true);
    const { userId, organizationId } = value(await system.setUp(SET_UP));
    expect(await system.isEmpty()).toBe(false);
    const actor = await workspace.actor(userId);
    expect(actor).toMatchObject({ workspaceAdmin: true, memberships: [{ organizationId }] });
    value(await auth.signIn("ada@example.org", PASSWORD, FROM));
    const further = {
      name: "Second Example Organization",
      shortName: "Second",
      city: undefined,
      administratorName: "Sam",
      administratorEmail: "sam@example.org",
    };
    value(await services.organizations.create(actor, further));
  });

  it("is refused where anything is there already, even set up in the same moment", async () => {
    const { system, database } = await openWorkspace();
    const others = {
      organization: { ...SET_UP.organization, name: "Other Organization", shortName: "Other" },
      administrator: { ...SET_UP.administrator, email: "other@example.org" },
    };
    const outcomes = await Promise.all([system.setUp(SET_UP), system.setUp(others)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)!).toMatchObject(refusal("conflict"));
    expect(await database.client.organization.count()).toBe(1);
  });

  it("refuses a weak password and names every mistake", async () => {
    const { system } = await openWorkspace();
    const weak = { ...SET_UP.administrator, password: "Ada Admin 2021" };
    expect(
      refused(await system.setUp({ ...SET_UP, administrator: weak }), "bad-input").fields,
    ).toHaveProperty("password");
    expect(await system.isEmpty()).toBe(true);
  });
});

describe("recovering an administrator", () => {
  it("sets the password and ends all sessions", async () => {
    const coalition = await openCoalition();
    const { system, auth, people, database } = coalition;
    await coalition.sessionOf("admin@example.org");
    const password = "found again behind the sofa";
    const done = value(await system.recoverAdministrator({ email: "Admin@example.org", password }));
    expect(done).toEqual({ name: "Ada Demo", email: "admin@example.org", sessionsEnded: 1 });
    expect(await database.client.session.count()).toBe(0);
    expect(await auth.signIn(people.admin.email, PASSWORD, FROM)).toMatchObject(
      refusal("wrong-credentials"),
    );
    value(await auth.signIn(people.admin.email, password, FROM));
  });

  it("gives back the administrator's roles when it is asked to", async () => {
    const coalition = await openCoalition();
    const { system, people } = coalition;
    const password = "found again behind the sofa";
    const email = people.staff.email;
    value(await system.recoverAdministrator({ email, password }));
    expect(await coalition.actor(people.staff.userId)).toEqual(people.staff);
    value(
      await system.recoverAdministrator({
        email,
        password,
        administerSlug: "council",
        administerWorkspace: true,
      }),
    );
    expect(await coalition.actor(people.staff.userId)).toMatchObject({
      workspaceAdmin: true,
      memberships: [{ roles: new Set(["staff", "admin"]) }],
    });
  });

  it("says who is not there, and changes nothing", async () => {
    const { system, people, auth } = await openCoalition();
    const password = "found again behind the sofa";
    expect(await system.recoverAdministrator({ email: "x@example.org", password })).toMatchObject(
      refusal("not-found"),
    );
    expect(
      await system.recoverAdministrator({
        email: people.admin.email,
        password,
        administerSlug: "none",
      }),
    ).toMatchObject(refusal("not-found"));
    expect(
      await system.recoverAdministrator({ email: people.admin.email, password: "short" }),
    ).toMatchObject(refusal("bad-input"));
    value(await auth.signIn(people.admin.email, PASSWORD, FROM));
  });
});

describe("adding an organization on the server", () => {
  it("makes a link for its administrator", async () => {
    const { system, services } = await openCoalition();
    const added = await system.addOrganization({
      name: "Fifth Example Organization",
      shortName: "Fifth",
      city: "Oakland, California",
      administratorName: "Fiona",
      administratorEmail: "fiona@example.org",
    });
    const { organization, invitation } = value(added);
    const offer = value(await services.invitations.show(null, tokenOf(invitation)));
    expect(offer).toMatchObject({
      roles: ["admin"],
      invitedBy: null,
      organization: { id: organization.id },
    });
    const form = { name: "Fiona", password: "a ferry in the early fog" };
    value(await services.invitations.accept(tokenOf(invitation), form, FROM));
  });
});

describe("seeding", () => {
  it("writes what is missing, once, under the ids that were asked for", async () => {
    const workspace = await openWorkspace();
    const { system, services, database } = workspace;
    const seed = async () => {
      const organization = value(
        await system.seed.organization({
          id: "org-1",
          slug: "council",
          name: "Council of Examples",
          shortName: "Council",
          city: "Washington, D.C.",
          colour: 4,
        }),
      );
      const person = value(
        await system.seed.person({
          id: "person-1",
          email: "ana@example.org",
          name: "Ana Example",
          password: "coalition-demo",
          workspaceAdmin: false,
          memberships: [{ organizationId: organization.id, roles: ["drafter"] }],
        }),
      );
      const matter = value(
        await system.seed.matter({
          slug: "the-matter",
          title: "A matter with another title",
          narrative: "One.\n\nTwo.",
          leadOrganizationId: organization.id,
          partyIds: [],
          createdById: person.id,
        }),
      );
      const document = value(
        await system.seed.document({
          id: "document-1",
          matterSlug: "the-matter",
          kind: "request",
          title: "Request",
          layoutProfile: "letter",
          prose: PROSE,
          createdById: person.id,
        }),
      );
      return [organization, person, matter, document].map(({ created }) => created);
    };
    expect(await seed()).toEqual([true, true, true, true]);
    const head = await database.client.auditHead.findFirst();
    expect(await seed()).toEqual([false, false, false, false]);
    expect(await database.client.auditHead.findFirst()).toEqual(head);

    const actor = await workspace.actor("person-1");
    const document = value(await services.documents.show(actor, "document-1"));
    expect(document.matter.slug).toBe("the-matter");
    expect(document.requiredOrganizations).toMatchObject([
      { id: "org-1", slug: "council", colour: 4 },
    ]);
  });
});
