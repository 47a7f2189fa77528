import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plainText } from "../../app/prose/plain-text";
import { readContent } from "../../server/services/versions/content";
import { setFiledPages, sha256Of } from "../../server/services/filings/pages";
import type { Typesetter } from "../../server/typesetting";
import { letters, textOf } from "../typesetting/reading";
import { openTypesetter } from "../typesetting/typesetter";
import { openReview, submit } from "./papers";
import { FROM, PASSWORD, value } from "./workspace";

let typesetter: Typesetter;
beforeAll(() => {
  typesetter = openTypesetter();
});
afterAll(() => typesetter.close());

/** The letters that a page carries beside its number: where lines and pages end does not matter. */
const printedIn = (text: string) => letters(text.replace(/^Page \d+ of \d+$/gmu, ""));

describe("a request from submitting to the filed PDF, set by the real typesetter", () => {
  it("differs from what was signed in the date of filing alone, and is the same bytes if set again", async () => {
    const review = await openReview({ typesetter });
    const { services, people, reviewers, organizations, documentId, database } = review;
    const { versionId, hash } = await submit(review);
    const signed = value(await services.filings.pdf(people.observer, documentId));
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
});
