import { describe, expect, test } from "vitest";
import type { CaptionDetails, DocumentDetails } from "#app/document/details/document-details.ts";
import { courtPaperFindings, defendantFindings } from "#app/document/readiness/court-paper.ts";
import { findingsOf } from "#app/document/readiness/findings.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import { readinessOf } from "#app/domain/readiness.ts";
import { SUIT_DETAILS } from "#tests/typesetting/details.ts";
import { body, doc } from "./build.ts";

const signatures = SUIT_DETAILS.organizations.map(({ id: organization }) => ({
  type: "signatureBlock" as const,
  attrs: { id: `s-${organization}`, organization },
}));
const COMPLAINT = doc(body("a", "Plaintiffs bring this action."), ...signatures);

const caption = SUIT_DETAILS.caption!;
const [ilrc, mijente, council] = SUIT_DETAILS.signers as [
  DocumentDetails["signers"][number],
  DocumentDetails["signers"][number],
  DocumentDetails["signers"][number],
];

const captioned = (over: Partial<CaptionDetails>): DocumentDetails => ({
  ...SUIT_DETAILS,
  caption: { ...caption, ...over },
});
const signed = (...signers: DocumentDetails["signers"]): DocumentDetails => ({
  ...SUIT_DETAILS,
  signers,
  caption: { ...caption, counsel: signers.map(({ id }) => id) },
});

const found = (details: DocumentDetails, profile: LayoutProfile = "nd-cal", prose = COMPLAINT) =>
  courtPaperFindings(prose, details, "complaint", profile);
const checks = (...args: Parameters<typeof found>) => found(...args).map(({ check }) => check);

describe("[L23] a complaint", () => {
  test("that is complete has nothing to fix", () => {
    expect(found(SUIT_DETAILS)).toEqual([]);
  });

  test("with the wrong court, one plaintiff of three and bracketed holes is kept back, each with its place", () => {
    const details = captioned({
      district: "Central District of California",
      plaintiffs: caption.plaintiffs.slice(0, 1),
    });
    const holes = doc(
      body(
        "a",
        "Plaintiffs requested [Second record or set of records.] on [date], to [an office].",
      ),
      ...signatures,
    );
    const all = findingsOf(holes, details, "complaint", "nd-cal");
    const { canProceed, findings } = readinessOf(all);
    expect(canProceed).toBe(false);
    const blocking = findings.filter(({ severity }) => severity === "blocks");
    expect(blocking.map(({ check, words, place }) => [check, words, place.kind])).toEqual([
      ["template-prompt", expect.stringContaining("Second record"), "block"],
      ["template-prompt", "“[date]” is left in the text", "block"],
      [
        "wrong-court",
        "the caption names the “Central District of California”, and the pages are laid out for the Northern District of California",
        "details",
      ],
      ...["Mijente Support Committee", "American Immigration Council"].map((name) => [
        "party-omitted",
        `the ${name} speaks in the paper, but the caption does not name it as a plaintiff`,
        "details",
      ]),
      ...[mijente, council].map(({ name, partyRepresented }) => [
        "counsel-for-no-party",
        `${name} signs for “${partyRepresented}”, and the caption names no such plaintiff`,
        "details",
      ]),
    ]);
    expect(findings.map(({ check }) => check)).toContain("bracketed-words");
  });

  test.each([
    ["sdny", "Southern District of New York"],
    ["ddc", "District of Columbia"],
    ["cd-cal", "Central District of California"],
  ] as const)("laid out for %s names its district (embarrassment 8)", (profile, district) => {
    expect(checks(SUIT_DETAILS, profile)).toEqual(["wrong-court"]);
    expect(checks(captioned({ district }), profile)).toEqual([]);
    expect(checks(captioned({ district: `the ${district.toUpperCase()}` }), profile)).toEqual([]);
  });

  test("goes to a district court", () => {
    expect(checks(captioned({ court: "Superior Court" }))).toEqual(["wrong-court"]);
  });

  test("names every party (embarrassment 7)", () => {
    expect(checks(captioned({ defendants: [] }))).toEqual(["party-omitted"]);
    const without = captioned({ plaintiffs: caption.plaintiffs.slice(1) });
    expect(checks(without)).toEqual(["party-omitted", "counsel-for-no-party"]);
    // Counsel of another party is no party itself.
    const forMijente = signed(
      { ...ilrc, partyRepresented: "Plaintiff Mijente Support Committee" },
      mijente,
      council,
    );
    const asCounsel = {
      ...forMijente,
      caption: { ...forMijente.caption!, plaintiffs: caption.plaintiffs.slice(1) },
    };
    expect(checks(asCounsel)).toEqual([]);
  });

  test("in D.D.C. gives each party’s address", () => {
    const district = "District of Columbia";
    const [first, ...others] = caption.plaintiffs;
    const plaintiffs = [{ ...first!, address: [] }, ...others];
    const missing = captioned({ district, plaintiffs });
    expect(found(missing, "ddc").map(({ check, words }) => [check, words])).toEqual([
      ["party-address-missing", `the caption has no address of ${first!.name}`],
    ]);
    expect(checks(captioned({ plaintiffs }), "nd-cal")).toEqual([]);
  });

  test("is signed for each plaintiff by somebody, and an organization by counsel alone (embarrassment 15)", () => {
    expect(found(signed(ilrc, mijente)).map(({ check, words }) => [check, words])).toEqual([
      ["plaintiff-without-counsel", "nobody signs for the plaintiff American Immigration Council"],
    ]);
    const all = { ...ilrc, partyRepresented: "Plaintiffs" };
    expect(checks(signed(all))).toEqual([]);
    expect(checks(signed({ ...all, partyRepresented: null }, mijente, council))).toEqual([]);
    const person = { name: "Pat Person", address: [] };
    const withPerson = captioned({ plaintiffs: [...caption.plaintiffs, person] });
    expect(readinessOf(found(withPerson))).toMatchObject({
      canProceed: true,
      findings: [{ check: "person-without-counsel", severity: "asks" }],
    });
  });

  test("has a place to sign on for each counsel whom its first page names (embarrassment 15)", () => {
    expect(checks(SUIT_DETAILS, "nd-cal", doc(body("a", "No signature.")))).toEqual([
      "counsel-without-signature",
    ]);
    const two = doc(body("a", "Signed."), ...signatures.slice(0, 2));
    expect(found(SUIT_DETAILS, "nd-cal", two).map(({ words }) => words)).toEqual([
      `${council.name} is named as counsel, but the text has no signature block of the American Immigration Council`,
    ]);
  });

  test.each([
    ["barNumber", null, "bar number"],
    ["address", [], "address"],
    ["email", null, "e-mail"],
    ["telephone", null, "telephone"],
  ] as const)("prints each signer’s %s", (field, value, words) => {
    const details = signed({ ...ilrc, [field]: value }, mijente, council);
    expect(found(details)).toMatchObject([
      { check: "signer-incomplete", words: `${ilrc.name} signs without ${words}` },
    ]);
  });

  test("asks for no bar number where the court asks for none, and for an explanation of brackets", () => {
    const district = "Southern District of New York";
    const bare = signed({ ...ilrc, barNumber: null }, mijente, council);
    expect(checks({ ...bare, caption: { ...bare.caption!, district } }, "sdny")).toEqual([]);
    const open = signed({ ...ilrc, telephone: "[not recorded]" }, mijente, council);
    expect(readinessOf(found(open))).toMatchObject({
      canProceed: true,
      findings: [
        {
          check: "bracketed-details",
          words: `“[not recorded]” stands for the telephone of ${ilrc.name}`,
        },
      ],
    });
  });

  test("sues the agency that the matter is about, or says why not (embarrassment 7)", () => {
    const agency = {
      department: "U.S. Department of Homeland Security",
      component: "U.S. Immigration and Customs Enforcement",
    };
    expect(defendantFindings(SUIT_DETAILS, agency)).toEqual([]);
    const named = (name: string) => captioned({ defendants: [{ name, address: [] }] });
    expect(
      defendantFindings(named("United States Immigration and Customs Enforcement"), agency),
    ).toEqual([]);
    expect(defendantFindings(named(agency.department), agency)).toMatchObject([
      {
        check: "other-defendant",
        words: `the caption sues ${agency.department}, and the matter is about ${agency.component}`,
      },
    ]);
  });

  test("and no other paper is asked any of it, nor a paper that goes with it who signs for whom", () => {
    const wrong = captioned({ plaintiffs: [], district: "Nowhere" });
    expect(courtPaperFindings(COMPLAINT, wrong, "letter", "letter")).toEqual([]);
    const proof = captioned({ companion: "proof-of-service", plaintiffs: [] });
    expect(checks(proof, "nd-cal", doc(body("a", "I served it.")))).toEqual([]);
  });
});
