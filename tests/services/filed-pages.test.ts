import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plainText } from "../../app/prose/plain-text";
import { readContent } from "../../server/services/versions/content";
import { setFiledPages, sha256Of } from "../../server/services/filings/pages";
import type { Typesetter } from "../../server/typesetting";
import { letters, textOf } from "../typesetting/reading";
import { openTypesetter } from "../typesetting/typesetter";
import { openReview, submit, type Review } from "./papers";
import { FROM, PASSWORD, refused as expectRefused, value } from "./workspace";

let typesetter: Typesetter;
beforeAll(() => {
  typesetter = openTypesetter();
});
afterAll(() => typesetter.close());

/** The letters that a page carries beside its number: where lines and pages end does not matter. */
const printedIn = (text: string) => letters(text.replace(/^Page \d+ of \d+$/gmu, ""));

/** Every organization signs the version, and staff record its filing. */
async function signAndFile(
  { services, people, reviewers, organizations, documentId }: Review,
  { versionId, hash }: { versionId: string; hash: string },
) {
  for (const party of ["council", "ilrc"] as const) {
    const form = { versionId, hash, organizationId: organizations[party], password: PASSWORD };
    value(await services.reviews.signOff(reviewers[party], documentId, form, FROM));
  }
  value(
    await services.filings.file(people.staff, documentId, {
      versionId,
      hash,
      filedOn: "2021-09-09",
      method: "portal",
      addressee: "ICE FOIA Office",
      confirmation: undefined,
      caseNumber: undefined,
      certified: false,
      signatures: [],
    }),
  );
}

describe("a request from submitting to the filed PDF, set by the real typesetter", () => {
  it("differs from what was signed in the date of filing alone, and is the same bytes if set again", async () => {
    const review = await openReview({ typesetter });
    const { services, people, documentId, database } = review;
    const { versionId, hash } = await submit(review);
    const signed = value(await services.filings.pdf(people.observer, documentId));
    await signAndFile(review, { versionId, hash });
    const filed = value(await services.filings.pdf(people.observer, documentId));
    expect(Buffer.from(filed.bytes.slice(0, 5)).toString()).toBe("%PDF-");

    const { content } = await database.client.version.findUniqueOrThrow({
      where: { id: versionId },
    });
    const version = readContent(content);
    const printed = printedIn(await textOf(filed.bytes));
    expect(printed).toContain("September9,2021");
    // Every letter that was signed stands in the PDF, block after block.
    let place = 0;
    for (const block of plainText(version.prose).split("\n\n")) {
      const signedLetters = letters(block);
      const found = printed.indexOf(signedLetters, place);
      expect(found, block).toBeGreaterThan(-1);
      place = found + signedLetters.length;
    }

    const marked = await textOf(signed.bytes);
    const mark = new RegExp(`Version 1 · sha256 ${hash.slice(0, 12)} · not filed`, "gu");
    const pages = marked.split("\f").filter((page) => page.trim() !== "");
    expect(pages.every((page) => page.match(mark))).toBe(true);
    const unmarked = printedIn(marked.replace(mark, ""));
    expect(unmarked.replace("[dateoffiling]", "September9,2021")).toEqual(printed);

    const again = value(
      await setFiledPages({ typesetter }, version, {
        date: "2021-09-09",
        caseNumber: null,
        signatures: [],
      }),
    );
    expect(sha256Of(again.pdf)).toBe(sha256Of(filed.bytes));
  });

  it("has a certificate beside it that names who approved what, both hashes, and the lines of the record", async () => {
    const review = await openReview({ typesetter });
    const { services, people, documentId, database } = review;
    const version = await submit(review);
    await signAndFile(review, version);
    const certificate = value(await services.filings.certificate(people.observer, documentId));
    expect(certificate.name).toBe("2021-09-09-foia-request-weekly-reports-certificate.pdf");
    const words = letters(await textOf(certificate.bytes));
    const { pdfHash } = await database.client.filing.findUniqueOrThrow({ where: { documentId } });
    const event = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "document.filed" },
    });
    const told = [version.hash, pdfHash, event.hash, "Thursday, 9 September 2021"];
    for (const one of [...told, "council-reviewer", "ilrc-reviewer"]) {
      expect(words).toContain(letters(one));
    }
    // The filed PDF names none of them.
    const pdf = value(await services.filings.pdf(people.observer, documentId));
    const filed = letters(await textOf(pdf.bytes));
    for (const secret of [version.hash, "council-reviewer", "ilrc-reviewer", "staff"]) {
      expect(filed).not.toContain(letters(secret));
    }
    expectRefused(await services.filings.certificate(people.stranger, documentId), "not-found");
  });
});
