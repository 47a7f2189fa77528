import { describe, expect, it } from "vitest";
import { takenAlong } from "#tests/archive/taken.ts";
import { broughtIn, faultsIn } from "./bringing.ts";
import { form as agencyForm, RECEIVED } from "./filed-request.ts";
import { openReview, submit } from "./papers.ts";
import { givePasskey, signByPasskey } from "./passkeys.ts";
import { openPublished } from "./published-page.ts";
import { openSuitOfRequest } from "./suit.ts";
import { talkOf } from "./talk.ts";
import { DAY, openWorkspace, value, type Workspace } from "./workspace.ts";

/** Another workspace, with an organization and somebody who may begin matters there. */
async function openElsewhere() {
  const there = await openWorkspace();
  there.pass(400 * DAY);
  const lead = await there.organization("Elsewhere");
  const actor = await there.person("eve@example.org", [
    { organizationId: lead, roles: ["admin", "staff", "drafter", "reviewer"] },
  ]);
  return { ...there, lead, actor };
}

const matterOf = async ({ database }: Pick<Workspace, "database">) =>
  (await database.client.matter.findFirstOrThrow()).id;

describe("[A3] an archive that is brought into another workspace", () => {
  it("has sign-offs, and a paper in review that is a draft there", async () => {
    const review = await openReview();
    const { people, reviewers } = review;
    const version = await submit(review);
    const key = await givePasskey(review, reviewers.ilrc);
    value(await signByPasskey(review, reviewers.ilrc, { key, party: "ilrc", version }));
    await talkOf(review).begin(people.ilrcDrafter, { text: "Said to all parties" });
    const files = await takenAlong(review, people.staff, await matterOf(review));
    const there = await openElsewhere();
    await broughtIn(there, there.actor, files, { leadOrganizationId: there.lead, own: {} });
    expect(await faultsIn(there)).toEqual([]);
  });

  it("has a filed request with its lawsuit", async () => {
    const suit = await openSuitOfRequest();
    const files = await takenAlong(suit, suit.people.staff, await matterOf(suit));
    const there = await openElsewhere();
    await broughtIn(there, there.actor, files, { leadOrganizationId: there.lead, own: {} });
    expect(await faultsIn(there)).toEqual([]);
  });

  it("has letters and a published page", async () => {
    const published = await openPublished();
    const { services, people, documentId } = published;
    published.pass(40 * DAY);
    const record = async (fields: object) =>
      value(await services.agencyRecord.record(people.staff, documentId, agencyForm(fields)));
    await record(RECEIVED);
    const files = await takenAlong(published, people.staff, await matterOf(published));
    const there = await openElsewhere();
    await broughtIn(there, there.actor, files, { leadOrganizationId: there.lead, own: {} });
    expect(await faultsIn(there)).toEqual([]);
    await broughtIn(published, people.admin, files, {
      leadOrganizationId: published.organizations.council,
      own: {},
    });
    expect(await faultsIn(published)).toEqual([]);
  });
});
