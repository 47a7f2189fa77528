import { describe, expect, it } from "vitest";
import { organizationsThatConsent } from "#server/services/archive-consent/consents.ts";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import { remindersOf } from "./reminders.ts";
import { freshBrowser } from "./with-passkey.ts";
import { openCoalition, refused, value } from "./workspace.ts";

/** Whether that organization consents. */
async function consentsTo(client: Parameters<typeof organizationsThatConsent>[0], id: string) {
  return (await organizationsThatConsent(client, [id])).has(id);
}

async function openConsents() {
  const coalition = await openCoalition();
  const { services, people, organizations, database } = coalition;
  const browser = await freshBrowser(coalition, people.admin);
  const { council } = organizations;
  const set = (consent: "yes" | "no") =>
    services.archiveConsents.set(people.admin, council, { consent }, browser);
  const lines = () =>
    database.client.auditEvent.findMany({
      where: { type: { startsWith: "organization.archive-consent" } },
      orderBy: { sequence: "asc" },
    });
  return { ...coalition, browser, council, set, lines };
}

describe("[A1] an organization's consent to archives of the workspace", () => {
  it("is not given until its administrator gives it, and ends when it is taken back", async () => {
    const { database, services, people, council, organizations, set, lines } = await openConsents();
    const { client } = database;
    const shown = async () =>
      value(await services.archiveConsents.show(people.admin, council)).given;
    expect(await consentsTo(client, council)).toBe(false);
    expect(await shown()).toBeNull();

    value(await set("yes"));
    expect(await consentsTo(client, council)).toBe(true);
    expect(await consentsTo(client, organizations.ilrc)).toBe(false);
    expect((await shown())?.by).toBe(people.admin.name);

    value(await set("no"));
    expect(await consentsTo(client, council)).toBe(false);
    expect(await shown()).toBeNull();
    expect((await lines()).map(({ type, organizationId }) => [type, organizationId])).toEqual([
      ["organization.archive-consent-given", council],
      ["organization.archive-consent-withdrawn", council],
    ]);
  });

  it("leaves one line however often it is sent", async () => {
    const { set, lines } = await openConsents();
    value(await set("no"));
    expect(await lines()).toEqual([]);
    value(await set("yes"));
    value(await set("yes"));
    expect(await lines()).toHaveLength(1);
  });

  it("is given by that organization's administrators alone, and seen by nobody else", async () => {
    const coalition = await openConsents();
    const { services, people, organizations, council, database } = coalition;
    for (const actor of [people.drafter, people.staff, people.observer]) {
      const browser = await freshBrowser(coalition, actor);
      const form = { consent: "yes" } as const;
      refused(await services.archiveConsents.set(actor, council, form, browser), "forbidden");
      refused(await services.archiveConsents.show(actor, council), "forbidden");
    }
    // The workspace's administrator, who makes the archive, is asked for nothing by it.
    const browser = await freshBrowser(coalition, people.admin);
    const other = organizations.ilrc;
    const form = { consent: "yes" } as const;
    refused(await services.archiveConsents.set(people.admin, other, form, browser), "not-found");
    refused(await services.archiveConsents.show(people.admin, other), "not-found");
    expect(await database.client.archiveConsent.count()).toBe(0);
  });

  it("is held by the record: a row that somebody put in or took out is found", async () => {
    const { database, council, organizations, people, set } = await openConsents();
    value(await set("yes"));
    const differences = async () => (await verifyAll(database)).rowDifferences;
    expect(await differences()).toEqual([]);
    const data = {
      organizationId: organizations.ilrc,
      givenById: people.admin.userId,
      givenAt: new Date(),
    };
    await database.client.archiveConsent.create({ data });
    expect(await differences()).toMatchObject([{ table: "ArchiveConsent" }]);
    await database.client.archiveConsent.deleteMany({});
    expect(await differences()).toMatchObject([{ table: "ArchiveConsent" }]);
    expect(await consentsTo(database.client, council)).toBe(false);
  });

  it("is told to all of its administrators by mail", async () => {
    const coalition = await openCoalition({ posted: "sent" });
    const { council } = coalition.organizations;
    await coalition.person("second@example.org", [{ organizationId: council, roles: ["admin"] }]);
    const desk = await remindersOf(coalition);
    await desk.work();
    desk.taken();
    const { admin } = desk.people;
    const browser = await freshBrowser(desk, admin);
    for (const [consent, subject] of [
      ["yes", "archives may hold them"],
      ["no", "archives hold them no more"],
    ] as const) {
      value(await desk.services.archiveConsents.set(admin, council, { consent }, browser));
      await desk.work();
      const letters = desk.taken();
      expect(letters.map(({ to }) => to?.[0]?.address).toSorted()).toEqual([
        "admin@example.org",
        "second@example.org",
      ]);
      for (const letter of letters) {
        expect(letter.subject).toMatch(new RegExp(`^Own conversations of .+: ${subject}$`, "u"));
        expect(letter.text).toContain(`https://desk.example.org/organizations/${council}/archives`);
      }
    }
  });
});
