import { describe, expect, it } from "vitest";
import { detailsForNew } from "#app/document/details/details-for-new.ts";
import type { SignerDetails } from "#app/document/details/document-details.ts";
import { paperTitle } from "#app/document/details/paper-title.ts";

const parties = [
  { id: "council", name: "Council", city: null },
  { id: "ilrc", name: "ILRC", city: null },
];
const agency = { department: null, component: "Agency", address: null };

function signer(id: string, organizationId: string, barNumber: string | null): SignerDetails {
  const unknown = { title: null, address: [], email: null, telephone: null, admission: null };
  return { id, organizationId, name: id, barNumber, partyRepresented: null, ...unknown };
}

const signers = [
  signer("ravi", "ilrc", null),
  signer("ana", "council", "No. 1"),
  signer("rosa", "council", null),
  signer("gone", "elsewhere", null),
];

describe("the details of a new document", () => {
  it("name everybody who is recorded to sign for its parties, in the parties' order", () => {
    const letter = detailsForNew(
      { kind: "request", layoutProfile: "letter" },
      { parties, agency, signers },
    );
    expect(letter.signers.map(({ id }) => id)).toEqual(["ana", "rosa", "ravi"]);
  });

  it("name a party's attorneys alone in court, and them as counsel", () => {
    const paper = detailsForNew(
      { kind: "complaint", layoutProfile: "nd-cal" },
      { parties, agency, signers },
    );
    expect(paper.signers.map(({ id }) => id)).toEqual(["ana", "ravi"]);
    expect(paper.caption?.counsel).toEqual(["ana"]);
  });

  it("have a letter signed once by who is recorded as counsel, too", () => {
    const twice = [
      ...signers,
      { ...signer("rosa-as-counsel", "council", "No. 2"), name: "rosa" },
      // Of another party she is somebody else.
      { ...signer("rosa-of-ilrc", "ilrc", "No. 3"), name: "rosa" },
    ];
    const of = (kind: "appeal" | "complaint", layoutProfile: "letter" | "nd-cal") =>
      detailsForNew({ kind, layoutProfile }, { parties, agency, signers: twice }).signers.map(
        ({ id }) => id,
      );
    expect(of("appeal", "letter")).toEqual(["ana", "rosa", "ravi", "rosa-of-ilrc"]);
    expect(of("complaint", "nd-cal")).toEqual(["ana", "rosa-as-counsel", "rosa-of-ilrc"]);
  });

  it("name nobody where nobody is recorded, and have no Re: line", () => {
    const { signers: none, letter } = detailsForNew(
      { kind: "letter", layoutProfile: "letter" },
      { parties, agency },
    );
    expect(none).toEqual([]);
    expect(letter?.re).toBeNull();
  });
});

describe("the title of a paper's PDF", () => {
  it("is what the caption calls it, its Re: line, or its kind; never the working title", () => {
    const complaint = detailsForNew(
      { kind: "complaint", layoutProfile: "ddc" },
      { parties, agency },
    );
    expect(paperTitle("complaint", complaint)).toBe(
      "Complaint for Declaratory and Injunctive Relief",
    );
    const request = detailsForNew(
      { kind: "request", layoutProfile: "letter" },
      { parties, agency },
    );
    expect(paperTitle("request", request)).toBe("FOIA Request");
    const { letter } = request;
    const re = letter && { ...letter, re: "Weekly reports" };
    expect(paperTitle("request", { ...request, letter: re })).toBe("Weekly reports");
  });
});
