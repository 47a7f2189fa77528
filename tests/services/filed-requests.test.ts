import { describe, expect, it } from "vitest";
import { compareRows } from "#server/services/audit/compare-rows.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { plainText } from "#tests/support/plain-text.ts";
import { LOST_REFERENCE } from "#app/document/nodes/cross-reference.ts";
import { committedProse } from "./ports.ts";
import { makeWhole, openReview, submit, writeText, type Review } from "./papers.ts";
import { signAndFile } from "./sign-and-file.ts";
import { refusal, refused, value } from "./workspace.ts";

/** Files the request of the review, which asks for these records too, with that confirmation. */
async function fileRequest(
  review: Review,
  confirmation: string | undefined,
  items: readonly string[],
) {
  const { documentId } = review;
  await makeWhole(review, documentId);
  for (const item of items) await writeText(review, documentId, item, { kind: "requestItem" });
  const { versionId, hash } = await submit(review);
  await signAndFile(review, { versionId, hash }, { filedOn: "2021-09-09", confirmation });
}

/** Puts an event of the agency record where its form would. */
async function onRecord(
  { database, documentId }: Pick<Review, "database" | "documentId">,
  event: {
    readonly id: string;
    readonly kind: string;
    readonly dated?: string;
    readonly received?: string;
    readonly correctsId?: string;
    readonly details: object;
  },
) {
  const { id, kind, dated = null, received = null, correctsId = null, details } = event;
  await database.client.agencyEvent.create({
    data: {
      id,
      documentId,
      kind,
      dated,
      sent: null,
      received,
      correctsId,
      details: JSON.stringify(details),
      note: "",
      recordedById: "staff",
      recordedAt: new Date(),
    },
  });
}

const RECEIVED = {
  id: "received",
  kind: "received",
  received: "2021-09-09",
  details: { office: "ICE FOIA Office", isProper: true },
};
const ACKNOWLEDGED = {
  id: "acknowledged",
  kind: "acknowledged",
  dated: "2021-09-14",
  details: { trackingNumbers: [{ number: "2021-ICFO-00042", office: null }] },
};

/** In milliseconds. */
const DAY = 86_400_000;

async function begin(review: Review, kind: "complaint" | "appeal" | "letter") {
  const { services, people, slug } = review;
  const layoutProfile = kind === "complaint" ? "nd-cal" : "letter";
  const form = { kind, title: "Weekly reports", layoutProfile } as const;
  const { documentId } = value(await services.documents.create(people.drafter, slug, form));
  return { documentId, ...(await asPrinted(review, documentId)) };
}

async function asPrinted({ database }: Pick<Review, "database">, documentId: string) {
  const draft = await committedProse(database, documentId);
  const row = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
  const details = readDetails(row.facts);
  const text = plainText(draft!.prose, { page: { facts: details, layoutProfile: "nd-cal" } });
  return { prose: draft!.prose, text, facts: details, docketId: row.docketId };
}

describe("a new paper of a matter with a filed request [L34]", () => {
  it("tells of the request by what is on record of it, and rests exhaustion on its clock", async () => {
    const review = await openReview();
    await fileRequest(review, "PORTAL-1", ["Weekly reports of arrests", "Their dictionary"]);
    await onRecord(review, RECEIVED);
    await onRecord(review, ACKNOWLEDGED);
    // A draft that begins before the time has passed doesn't say that it has (embarrassment 5).
    const early = await begin(review, "complaint");
    expect(early.text).toContain("[Exhaustion can’t be pleaded yet: the time for");
    review.pass(60 * DAY);
    const { text, facts, docketId } = await begin(review, "complaint");
    expect(text).toContain("The request of September 9, 2021");
    expect(text).toMatch(
      /On September 9, 2021, Plaintiffs sent ICE a request \(the “Request”\) through its online portal, addressed to ICE FOIA Office, of which a copy is attached as Exhibit A, for:/u,
    );
    expect(text).toContain(
      "received the Request on September 9, 2021 and gave it tracking number 2021-ICFO-00042.",
    );
    // The confirmation of a portal is never pleaded as the agency's number [L10].
    expect(text).not.toContain("PORTAL-1");
    expect(text).toContain("A determination was due by October 7, 2021.");
    expect(text).toContain("deemed to have exhausted administrative remedies. 5 U.S.C.");
    const at = (words: string) => text.indexOf(words);
    expect(at("Weekly reports of arrests")).toBeGreaterThan(at("for:"));
    expect(at("Their dictionary")).toBeGreaterThan(at("Weekly reports of arrests"));
    expect(facts.trackingNumbers).toEqual(["2021-ICFO-00042"]);
    expect(text).not.toContain(LOST_REFERENCE);
    // The new lawsuit enforces the request [L36].
    const enforced = await review.database.client.docketFiling.findMany({
      where: { docketId: docketId! },
    });
    expect(enforced.map(({ documentId }) => documentId)).toEqual([review.documentId]);
  });

  it("begins a lawsuit whose rows are in the record's lines", async () => {
    const review = await openReview();
    await fileRequest(review, undefined, []);
    expect((await begin(review, "complaint")).docketId).not.toBeNull();
    expect(await compareRows(review.database)).toEqual([]);
  });

  it("has the filed request as Exhibit A, with exactly its bytes", async () => {
    const review = await openReview();
    await fileRequest(review, undefined, []);
    const { facts } = await begin(review, "complaint");
    const filing = await review.database.client.filing.findUniqueOrThrow({
      where: { documentId: review.documentId },
    });
    expect(facts.exhibits).toMatchObject([
      { title: "The Request of September 9, 2021", file: { sha256: filing.pdfHash } },
    ]);
  });

  it("says of an appeal to whom it goes and what it is, and of each item what became of it [L33]", async () => {
    const review = await openReview();
    await fileRequest(review, undefined, ["Weekly reports of arrests"]);
    const { text, facts } = await begin(review, "appeal");
    expect(text).toContain("the request of September 9, 2021, tracking number [tracking number]");
    expect(text).toContain("Weekly reports of arrests");
    expect(text).toContain("[What the agency released, withheld or did not find.]");
    expect(facts.letter).toMatchObject({ isAppeal: true });
    expect(facts.letter?.addressee[0]).toBe("Freedom of Information Act Appeals Office");
    expect(facts.letter?.re).toBe("Appeal about the request of September 9, 2021");
  });

  it("begins a letter with its Re: line, the FOIA office and a salutation to an officer", async () => {
    const review = await openReview();
    await fileRequest(review, undefined, []);
    await onRecord(review, RECEIVED);
    await onRecord(review, ACKNOWLEDGED);
    const { text, facts } = await begin(review, "letter");
    expect(facts.letter?.re).toBe("FOIA request of September 9, 2021, No. 2021-ICFO-00042");
    expect(facts.letter?.addressee.slice(0, 2)).toEqual([
      "Freedom of Information Act Office",
      "U.S. Immigration and Customs Enforcement",
    ]);
    expect(text).toContain("Dear FOIA Officer:");
  });

  it("is about the requests that were chosen alone, and refuses one of another matter", async () => {
    const review = await openReview();
    await fileRequest(review, undefined, []);
    const { services, people, slug, documentId } = review;
    const form = { kind: "complaint", title: "Suit", layoutProfile: "nd-cal" } as const;
    const chosen = { ...form, requestIds: [documentId] };
    const made = value(await services.documents.create(people.drafter, slug, chosen));
    const { text } = await asPrinted(review, made.documentId);
    expect(text).toContain("The request of September 9, 2021");
    const other = { ...form, requestIds: ["elsewhere"] };
    const refusedOne = await services.documents.create(people.drafter, slug, other);
    expect(refused(refusedOne, "bad-input").fields).toHaveProperty("requestIds");
  });
});

describe("an appeal is from letters that somebody chooses [L62]", () => {
  const ANSWER = { id: "answer", kind: "determined", dated: "2021-10-01", details: {} };
  const WAIVER = { id: "waiver", kind: "feeWaiverDenied", dated: "2021-09-20", details: {} };
  const NONE = { ...ANSWER, id: "none", details: { statesReasonsAndAppeal: false } };

  async function openAnswered(...letters: readonly Parameters<typeof onRecord>[1][]) {
    const review = await openReview();
    await fileRequest(review, undefined, []);
    for (const letter of [RECEIVED, ...letters]) await onRecord(review, letter);
    const { services, people, slug } = review;
    const create = (chosen: { letterIds?: string[]; requestIds?: string[] }) =>
      services.documents.create(people.drafter, slug, {
        kind: "appeal",
        title: "Appeal",
        layoutProfile: "letter",
        ...chosen,
      });
    return { ...review, create };
  }

  it("offers each that can be appealed, with its day and its request", async () => {
    const { services, people, slug } = await openAnswered(WAIVER, ANSWER, NONE);
    const { letters } = value(await services.documents.choices(people.drafter, slug));
    expect(letters).toMatchObject([
      { id: "waiver", name: "Fee waiver denied", dated: "2021-09-20" },
      { id: "answer", name: "Determination", dated: "2021-10-01" },
    ]);
  });

  it("takes none by itself where there are several, and no letter that is not shown", async () => {
    const { create } = await openAnswered(WAIVER, ANSWER, NONE);
    expect(refused(await create({}), "bad-input").fields).toHaveProperty("letterIds");
    const unshown = await create({ letterIds: ["none"] });
    expect(refused(unshown, "bad-input").fields).toHaveProperty("letterIds");
  });

  it("is about the chosen ones alone, each of them an exhibit", async () => {
    const answered = await openAnswered(WAIVER, ANSWER);
    const made = value(await answered.create({ letterIds: ["waiver", "answer"] }));
    const { facts } = await asPrinted(answered, made.documentId);
    expect(facts.exhibits.map(({ title }) => title)).toEqual([
      "The Request of September 9, 2021",
      "The Agency’s Response of September 20, 2021",
      "The Agency’s Response of October 1, 2021",
    ]);
    expect(facts.letter?.re).toBe("Appeal from the responses to the request of September 9, 2021");
    const one = value(await answered.create({ letterIds: ["waiver"] }));
    const { text } = await asPrinted(answered, one.documentId);
    expect(text).toContain("denial of the fee waiver of September 20, 2021");
    expect(text).not.toContain("October 1, 2021");
  });

  it("is from the only letter there is, or from silence about the request that is chosen (L50)", async () => {
    const answered = await openAnswered(ANSWER);
    const only = value(await answered.create({}));
    expect((await asPrinted(answered, only.documentId)).text).toContain(
      "response of October 1, 2021",
    );
    const silent = value(await answered.create({ requestIds: [answered.documentId] }));
    const { text } = await asPrinted(answered, silent.documentId);
    expect(text).toContain("[failure to make a determination in time");
    expect(text).not.toContain("October 1, 2021");
  });

  it("whose last day has passed is not called timely", async () => {
    const answered = await openAnswered(ANSWER);
    answered.pass(400 * DAY);
    const made = value(await answered.create({}));
    const { text } = await asPrinted(answered, made.documentId);
    expect(text).toContain("[The last day for an appeal from it has passed");
  });
});

describe("a complaint about a request that another docket enforces [L67]", () => {
  it("names that docket before it is submitted, and nothing once the request is off it", async () => {
    const review = await openReview();
    await fileRequest(review, undefined, []);
    await onRecord(review, RECEIVED);
    const first = await begin(review, "complaint");
    const { services, people, database } = review;
    const found = async (documentId: string) => {
      const { findings } = value(await services.reviews.readiness(people.drafter, documentId));
      return findings.filter(({ check }) => check === "enforced-elsewhere");
    };
    expect(await found(first.documentId)).toEqual([]);
    const second = await begin(review, "complaint");
    expect(await found(second.documentId)).toMatchObject([
      {
        severity: "asks",
        words: expect.stringMatching(
          /^the request “.+” is enforced by the docket “.+ v\. .+, no case number recorded”, too$/u,
        ),
        place: { kind: "request", id: review.documentId },
      },
    ]);
    await database.client.docketFiling.deleteMany({ where: { docketId: first.docketId! } });
    expect(await found(second.documentId)).toEqual([]);
  });
});

describe("what a text takes from the record [L35]", () => {
  it("is named with its place when it is out of date, keeps the draft back, and is updated at once", async () => {
    const review = await openReview();
    await fileRequest(review, undefined, []);
    await onRecord(review, RECEIVED);
    const { documentId, prose } = await begin(review, "complaint");
    const { services, people } = review;
    const stale = async () => {
      const { findings } = value(await services.reviews.readiness(people.drafter, documentId));
      return findings.filter(({ check }) => check === "stale-value");
    };
    expect(await stale()).toEqual([]);

    // The receipt was another day: a correction, from which the clock counts anew.
    await onRecord(review, {
      ...RECEIVED,
      id: "corrected",
      received: "2021-09-13",
      correctsId: "received",
    });
    const found = await stale();
    expect(found.map(({ words, severity }) => [words, severity])).toEqual([
      [
        "the date of receipt is printed as September 9, 2021, and it is September 13, 2021 now",
        "blocks",
      ],
      [
        "the date by which a determination was due is printed as October 7, 2021, and it is October 12, 2021 now",
        "blocks",
      ],
    ]);
    const ids = prose.content.map(({ attrs }) => attrs?.id);
    for (const { place } of found) {
      expect(place.kind === "block" && ids.includes(place.id)).toBe(true);
    }

    value(await services.documents.updateSourced(people.drafter, documentId));
    expect(await stale()).toEqual([]);
    const after = await asPrinted(review, documentId);
    expect(after.text).toContain("A determination was due by October 12, 2021.");
    // The words are as they were: only what the fields print is another.
    expect(after.prose).toEqual(prose);
    const line = await review.database.client.auditEvent.findFirst({
      orderBy: { sequence: "desc" },
    });
    expect(line).toMatchObject({ type: "document.facts-edited", documentId });
  });

  it("is updated by drafters alone", async () => {
    const review = await openReview();
    await fileRequest(review, undefined, []);
    const { documentId } = await begin(review, "complaint");
    const { services, people } = review;
    const update = (who: "observer" | "stranger") =>
      services.documents.updateSourced(people[who], documentId);
    expect(await update("observer")).toMatchObject(refusal("forbidden"));
    expect(await update("stranger")).toMatchObject(refusal("not-found"));
  });
});

it("a matter without a filed request gets prompts instead", async () => {
  const { text, facts } = await begin(await openReview(), "complaint");
  expect(text).toContain("[The request of (date)]");
  expect(text).toContain("[first record];");
  expect(facts.trackingNumbers).toEqual([]);
  expect(facts.exhibits).toEqual([]);
});
