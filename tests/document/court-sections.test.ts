import { describe, expect, it } from "vitest";
import { type LayoutProfile } from "#app/domain/document.ts";
import { COURT_PROFILES } from "#app/domain/layout.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { courtSectionFindings } from "#app/document/readiness/court-sections.ts";
import { findingsOf } from "#app/document/readiness/findings.ts";
import { firstTemplate } from "#app/document/templates/index.ts";
import { LETTER_DETAILS, SUIT_DETAILS } from "#tests/typesetting/details.ts";
import { body, doc } from "./build.ts";

function complaintFor(layoutProfile: LayoutProfile) {
  let ids = 0;
  return firstTemplate("complaint", () => `id-${(ids += 1)}`, { parties: ["A"], layoutProfile });
}

const found = (
  of: LayoutProfile,
  laidOut: LayoutProfile,
  details: DocumentDetails = SUIT_DETAILS,
) =>
  courtSectionFindings(complaintFor(of), details, "complaint", laidOut).map(({ words }) => words);

describe("what only one court asks of a complaint's words", () => {
  it("is there in a complaint that begins in that court [L29, L30]", () => {
    for (const court of COURT_PROFILES) expect(found(court, court), court).toEqual([]);
  });

  it("is named where the layout was changed, missing and left over [L34]", () => {
    expect(found("ddc", "nd-cal").join()).toMatch(/no section “Divisional Assignment”/);
    expect(found("nd-cal", "ddc").join()).toMatch(/only the Northern District of California/);
    expect(found("sdny", "cd-cal").join()).toMatch(/does not state jurisdiction/);
    expect(found("nd-cal", "cd-cal")).toHaveLength(2);
  });

  it("is local counsel, where all counsel are outside the court's bar [L29]", () => {
    const abroad = SUIT_DETAILS.signers.map((signer) => ({
      ...signer,
      admission: "pro-hac-vice" as const,
    }));
    const all = { ...SUIT_DETAILS, signers: abroad };
    expect(found("nd-cal", "nd-cal", all).join()).toMatch(/all counsel appear pro hac vice/);
    const [first, ...rest] = abroad;
    const one = { ...SUIT_DETAILS, signers: [{ ...first!, admission: null }, ...rest] };
    expect(found("nd-cal", "nd-cal", one)).toEqual([]);
  });

  it("is asked of no paper that goes with a complaint", () => {
    const caption = { ...SUIT_DETAILS.caption!, companion: "proof-of-service" as const };
    expect(found("ddc", "nd-cal", { ...SUIT_DETAILS, caption })).toEqual([]);
  });
});

it("a bracket above a letter is named, such as an appeals office without its address [L33]", () => {
  const letter = {
    ...LETTER_DETAILS.letter!,
    addressee: ["Appeals Office", "[Address of the office]"],
  };
  const details = { ...LETTER_DETAILS, letter, certifier: null };
  const words = findingsOf(doc(body("Text.")), details, "letter").map((finding) => finding.words);
  expect(words).toEqual(["“[Address of the office]” stands above the letter"]);
});
