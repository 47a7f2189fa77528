import { describe, expect, it } from "vitest";
import { FROM, cookieHeader, openCoalition, tokenOf, value } from "./workspace.ts";

describe("who is new", () => {
  it("reads who invited them, to what, and one thing to do, until they have written", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, auth, slug, pass } = coalition;
    const { documentId } = value(
      await services.documents.create(people.drafter, slug, {
        kind: "letter",
        title: "Preservation letter",
        layoutProfile: "letter",
      }),
    );
    const invited = { email: "nora@example.org", name: "Nora New", roles: ["drafter" as const] };
    const link = value(
      await services.organizations.invite(people.admin, organizations.council, invited),
    );
    const joined = value(
      await services.invitations.accept(
        tokenOf(link),
        { name: "Nora New", password: "a lamp beside the river" },
        FROM,
      ),
    );
    const session = await auth.actorFromCookies(cookieHeader(joined.cookie));
    const nora = session?.actor ?? people.stranger;
    const home = async () => value(await services.home.show(nora));
    expect((await home()).welcome).toMatchObject({
      organization: { shortName: "Council" },
      roles: ["drafter"],
      invitedBy: "Ada Demo",
      matters: [{ slug }],
      todo: {
        what: "Open a draft",
        about: "Preservation letter",
        path: `/documents/${documentId}`,
      },
    });
    expect(value(await services.home.show(people.drafter)).welcome).toBeNull();
    pass(15 * 86_400_000);
    expect((await home()).welcome).toBeNull();
  });
});

describe("[Help] the first administrator", () => {
  it("has steps from inviting people to submitting, each with where it is done once what comes before is, until a text was submitted", async () => {
    const { services, people, organizations, database } = await openCoalition();
    const { outside } = organizations;
    const { stranger } = people;
    const page = `/organizations/${outside}`;
    const own = `${page}/people/${stranger.userId}`;
    const steps = async () => value(await services.home.show(stranger)).firstSteps;
    expect(await steps()).toMatchObject([
      { step: "people", isDone: false, path: `${page}/invite` },
      { step: "roles", isDone: true, path: own },
      { step: "matter", isDone: false, path: "/matters/new" },
      { step: "draft", isDone: false, path: null },
      { step: "submit", isDone: false, path: null },
    ]);
    const invited = { email: "nora@example.org", name: "Nora New", roles: ["drafter" as const] };
    value(await services.organizations.invite(stranger, outside, invited));
    expect((await steps())[0]).toMatchObject({ step: "people", isDone: true });

    const { slug } = value(
      await services.matters.create(stranger, {
        title: "Detention contracts",
        narrative: "",
        leadOrganizationId: outside,
        partyIds: [],
      }),
    );
    const begin = stranger.memberships.some(({ roles }) => roles.has("drafter"))
      ? `/matters/${slug}/documents/new`
      : own;
    expect((await steps()).slice(2)).toMatchObject([
      { step: "matter", isDone: true, path: `/matters/${slug}` },
      { step: "draft", isDone: false, path: begin },
      { step: "submit", isDone: false, path: null },
    ]);

    const drafter = {
      ...stranger,
      memberships: stranger.memberships.map((place) => ({
        ...place,
        roles: new Set([...place.roles, "drafter" as const]),
      })),
    };
    const { documentId } = value(
      await services.documents.create(drafter, slug, {
        kind: "letter",
        title: "Preservation letter",
        layoutProfile: "letter",
      }),
    );
    expect((await steps()).at(-1)).toMatchObject({ step: "submit", isDone: false });
    expect(value(await services.home.show(drafter)).firstSteps.slice(3)).toMatchObject([
      { step: "draft", isDone: true, path: `/documents/${documentId}` },
      { step: "submit", isDone: false, path: `/documents/${documentId}/submit` },
    ]);
    await database.client.document.update({
      where: { id: documentId },
      data: { status: "in_review" },
    });
    expect(await steps()).toEqual([]);
    // Nobody but an administrator is told how a workspace begins.
    expect(value(await services.home.show(people.drafter)).firstSteps).toEqual([]);
  });

  it("reads no steps where another party's text was submitted in a matter of theirs", async () => {
    const { services, people, slug, database } = await openCoalition();
    const steps = async () => value(await services.home.show(people.admin)).firstSteps;
    const { documentId } = value(
      await services.documents.create(people.ilrcDrafter, slug, {
        kind: "letter",
        title: "Preservation letter",
        layoutProfile: "letter",
      }),
    );
    expect((await steps()).map(({ step }) => step)).toContain("submit");
    // Sent back meanwhile: it was submitted all the same.
    await database.client.version.create({
      data: {
        id: "sent-back",
        documentId,
        number: 1,
        content: "{}",
        hash: "0".repeat(64),
        sequence: 1,
        generation: 1,
        createdById: people.ilrcDrafter.userId,
        createdAt: new Date(0),
      },
    });
    expect(await steps()).toEqual([]);
  });
});

describe("invitations", () => {
  it("are made for several people at once, or for nobody where one line is wrong", async () => {
    const { services, people, organizations, database } = await openCoalition();
    const { council } = organizations;
    const several = (typed: string) =>
      services.organizations.inviteSeveral(people.admin, council, {
        people: typed,
        roles: ["reviewer"],
      });
    const wrong = await several("Ben Bell, ben@example.org\nCara Chu");
    expect(wrong).toMatchObject({
      refusal: { fields: { people: expect.stringContaining("Line 2") } },
    });
    const member = await several("Ben Bell, ben@example.org\nDrafter, " + people.drafter.email);
    expect(member).toMatchObject({
      refusal: { fields: { people: expect.stringContaining(people.drafter.email) } },
    });
    expect(await database.client.invitation.count({ where: { email: "ben@example.org" } })).toBe(0);
    const made = value(await several("Ben Bell, ben@example.org\n\nChu, Cara, CARA@example.org"));
    expect(made.map(({ name, email }) => [name, email])).toEqual([
      ["Ben Bell", "ben@example.org"],
      ["Chu, Cara", "cara@example.org"],
    ]);
  });
});

describe("an organization's name and city", () => {
  it("are corrected by its administrators: drafts follow, what was submitted keeps the old words", async () => {
    const { services, people, organizations, slug, database } = await openCoalition();
    const { council } = organizations;
    const make = (title: string) =>
      services.documents.create(people.drafter, slug, {
        kind: "letter",
        title,
        layoutProfile: "letter",
      });
    const { documentId } = value(await make("Draft"));
    const fixed = value(await make("Fixed"));
    await database.client.document.update({
      where: { id: fixed.documentId },
      data: { status: "approved" },
    });
    const form = { name: "Council on Records", city: "Oakland, CA" };
    const { rename } = services.organizations;
    expect(await rename(people.staff, council, form)).toMatchObject({
      refusal: { code: "forbidden" },
    });
    const { name } = await database.client.organization.findUniqueOrThrow({
      where: { id: organizations.outside },
    });
    const taken = await rename(people.admin, council, { ...form, name });
    expect(taken).toMatchObject({ refusal: { code: "conflict" } });
    value(await rename(people.admin, council, form));
    const namesIn = async (id: string) => {
      const { facts } = await database.client.document.findUniqueOrThrow({ where: { id } });
      const { organizations: printed } = JSON.parse(facts) as {
        organizations: { id: string; name: string; city: string | null }[];
      };
      return printed.find((one) => one.id === council);
    };
    expect(await namesIn(documentId)).toMatchObject(form);
    expect((await namesIn(fixed.documentId))?.name).not.toBe(form.name);
    const line = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "organization.renamed" },
    });
    expect(JSON.parse(line.details)).toMatchObject({ after: form });
  });
});
