import { describe, expect, test } from "vitest";
import { COURTS } from "#app/domain/layout.ts";
import { coverSheetDetails, summonsDetails } from "#app/document/details/clerk-forms.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import type { OtherSuit } from "#app/document/details/other-suit.ts";
import { SUIT_DETAILS } from "#tests/typesetting/details.ts";

const OTHER: OtherSuit = {
  name: "Council v. DHS",
  court: "United States District Court",
  district: "District of Columbia",
  caseNumber: "1:21-cv-00001",
  judge: null,
  filedOn: null,
  isInSameCourt: false,
  sharesRequest: false,
  sharesDefendant: true,
  hasEnded: false,
  isWithdrawn: false,
};

const box = (
  label: string,
  details: DocumentDetails = SUIT_DETAILS,
  others: readonly OtherSuit[] = [],
) =>
  coverSheetDetails(details, COURTS["nd-cal"], others).find((fact) => fact.label.startsWith(label));

/** With the first plaintiff in that city. */
function livingIn(city: string | null): DocumentDetails {
  const [first, ...rest] = SUIT_DETAILS.organizations;
  return { ...SUIT_DETAILS, organizations: [{ ...first!, city }, ...rest] };
}

describe("the details for the civil cover sheet [L32] [L66]", () => {
  test("are in the order of the boxes of JS 44", () => {
    const boxes = coverSheetDetails(SUIT_DETAILS, COURTS["nd-cal"]).map(
      ({ label }) => /^[IVX]+(?:\([abc]\))?/u.exec(label)?.[0] ?? label,
    );
    const sides = ["I(a)", "I(b)", "I(c)"];
    const others = ["II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    expect(boxes).toEqual([...sides, ...sides, ...others, "Signature of attorney of record"]);
    expect(coverSheetDetails(SUIT_DETAILS, COURTS["sdny"]).map(({ label }) => label)).not.toContain(
      "IX Divisional assignment",
    );
  });

  test.each([
    ["Washington, D.C.", "District of Columbia, which has no county"],
    ["Washington, DC", "District of Columbia, which has no county"],
    ["San Francisco, California", "San Francisco County"],
    ["Oakland, CA", "Alameda County"],
  ])("give the county of %s as %s", (city, county) => {
    const fact = box("I(b)", livingIn(city));
    expect(fact?.value).toContain(county);
    expect(fact?.value).not.toContain("county of");
  });

  test.each([null, "Springfield, Illinois", "Washington, Pennsylvania"])(
    "give no county for %s, which nobody recorded",
    (city) => {
      expect(box("I(b)", livingIn(city))?.value).toBeNull();
    },
  );

  test("name the matter's other suits in box VIII, those in this court first", () => {
    expect(box("VIII")?.value).toBe("None on record in this matter");
    const here = { ...OTHER, name: "Here v. ICE", isInSameCourt: true, sharesRequest: true };
    expect(box("VIII", SUIT_DETAILS, [OTHER, here])?.value).toBe(
      "Here v. ICE, No. 1:21-cv-00001 (District of Columbia): the same request; Council v. DHS, No. 1:21-cv-00001 (District of Columbia): the same agency",
    );
  });

  test("leave a gap in what is asked of an attorney and not recorded", () => {
    expect(box("I(c)")?.value).not.toContain("not recorded");
    const [first, ...rest] = SUIT_DETAILS.signers;
    const signers = [{ ...first!, telephone: null, address: [] }, ...rest];
    const value = box("I(c)", { ...SUIT_DETAILS, signers })?.value;
    expect(value).toContain("[address: not recorded]");
    expect(value).toContain("[telephone: not recorded]");
  });
});

test("a summons is to each defendant, the United States attorney and the Attorney General [L56] [L66]", () => {
  const caption = {
    ...SUIT_DETAILS.caption!,
    defendants: [
      { name: "DHS", address: [] },
      { name: "ICE", address: ["500 12th Street SW"] },
    ],
  };
  const summons = summonsDetails({ ...SUIT_DETAILS, caption }, COURTS.ddc);
  expect(summons.map(({ to }) => to)).toEqual([
    "DHS",
    "ICE",
    "United States Attorney, District of Columbia (civil-process clerk)",
    "Attorney General of the United States",
  ]);
  const addresses = summons.map(
    ({ details }) => details.find(({ label }) => label.startsWith("Address of"))?.value,
  );
  expect(addresses).toEqual([
    null,
    "500 12th Street SW",
    null,
    expect.stringContaining("950 Pennsylvania Avenue NW"),
  ]);
  for (const { details } of summons) {
    expect(details.find(({ label }) => label === "Defendants")?.value).toBe("DHS; ICE");
  }
});
