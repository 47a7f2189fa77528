import path from "node:path";
import { describe, expect, it } from "vitest";
import { form as agencyForm, RECEIVED } from "#tests/services/filed-request.ts";
import { openSuitOfRequest } from "#tests/services/suit.ts";
import { openReview, submit } from "#tests/services/papers.ts";
import { givePasskey, signByPasskey } from "#tests/services/passkeys.ts";
import { openPublished } from "#tests/services/published-page.ts";
import { talkOf } from "#tests/services/talk.ts";
import { freshBrowser } from "#tests/services/with-passkey.ts";
import { DAY, value, type Workspace } from "#tests/services/workspace.ts";
import { takenAlong, unpacked } from "./taken.ts";
import { rowsIn, type Files } from "./written.ts";

interface Verdict {
  readonly holds: boolean;
  readonly checks: readonly { readonly holds: boolean; readonly faults: readonly string[] }[];
  readonly counts: Readonly<Record<string, number>>;
}
const { verifyArchive } = (await import(
  /* @vite-ignore */ path.resolve("public/verify-archive.mjs")
)) as { verifyArchive(folder: string): Promise<Verdict> };

/** All that verify.mjs finds wrong with an archive, and what it counts. */
async function verdictOn(files: Files) {
  const { holds, checks, counts } = await verifyArchive(await unpacked(files));
  const faults = checks.flatMap((check) => check.faults);
  expect(holds).toBe(faults.length === 0);
  return { faults, counts };
}

const matterOf = async ({ database }: Pick<Workspace, "database">) =>
  (await database.client.matter.findFirstOrThrow()).id;

const holds = (files: Files, words: string) =>
  [...files.values()].some((bytes) => bytes.includes(words));

describe("[A2] an archive as the program makes it, checked by its own script", () => {
  it("holds with versions, sign-offs by passkey and password, and a paper that went back", async () => {
    const review = await openReview();
    const { services, people, reviewers, documentId } = review;
    const first = await submit(review);
    const key = await givePasskey(review, reviewers.ilrc);
    value(await signByPasskey(review, reviewers.ilrc, { key, party: "ilrc", version: first }));
    value(
      await services.reviews.recall(people.drafter, documentId, { reason: "A page is missing." }),
    );
    const version = await submit(review);
    value(await signByPasskey(review, reviewers.ilrc, { key, party: "ilrc", version }));
    const files = await takenAlong(review, people.staff, await matterOf(review));
    const { faults, counts } = await verdictOn(files);
    expect(faults).toEqual([]);
    expect(counts).toMatchObject({ versions: 2, signOffs: 2, keys: 2 });
  });

  it("holds where people sign while it is made: what comes after a matter’s rows goes as a hash", async () => {
    const review = await openReview();
    const { services, people, reviewers, documentId, database } = review;
    const version = await submit(review);
    const key = await givePasskey(review, reviewers.ilrc);
    const matterId = await matterOf(review);
    // After its versions and sign-offs were read, before the record is.
    const act = async () => {
      value(await signByPasskey(review, reviewers.ilrc, { key, party: "ilrc", version }));
      value(
        await services.reviews.recall(people.drafter, documentId, { reason: "A page is missing." }),
      );
    };
    const files = await takenAlong(review, people.staff, matterId, { beforeFiles: act });
    const { faults, counts } = await verdictOn(files);
    expect(faults).toEqual([]);
    expect(counts).toMatchObject({ versions: 1, signOffs: 0 });
    expect(await database.client.signOff.count()).toBe(1);
  });

  it("holds with a filed request, its lawsuit and docket entries that were corrected", async () => {
    const suit = await openSuitOfRequest();
    const { people, services, slug, docketId } = suit;
    const ordered = { until: "2022-03-25", orderNumber: "14", orderedOn: "2022-02-15" };
    await suit.recorded({ kind: "answerOrdered", ...ordered });
    const answered = await suit.recorded({ kind: "answer", dated: "2022-03-10", number: "18" });
    value(await suit.correct(answered, { kind: "answer", dated: "2022-03-11", number: "18" }));
    const other = await suit.recorded({ kind: "answer", dated: "2022-03-12", number: "19" });
    const reason = { reason: "Another suit’s." };
    value(await services.dockets.retractEvent(people.staff, slug, docketId, other, reason));
    const files = await takenAlong(suit, people.staff, await matterOf(suit));
    const { faults, counts } = await verdictOn(files);
    expect(faults).toEqual([]);
    expect(counts["filings"]).toBe(1);
  });

  it("holds with letters of an agency, their outcomes, and a page that was published", async () => {
    const published = await openPublished();
    const { services, people, documentId } = published;
    const record = async (fields: object) =>
      value(await services.agencyRecord.record(people.staff, documentId, agencyForm(fields)));
    published.pass(40 * DAY);
    await record(RECEIVED);
    const none = { kind: "determined", dated: "2021-10-08", statesReasonsAndAppeal: true };
    const { eventId } = await record({ ...none, outcome: "no-records" });
    const corrected = agencyForm({ ...none, dated: "2021-10-07" });
    value(await services.agencyRecord.correct(people.staff, eventId, corrected));
    const files = await takenAlong(published, published.people.staff, await matterOf(published));
    const { faults, counts } = await verdictOn(files);
    expect(faults).toEqual([]);
    expect(counts["filings"]).toBe(1);
    const told = ["agency-events", "item-outcomes", "attachments", "public-updates"].map((table) =>
      [...files.keys()].some(
        (name) => name.endsWith(`/${table}.jsonl`) && rowsIn(files, name).length > 0,
      ),
    );
    expect(told).toEqual([true, true, false, true]);
  });
});

describe("[A1] the archive of a workspace", () => {
  const SECRET = "Between ourselves at ILRC alone";
  const SHARED = "Said to all parties";

  async function openTalk() {
    const review = await openReview();
    const { people, organizations, database } = review;
    const talk = talkOf(review);
    await talk.begin(people.ilrcDrafter, { text: SECRET, organizationId: organizations.ilrc });
    await talk.begin(people.ilrcDrafter, { text: SHARED });
    await database.client.user.updateMany({
      where: { id: people.admin.userId },
      data: { workspaceAdmin: true },
    });
    return review;
  }

  it("has no word of an organization's own conversations without its consent, and says so without a number", async () => {
    const review = await openTalk();
    const files = await takenAlong(review, review.people.admin);
    expect((await verdictOn(files)).faults).toEqual([]);
    expect(holds(files, SHARED)).toBe(true);
    expect(holds(files, SECRET)).toBe(false);
    const manifest = JSON.parse(files.get("manifest.json")?.toString() ?? "{}") as {
      readonly ownThreadsOf: readonly string[];
      readonly leftOut: readonly { readonly what: string; readonly count: number | null }[];
    };
    expect(manifest.ownThreadsOf).toEqual([]);
    const said = manifest.leftOut.filter(({ what }) => what.includes("only their own people"));
    expect(said).toMatchObject([{ count: null }]);
  });

  it("has them once that organization consents, and not any more once it takes that back", async () => {
    const review = await openTalk();
    const { services, people, organizations } = review;
    const browser = await freshBrowser(review, people.ilrcAdmin);
    const set = async (consent: "yes" | "no") =>
      value(
        await services.archiveConsents.set(
          people.ilrcAdmin,
          organizations.ilrc,
          { consent },
          browser,
        ),
      );
    await set("yes");
    const files = await takenAlong(review, people.admin);
    expect((await verdictOn(files)).faults).toEqual([]);
    expect(holds(files, SECRET)).toBe(true);
    const folder = rowsIn(files, "files.jsonl").map(({ path: name }) => String(name));
    expect(folder.some((name) => name.endsWith("/data/threads.jsonl"))).toBe(true);
    await set("no");
    expect(holds(await takenAlong(review, people.admin), SECRET)).toBe(false);
  });
});
