import { describe, expect, it } from "vitest";
import { value } from "#tests/services/workspace.ts";
import { openSite, ROUTES, type Answer, type Site } from "./site.ts";

/** Addresses of every page that belongs to a matter, an organization or a document. */
async function privateAddresses({ services, people, organizations, slug }: Site) {
  const { documentId } = value(
    await services.documents.create(people.drafter, slug, {
      kind: "request",
      title: "A request",
      layoutProfile: "letter",
    }),
  );
  await services.documents.create(people.drafter, slug, {
    kind: "complaint",
    title: "A complaint",
    layoutProfile: "nd-cal",
  });
  const [docket] = value(await services.matters.show(people.drafter, slug)).dockets;
  const { eventId } = value(
    await services.dockets.recordEvent(people.drafter, slug, docket?.id ?? "", {
      kind: "other",
      text: "A telephone call.",
      isDone: false,
      noAppeal: false,
    }),
  );
  const organization = `/organizations/${organizations.council}`;
  return [
    `/matters/${slug}`,
    `/matters/${slug}/edit`,
    `/matters/${slug}/parties`,
    `/matters/${slug}/documents/new`,
    `/matters/${slug}/facts`,
    `/matters/${slug}/dockets/new`,
    `/matters/${slug}/dockets/${docket?.id}`,
    `/matters/${slug}/dockets/${docket?.id}/edit`,
    `/matters/${slug}/dockets/${docket?.id}/paste`,
    `/matters/${slug}/dockets/${docket?.id}/events/new`,
    `/matters/${slug}/dockets/${docket?.id}/events/${eventId}`,
    `/matters/${slug}/dockets/${docket?.id}/events/${eventId}/days`,
    `/documents/${documentId}`,
    `/documents/${documentId}/facts`,
    organization,
    `${organization}/invite`,
    `${organization}/invite-several`,
    `${organization}/people/${people.drafter.userId}`,
  ];
}

const told = ({ status, words }: Answer) => ({ status, words });

describe("who is not signed in", () => {
  it("is led to the sign-in page, and back afterwards, from every page that needs it", async () => {
    const site = await openSite();
    const addresses = [
      ...(await privateAddresses(site)),
      "/matters/new",
      "/organizations",
      "/organizations/new",
      "/account",
    ];
    for (const address of addresses) {
      const answer = await site.nobody.get(address);
      expect([address, answer.status, answer.location]).toEqual([
        address,
        302,
        `/login?next=${encodeURIComponent(address)}`,
      ]);
    }
    expect((await site.nobody.get("/")).location).toBe("/login");
  });

  it("learns nothing from a form, and changes nothing", async () => {
    const site = await openSite();
    const { nobody, organizations, slug, people, services } = site;
    const answer = await nobody.post(`/matters/${slug}/parties`, {
      intent: "add",
      organizationId: organizations.outside,
    });
    expect([answer.status, answer.location]).toEqual([
      302,
      `/login?next=${encodeURIComponent(`/matters/${slug}/parties`)}`,
    ]);
    expect(value(await services.matters.show(people.admin, slug)).parties).toHaveLength(2);
  });

  it("meets a plain page where there is nothing", async () => {
    const { nobody } = await openSite();
    const answer = await nobody.get("/nowhere/at/all");
    expect(answer.status).toBe(404);
    expect(answer.words).toContain("There is nothing at this address");
  });
});

describe("an outsider", () => {
  it("gets the same answer for what exists as for what does not", async () => {
    const site = await openSite();
    const stranger = await site.as("stranger");
    const nothing = told(await stranger.get("/matters/no-such-matter"));
    expect(nothing.status).toBe(404);
    expect(nothing.words).toContain("There is nothing at this address");
    for (const address of await privateAddresses(site)) {
      expect([address, told(await stranger.get(address))]).toEqual([address, nothing]);
    }
    for (const address of ["/documents/no-such-id", "/organizations/no-such-id", "/matters/%00"]) {
      expect([address, told(await stranger.get(address))]).toEqual([address, nothing]);
    }
  });

  it("learns nothing from the data behind a page either", async () => {
    const site = await openSite();
    const stranger = await site.as("stranger");
    for (const address of await privateAddresses(site)) {
      const answer = await stranger.get(`${address}.data`);
      expect(answer.body).not.toContain("Records about the priorities");
      expect(answer.body).not.toContain("drafter@example.org");
    }
  });

  it("can send no form there", async () => {
    const site = await openSite();
    const { organizations, slug, people, services } = site;
    const stranger = await site.as("stranger");
    const forms: [string, Record<string, string>][] = [
      [`/matters/${slug}/parties`, { intent: "add", organizationId: organizations.outside }],
      [`/matters/${slug}/parties`, { intent: "remove", organizationId: organizations.ilrc }],
      [`/matters/${slug}/edit`, { title: "Taken over" }],
      [`/matters/${slug}/facts`, { base: "{}", addressee: "Elsewhere" }],
      [`/matters/${slug}/dockets/new`, { court: "Court", district: "District" }],
      [
        `/matters/${slug}/documents/new`,
        { kind: "letter", title: "A letter", layoutProfile: "letter" },
      ],
      [
        `/organizations/${organizations.council}/invite`,
        { email: "stranger@example.org", name: "Stranger", roles: "admin" },
      ],
      [
        `/organizations/${organizations.council}/people/${people.drafter.userId}`,
        { intent: "remove" },
      ],
    ];
    for (const [address, fields] of forms) {
      const answer = await stranger.post(address, fields);
      expect([address, answer.status]).toEqual([address, 404]);
    }
    const matter = value(await services.matters.show(people.admin, slug));
    expect(matter.title).toBe("Records about the priorities");
    expect(matter.parties).toHaveLength(2);
    expect(matter.documents).toHaveLength(0);
    const { people: members } = value(
      await services.organizations.people(people.admin, organizations.council),
    );
    expect(members).toHaveLength(4);
  });
});

describe("who wrote what", () => {
  it("is told to those who may read the draft, and to nobody else in any way", async () => {
    const site = await openSite();
    const { services, people, slug, nobody } = site;
    const { documentId } = value(
      await services.documents.create(people.drafter, slug, {
        kind: "request",
        title: "A request",
        layoutProfile: "letter",
      }),
    );
    const address = `/documents/${documentId}/authors`;
    for (const reader of ["drafter", "observer", "ilrc-drafter"]) {
      const answer = await (await site.as(reader)).get(address);
      expect([reader, answer.status]).toEqual([reader, 200]);
      const { people: writers, ranges } = JSON.parse(answer.body) as {
        people: { name: string }[];
        ranges: unknown[];
      };
      expect(writers.map(({ name }) => name)).toEqual([people.drafter.name]);
      expect(ranges).not.toEqual([]);
    }
    const stranger = await site.as("stranger");
    const refused = await stranger.get(address);
    const nothing = await stranger.get("/documents/no-such-id/authors");
    expect(refused.status).toBe(404);
    expect([refused.status, refused.body]).toEqual([nothing.status, nothing.body]);
    const { name, email } = people.drafter;
    for (const answer of [refused, await nobody.get(address)]) {
      expect([answer.body.includes(name), answer.body.includes(email)]).toEqual([false, false]);
      expect(answer.body).not.toContain("ranges");
    }
    expect((await nobody.get(address)).status).toBe(302);
  });

  it("is told no more to the people of a party that was removed", async () => {
    const site = await openSite();
    const { services, people, organizations, slug } = site;
    const { documentId } = value(
      await services.documents.create(people.drafter, slug, {
        kind: "request",
        title: "A request",
        layoutProfile: "letter",
      }),
    );
    const address = `/documents/${documentId}/authors`;
    const colleague = await site.as("ilrc-drafter");
    expect((await colleague.get(address)).status).toBe(200);
    value(
      await services.matters.removeParty(people.admin, slug, {
        organizationId: organizations.ilrc,
      }),
    );
    expect((await colleague.get(address)).status).toBe(404);
  });
});

describe("an insider without the role", () => {
  it("is told that the role is missing, not that the page does not exist", async () => {
    const site = await openSite();
    const { organizations, slug } = site;
    const observer = await site.as("observer");
    const addresses = [
      `/matters/${slug}/edit`,
      `/matters/${slug}/parties`,
      `/matters/${slug}/documents/new`,
      `/matters/${slug}/facts`,
      `/matters/${slug}/dockets/new`,
      "/matters/new",
      `/organizations/${organizations.council}/invite`,
      "/organizations/new",
    ];
    for (const address of addresses) {
      const answer = await observer.get(address);
      expect([address, answer.status]).toEqual([address, 403]);
      expect(answer.words).toMatch(/Not for your role/u);
    }
    expect((await observer.get(`/matters/${slug}`)).status).toBe(200);
  });
});

describe("every route", () => {
  it("that draws a page has a title of its own", () => {
    const untitled = Object.values(ROUTES)
      .filter(({ module }) => "default" in module && !("meta" in module))
      .map(({ id }) => id);
    expect(untitled).toEqual(["routes/_workspace.$"]);
  });
});
