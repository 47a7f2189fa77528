import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { VoidedCopies } from "#app/features/filing/FilingCopySummary.tsx";
import { DecisionHistory } from "#app/features/review/DecisionHistory.tsx";
import type { FilingCopyView, SignOffView } from "#server/services/index.ts";

const AT = "2021-10-07T12:00:00.000Z";
const COUNCIL = {
  id: "council",
  slug: "council",
  name: "Council Example Organization",
  shortName: "Council",
  colour: 0,
};
const ANA = { userId: "ana", name: "Ana Sample", organization: COUNCIL };

const COPY: FilingCopyView = {
  id: "copy",
  printedOn: "2021-10-07",
  zone: "America/New_York",
  method: "portal",
  exhibits: "inside",
  versionNumber: 2,
  pdfHash: "0".repeat(64),
  pdfName: "request.pdf",
  certifier: null,
  signatures: [],
  attestedBy: null,
  by: ANA,
  at: AT,
  letStand: null,
  takenAt: null,
  confirmedAt: null,
  voided: { because: "party-removed", reason: null, by: ANA, at: AT },
};

const DECISION: SignOffView = {
  person: ANA,
  organization: COUNCIL,
  versionNumber: 2,
  decision: "approved",
  reason: null,
  at: AT,
  voided: { because: "party-removed", at: AT },
};

/** The words of a part of a page. */
const wordsOf = (markup: string) =>
  markup
    .replaceAll(/<[^>]*>/gu, " ")
    .replaceAll(/\s+/gu, " ")
    .replaceAll(" ,", ",");

// Neither a copy nor a signature tells whether it left or was removed.
describe("a required organization that stopped being a party", () => {
  it("is why a filing copy is void, and who did that stands beside it", () => {
    expect(wordsOf(renderToStaticMarkup(<VoidedCopies copies={[COPY]} />))).toContain(
      "Void since a required organization stopped being a party, by Ana Sample (Council)",
    );
  });

  it("is why a signature is void", () => {
    expect(
      wordsOf(renderToStaticMarkup(<DecisionHistory documentId="letter" decisions={[DECISION]} />)),
    ).toContain("Void since a required organization stopped being a party.");
  });
});
