import { describe, expect, it } from "vitest";
import { readDetails } from "#app/document/details/document-details.ts";
import { plainText } from "#app/document/rendering/plain-text.ts";
import { danglingTargets } from "#app/document/numbering/references.ts";
import { fileInSteps } from "./file-in-steps.ts";
import { committedProse } from "./ports.ts";
import { makeWhole, openReview, submit, writeWords, type Review } from "./papers.ts";
import { FROM, PASSWORD, value } from "./workspace.ts";

/** Files the request of the review, which asks for these records too, with that confirmation. */
async function fileRequest(
  review: Review,
  confirmation: string | undefined,
  items: readonly string[],
) {
  const { services, people, reviewers, organizations, documentId } = review;
  await makeWhole(review, documentId);
  for (const item of items) await writeWords(review, documentId, item, { kind: "requestItem" });
  const { versionId, hash } = await submit(review);
  for (const party of ["council", "ilrc"] as const) {
    const form = { versionId, hash, organizationId: organizations[party], password: PASSWORD };
    value(await services.reviews.signOff(reviewers[party], documentId, form, FROM));
  }
  value(
    await fileInSteps(services, people.staff, documentId, {
      versionId,
      hash,
      filedOn: "2021-09-09",
      method: "portal",
      addressee: "ICE FOIA Office",
      confirmation,
      caseNumber: undefined,
      certified: false,
      signatures: [],
    }),
  );
}

async function begin(review: Review, kind: "complaint" | "appeal") {
  const { services, people, slug, database } = review;
  const layoutProfile = kind === "complaint" ? "nd-cal" : "letter";
  const form = { kind, title: "Weekly reports", layoutProfile } as const;
  const { documentId } = value(await services.documents.create(people.drafter, slug, form));
  const draft = await committedProse(database, documentId);
  const row = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
  return { prose: draft!.prose, text: plainText(draft!.prose), facts: readDetails(row.facts) };
}

describe("a new paper of a matter with a filed request", () => {
  it("tells of the request by its date, way, number and items, and rests exhaustion on that", async () => {
    const review = await openReview();
    await fileRequest(review, "2021-ICFO-00042", ["Weekly reports of arrests", "Their dictionary"]);
    const { text, facts, prose } = await begin(review, "complaint");
    expect(text).toContain("The request of September 9, 2021");
    expect(text).toMatch(
      /On September 9, 2021, Plaintiffs sent U\.S\. Immigration and Customs Enforcement a request through its online portal, addressed to ICE FOIA Office, for:/u,
    );
    expect(text).toContain("gave it tracking number 2021-ICFO-00042.");
    expect(text.indexOf("Weekly reports of arrests")).toBeGreaterThan(text.indexOf("for:"));
    expect(text.indexOf("Their dictionary")).toBeGreaterThan(
      text.indexOf("Weekly reports of arrests"),
    );
    expect(facts.trackingNumbers).toEqual(["2021-ICFO-00042"]);
    expect(danglingTargets(prose)).toEqual([]);
  });

  it("asks an appeal to say of each item what became of it", async () => {
    const review = await openReview();
    await fileRequest(review, undefined, ["Weekly reports of arrests"]);
    const { text, facts } = await begin(review, "appeal");
    expect(text).toContain("the request of September 9, 2021, tracking number [number]");
    expect(text).toContain(
      "Weekly reports of arrests [What the agency released, withheld or did not find.]",
    );
    expect(facts.trackingNumbers).toEqual([]);
  });
});

it("a matter without a filed request gets prompts instead", async () => {
  const { text, facts } = await begin(await openReview(), "complaint");
  expect(text).toContain("[The request of (date)]");
  expect(text).toContain("[first record];");
  expect(facts.trackingNumbers).toEqual([]);
});
