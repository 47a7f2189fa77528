import { describe, expect, it } from "vitest";
import {
  documentDetails,
  readDetails,
  writeDetails,
  type DocumentDetails,
} from "#app/document/details/document-details.ts";
import { mergedDetails, type DetailSources } from "#app/document/details/merged-details.ts";
import { readSharedDetails } from "#app/document/details/shared-details.ts";
import { LETTER_DETAILS, SUIT_DETAILS } from "#tests/typesetting/details.ts";

const NOTHING = readSharedDetails("{}");
const ALONE: DetailSources = { docket: null, shared: NOTHING, toAgency: false };

const DOCKET = {
  court: "United States District Court",
  district: "District of Oregon",
  division: "Portland Division",
  caseNumber: "3:24-cv-00001",
  judge: "Hon. Ada Q. Judge",
  plaintiffs: [{ name: "Another Plaintiff", address: ["1 Road"] }],
  defendants: [{ name: "Another Agency", address: [] }],
};

describe("the details of a document", () => {
  it("are its own where neither docket nor matter records anything", () => {
    for (const details of [LETTER_DETAILS, SUIT_DETAILS])
      expect(mergedDetails(details, ALONE)).toEqual(details);
  });

  it("take court, number and parties from the docket, and keep the document's title and counsel", () => {
    const { caption } = mergedDetails(SUIT_DETAILS, { ...ALONE, docket: DOCKET });
    const { paperTitle, designations, counsel } = SUIT_DETAILS.caption!;
    const companion = null;
    expect(caption).toEqual({ ...DOCKET, paperTitle, designations, companion, counsel });
    expect(mergedDetails(LETTER_DETAILS, { ...ALONE, docket: DOCKET }).caption).toBeNull();
  });

  it("lose no blank to an earlier value: what a docket does not know is a blank", () => {
    const docket = { ...DOCKET, caseNumber: null, division: null };
    const once = mergedDetails(SUIT_DETAILS, { ...ALONE, docket: DOCKET });
    expect(mergedDetails(once, { ...ALONE, docket }).caption).toMatchObject({
      caseNumber: null,
      division: null,
    });
  });

  it("take signers by id and in the paper's order, and addresses as the matter records them", () => {
    const [first, second] = SUIT_DETAILS.signers;
    const paper: DocumentDetails = { ...SUIT_DETAILS, signers: [second!, first!] };
    const shared = {
      ...NOTHING,
      signers: [{ ...first!, name: "New Name", barNumber: "Bar 1" }],
      organizations: [{ id: paper.organizations[0]!.id, address: ["9 Street"] }],
    };
    const merged = mergedDetails(paper, { ...ALONE, shared });
    expect(merged.signers.map(({ name }) => name)).toEqual([second!.name, "New Name"]);
    expect(merged.signers[1]).toMatchObject({ barNumber: "Bar 1" });
    expect(merged.organizations[0]?.address).toEqual(["9 Street"]);
    expect(merged.organizations[1]).toEqual(paper.organizations[1]);
  });

  it("name nobody as a party's counsel in a letter", () => {
    const [signer] = SUIT_DETAILS.signers;
    const letter = {
      ...LETTER_DETAILS,
      signers: [signer!],
      organizations: SUIT_DETAILS.organizations,
    };
    const shared = {
      ...NOTHING,
      signers: [{ ...signer!, partyRepresented: "Plaintiff", barNumber: "1" }],
    };
    expect(mergedDetails(letter, { ...ALONE, shared }).signers[0]).toMatchObject({
      name: signer!.name,
      barNumber: null,
      partyRepresented: null,
    });
  });

  it("are addressed to the agency only in a letter that goes there", () => {
    const shared = { ...NOTHING, addressee: ["FOIA Office", "2 Street"] };
    const to = (toAgency: boolean) =>
      mergedDetails(LETTER_DETAILS, { ...ALONE, shared, toAgency }).letter?.addressee;
    expect(to(true)).toEqual(["FOIA Office", "2 Street"]);
    expect(to(false)).toEqual(LETTER_DETAILS.letter?.addressee);
    expect(mergedDetails(SUIT_DETAILS, { ...ALONE, shared, toAgency: true }).letter).toBeNull();
  });

  it("are details as they are stored, and merging them again changes nothing", () => {
    const shared = { ...NOTHING, signers: [...SUIT_DETAILS.signers], addressee: [] };
    const sources = { docket: DOCKET, shared, toAgency: true };
    const once = mergedDetails(documentDetails.parse(SUIT_DETAILS), sources);
    expect(readDetails(writeDetails(once))).toEqual(once);
    expect(mergedDetails(once, sources)).toEqual(once);
  });
});
