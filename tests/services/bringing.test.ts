import { describe, expect, it } from "vitest";
import { isStandInAddress } from "#app/domain/archive/stand-in.ts";
import { plainSentence } from "#app/domain/audit-record/entry.ts";
import { recordQuery } from "#app/domain/audit-record/filter.ts";
import { takenAlong } from "#tests/archive/taken.ts";
import { broughtIn, broughtRow, faultsIn, openElsewhere } from "./bringing.ts";
import { openFullMatter } from "./full-matter.ts";
import { openPublished } from "./published-page.ts";
import { openSuitOfRequest } from "./suit.ts";
import { freshBrowser } from "./with-passkey.ts";
import { refused, value, type Workspace } from "./workspace.ts";

const matterOf = async ({ database }: Pick<Workspace, "database">) =>
  (await database.client.matter.findFirstOrThrow()).id;

const slugOf = async ({ database }: Pick<Workspace, "database">) =>
  (await database.client.matter.findFirstOrThrow()).slug;

/** The archive of a workspace with two matters, with the own threads of both organizations. */
async function takeWorkspace() {
  const here = await openFullMatter();
  const { services, people, organizations, database } = here;
  for (const [admin, id] of [
    [people.admin, organizations.council],
    [people.ilrcAdmin, organizations.ilrc],
  ] as const) {
    const browser = await freshBrowser(here, admin);
    value(await services.archiveConsents.set(admin, id, { consent: "yes" }, browser));
  }
  const form = { title: "A second matter", narrative: "", partyIds: [] };
  const leadOrganizationId = organizations.council;
  value(await services.matters.create(people.admin, { ...form, leadOrganizationId }));
  await database.client.user.updateMany({
    where: { id: people.admin.userId },
    data: { workspaceAdmin: true },
  });
  return { here, files: await takenAlong(here, people.admin) };
}

describe("[A3] an archive that is brought into another workspace", () => {
  it("brings a filed request with its lawsuit, which audit:verify finds nothing wrong with", async () => {
    const suit = await openSuitOfRequest();
    const answered = await suit.recorded({ kind: "answer", dated: "2022-03-10", number: "18" });
    value(await suit.correct(answered, { kind: "answer", dated: "2022-03-11", number: "18" }));
    const files = await takenAlong(suit, suit.people.staff, await matterOf(suit));
    const there = await openElsewhere();
    await broughtIn(there, there.actor, files, { leadOrganizationId: there.lead, own: {} });
    expect(await faultsIn(there)).toEqual([]);
    expect(await there.database.client.docketEvent.count()).toBe(2);
  });

  it("tells the public nothing of a page that was public there alone", async () => {
    const published = await openPublished();
    const { people, pageSlug: slug } = published;
    const files = await takenAlong(published, people.staff, await matterOf(published));
    const there = await openElsewhere();
    const { publicPage } = there.services;
    const unknown = refused(await publicPage.read("never-was"), "not-found");
    await broughtIn(there, there.actor, files, { leadOrganizationId: there.lead, own: {} });
    expect(refused(await publicPage.read(slug), "not-found")).toEqual(unknown);
    expect(value(await publicPage.list()).pages).toEqual([]);
    const slugHere = await slugOf(there);
    // Nor does it tell the matter's people that its address says something, or that it was published here.
    expect(value(await publicPage.show(there.actor, slugHere))).toMatchObject({
      state: "withdrawn",
      wasPublicHere: false,
      updates: [],
    });
    expect(value(await publicPage.timeline(there.actor, slugHere)).pageState).toBe("draft");
    const query = recordQuery.parse({});
    const { lines } = value(await there.services.auditRecord.show(there.actor, slugHere, query));
    const said = lines.map(({ parts }) => plainSentence(parts)).join("\n");
    expect(said).toContain("The public page came with an archive, and is not public by it.");
    expect(said).not.toContain("took the public page down");
  });

  it("brings all matters of a workspace, each person as one stand-in, and goes on where it broke off", async () => {
    const { here, files } = await takeWorkspace();
    const { organizations, drafted } = here;
    const there = await openElsewhere();
    const { client } = there.database;
    const choices = {
      leadOrganizationId: there.lead,
      own: { [organizations.council]: there.lead },
    };
    const id = await broughtRow(there, there.actor);
    let steps = 0;
    const breaking = {
      parts: () => undefined,
      async done() {
        steps += 1;
        if (steps === 6) throw new Error("the process ends");
      },
    };
    await expect(
      broughtIn(there, there.actor, files, choices, { id, progress: breaking }),
    ).rejects.toThrow("the process ends");
    const [first] = await client.matter.findMany();
    expect(await client.broughtArchive.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: "working",
      matterIds: JSON.stringify([first?.id]),
    });
    const { matterIds } = await broughtIn(there, there.actor, files, choices, { id });
    expect(matterIds).toHaveLength(2);
    expect(matterIds[0]).toBe(first?.id);
    expect(await client.matter.count()).toBe(2);
    expect(await faultsIn(there)).toEqual([]);
    const people = await client.user.findMany();
    const standIns = people.filter(({ email }) => isStandInAddress(email));
    expect(standIns.length).toBeGreaterThan(2);
    expect(new Set(standIns.map(({ name }) => name)).size).toBe(standIns.length);
    expect(standIns.every((one) => one.passwordHash === null && !one.workspaceAdmin)).toBe(true);
    expect(await client.membership.count()).toBe(1);
    // Words of the Council's people among themselves are Elsewhere's now; those of ILRC's are nobody's.
    const { threads } = value(await there.services.threads.show(there.actor, drafted));
    const words = threads.flatMap(({ comments }) => comments.map(({ text }) => text));
    expect(words).toContain("Said to all parties");
    expect(words).toContain("Between ourselves at the Council");
    expect(words).not.toContain("Between ourselves at ILRC");
    expect(await client.comment.count({ where: { text: "Between ourselves at ILRC" } })).toBe(1);
  });
});
