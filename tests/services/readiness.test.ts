import { describe, expect, test } from "vitest";
import { readDetails, writeDetails } from "#app/document/details/document-details.ts";
import { openReview, signByCounsel, submit, writeText, type Review } from "./papers.ts";
import { refused as expectRefused, value } from "./workspace.ts";

const readiness = async ({ services, people, documentId }: Review) =>
  value(await services.reviews.readiness(people.drafter, documentId));

describe("what is left open in a draft", () => {
  test("is named with its place, and what nothing excuses keeps it from its reviewers", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    expect((await readiness(review)).findings).toEqual([]);
    await writeText(review, documentId, "[Second record or set of records.]");
    const { findings, canProceed, seen } = await readiness(review);
    expect(canProceed).toBe(false);
    expect(findings).toMatchObject([
      { check: "template-prompt", severity: "blocks", place: { kind: "block" } },
    ]);
    const reason = "We like it so.";
    const refusal = expectRefused(
      await services.reviews.submit(people.drafter, documentId, { reason, seen }),
      "text-incomplete",
    );
    expect(refusal.sentence).toContain("Second record");
    expect(refusal.block).toBe(findings[0]?.place.kind === "block" ? findings[0].place.id : "");
  });

  test("may stand where a person says why; the reviewer reads it, and the record has no word of it", async () => {
    const review = await openReview();
    const { services, people, documentId, database, reviewers } = review;
    await writeText(review, documentId, "He wrote “[the agency] failed”.");
    expectRefused(await services.reviews.submit(people.drafter, documentId, {}), "text-incomplete");
    await submit(review);
    const shown = value(await services.reviews.show(reviewers.council, documentId));
    expect(shown.letStand).toMatchObject({
      reason: "It belongs there.",
      findings: [{ check: "bracketed-words", words: "“[the agency]” is left in the text" }],
    });
    const line = await database.client.auditEvent.findFirstOrThrow({
      where: { documentId, type: "document.submitted" },
    });
    expect(line.details).not.toContain("agency");
    expect(JSON.parse(line.details)).toMatchObject({ letStand: [{ check: "bracketed-words" }] });
  });

  test("is excused only as the page showed it: what came since has to be read first", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    await writeText(review, documentId, "“[one]”");
    const { seen } = await readiness(review);
    await writeText(review, documentId, "“[another]”");
    const form = { seen, reason: "It is a quotation." };
    expectRefused(await services.reviews.submit(people.drafter, documentId, form), "stale");
    const now = { ...form, seen: (await readiness(review)).seen };
    value(await services.reviews.submit(people.drafter, documentId, now));
  });

  test("[L23] keeps back a complaint with the wrong court, one plaintiff of three and bracketed holes", async () => {
    const review = await openReview();
    const { services, people, slug, database } = review;
    const { documentId } = value(
      await services.documents.create(people.drafter, slug, {
        kind: "complaint",
        title: "Complaint",
        layoutProfile: "nd-cal",
      }),
    );
    await signByCounsel(review, documentId);
    const row = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
    const details = readDetails(row.facts);
    const caption = details.caption && {
      ...details.caption,
      district: "Central District of California",
      plaintiffs: details.caption.plaintiffs.slice(0, 1),
    };
    await database.client.document.update({
      where: { id: documentId },
      data: { facts: writeDetails({ ...details, caption }) },
    });
    const complaint = { ...review, documentId };
    const { findings, canProceed, seen } = await readiness(complaint);
    expect(canProceed).toBe(false);
    const blocking = findings.filter(({ severity }) => severity === "blocks");
    const checks = blocking.map(({ check }) => check);
    for (const check of ["template-prompt", "wrong-court", "party-omitted"]) {
      expect(checks).toContain(check);
    }
    const form = { seen, reason: "We are in a hurry." };
    const refusal = expectRefused(
      await services.reviews.submit(people.drafter, documentId, form),
      "text-incomplete",
    );
    expect(refusal.sentence).toContain("The document is not ready to submit");
  });

  test("counts what looks private, before anybody signs and not only at filing", async () => {
    const review = await openReview();
    const { documentId } = review;
    await writeText(review, documentId, "Her number is 219-09-9999, SSN.");
    expect((await readiness(review)).findings).toMatchObject([
      { check: "private-data", severity: "asks", place: { kind: "private-data" } },
    ]);
  });

  test("is shown to whoever may read the draft, and to nobody else", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    value(await services.reviews.readiness(people.observer, documentId));
    expectRefused(await services.reviews.readiness(people.stranger, documentId), "not-found");
  });
});
