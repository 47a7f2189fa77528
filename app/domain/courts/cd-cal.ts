import { noParent, type Court, type CourtPaperRules } from "./court.ts";

/**
 * Captions: L.R. 11-3.8; the attestation: L.R. 5-4.3.4(a)(2)(i). From memory, for a lawyer to check:
 * that the court asks for no initials beyond what its clerk writes into the number. The districts'
 * counties: 28 U.S.C. § 84(c).
 */
export const CENTRAL_CALIFORNIA: Court = {
  name: "Central District of California",
  pageRules: "L.R. 11-3: numbered lines, 14-point type.",
  filingZone: "America/Los_Angeles",
  pdf: {
    // The court's own notice of August 2, 2019 (cacd.uscourts.gov, "PDF File Size Limit Increase in
    // CM/ECF") and L.R. 5-4.3.1 in a third-party copy: 35 MB a file. Not compared with the edition in
    // force.
    limit: 35_000_000,
    takenBy: "the Central District of California",
  },
  caption: {
    districtPrefix: "",
    numberLabel: "Case No.",
    initials: null,
    namesCounsel: true,
    namesAddresses: false,
  },
  barNumber: "State Bar No.",
  attestation: (name) =>
    `Pursuant to Local Rule 5-4.3.4(a)(2)(i), I, ${name}, attest that all other signatories listed, and on whose behalf this filing is submitted, concur in the filing’s content and have authorized the filing. /s/ ${name}`,
  papers: [
    {
      paper: "cover-sheet",
      name: "Civil Cover Sheet (CV-71)",
      source: "C.D. Cal. L.R. 3-1",
      isVerified: false,
    },
    { paper: "summons", name: "Summons (AO 440)", source: "FRCP 4(a), 4(i)", isVerified: true },
    {
      paper: "disclosure-statement",
      name: "Corporate Disclosure Statement",
      source: "FRCP 7.1(a)(1)",
      isVerified: true,
    },
    {
      paper: "interested-entities",
      name: "Certification and Notice of Interested Parties",
      source: "C.D. Cal. L.R. 7.1-1",
      isVerified: false,
    },
    {
      paper: "proof-of-service",
      name: "Proof of Service of Summons and Complaint",
      source: "FRCP 4(l); C.D. Cal. L.R. 5-3",
      isVerified: false,
    },
    {
      paper: "related-cases",
      name: "Notice of Related Cases",
      source: "C.D. Cal. L.R. 83-1.3.1; where another suit arises from the same events",
      isVerified: false,
    },
    {
      paper: "adr",
      name: "Notice to Parties of Court-Directed ADR Program (ADR-08)",
      source: "C.D. Cal. L.R. 16-15; General Order 11-10",
      isVerified: false,
    },
  ],
  complaint: {
    jurisdictionFirst: "L.R. 8-1",
    divisionalAssignment: null,
    venue: null,
    places: [
      {
        state: /\bCalifornia\b|\bCA\b/u,
        cities: [
          "Los Angeles",
          "Long Beach",
          "Pasadena",
          "Santa Monica",
          "Santa Ana",
          "Anaheim",
          "Riverside",
          "San Bernardino",
          "Santa Barbara",
        ],
      },
    ],
    circuit: "Ninth",
  },
  days: {
    motion: { from: "hearing", opposition: 21, reply: 14, source: "C.D. Cal. L.R. 7-9, 7-10" },
    costs: { days: 14, source: "C.D. Cal. L.R. 54-2.1" },
  },
};

/** Motions, stipulations and related cases are from memory, for a lawyer to check. */
export const CENTRAL_CALIFORNIA_PAPER_RULES: CourtPaperRules = {
  motions: {
    notice: "L.R. 7-4",
    memorandum: "L.R. 7-5(a)",
    conference:
      "This motion is made following the conference of counsel under L.R. 7-3, which took place on [date].",
    // L.R. 56-1 is from memory, for a lawyer to check.
    facts:
      "[A statement of uncontroverted facts, each with its evidence, goes with this motion as a paper of its own (L.R. 56-1, check this rule). Prepare it, and delete this.]",
    orderNames: null,
  },
  stipulations: { rule: "L.R. 7-1", changesOfTime: null, separateOrder: "L.R. 5-4.4.1" },
  relatedCases: {
    opens: (plaintiffs, several) =>
      `Under L.R. 83-1.3.1, ${plaintiffs} give${several ? "" : "s"} notice that this action appears to be related to:`,
    criteria:
      "Civil cases are related where they arise from the same or a closely related transaction, happening or event, call for determination of the same or substantially related or similar questions of law and fact, or for other reasons would entail substantial duplication of labor if heard by different judges. L.R. 83-1.3.1.",
    elsewhere: "L.R. 83-1.4",
    further: null,
  },
  disclosure: {
    opens: "Under Federal Rule of Civil Procedure 7.1(a)(1), the undersigned states:",
    nothing: noParent,
  },
  interestedEntities: {
    certifies: (plaintiffs) =>
      `The undersigned, counsel of record for ${plaintiffs}, certifies under L.R. 7.1-1 that the following listed party or parties may have a pecuniary interest in the outcome of this case. These representations are made to enable the Court to evaluate possible disqualification or recusal.`,
    others: "[Others, with their connection and interest, or that there are none.]",
  },
};
