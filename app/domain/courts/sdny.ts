import { noParent, type Court, type CourtPaperRules } from "./court.ts";

/**
 * From memory, for a lawyer to check: that Local Civ. R. 11.1(a) asks for the initials of the judge.
 * A bar number is not required. The district's counties: 28 U.S.C. § 112(b).
 */
export const SOUTHERN_NEW_YORK: Court = {
  name: "Southern District of New York",
  pageRules: "Local Civ. R. 7.1(b): 12-point, double-spaced.",
  filingZone: "America/New_York",
  pdf: {
    // Not verified: the court's own page that was found (4 MB) is two decades old, and third parties
    // name 35 MB. Whoever files must ask the clerk.
    limit: null,
    takenBy: "the Southern District of New York",
  },
  caption: {
    districtPrefix: "",
    numberLabel: "Case No.",
    initials: "parentheses",
    namesCounsel: false,
    namesAddresses: false,
  },
  barNumber: null,
  attestation: null,
  papers: [
    {
      paper: "cover-sheet",
      name: "Civil Cover Sheet (JS 44C/SDNY)",
      source: "S.D.N.Y. ECF rules",
      isVerified: false,
    },
    { paper: "summons", name: "Summons (AO 440)", source: "FRCP 4(a), 4(i)", isVerified: true },
    {
      paper: "disclosure-statement",
      name: "Rule 7.1 Disclosure Statement",
      source: "FRCP 7.1(a)(1); S.D.N.Y. Local Civ. R. 7.1.1",
      isVerified: false,
    },
    {
      paper: "proof-of-service",
      name: "Proof of Service of Summons and Complaint",
      source: "FRCP 4(l)",
      isVerified: true,
    },
    {
      paper: "related-cases",
      name: "Related Case Statement",
      source:
        "S.D.N.Y. Rules for the Division of Business 13(b); on the court’s form, filed with the complaint",
      isVerified: false,
    },
  ],
  complaint: {
    jurisdictionFirst: null,
    divisionalAssignment: null,
    venue: null,
    places: [
      {
        state: /\bNew York\b|\bNY\b/u,
        cities: ["New York", "Manhattan", "Bronx", "The Bronx", "White Plains", "Yonkers"],
      },
    ],
    circuit: "Second",
  },
  days: {
    motion: { from: "filing", opposition: 14, reply: 7, source: "S.D.N.Y. Local Civ. R. 6.1(b)" },
    costs: { days: 30, source: "S.D.N.Y. Local Civ. R. 54.1(a)" },
  },
};

/** Motions, stipulations and related cases are from memory, for a lawyer to check. */
export const SOUTHERN_NEW_YORK_PAPER_RULES: CourtPaperRules = {
  motions: {
    notice: "Local Civil Rule 7.1(a)(1)",
    memorandum: "Local Civil Rule 7.1(a)(2)",
    conference:
      "[Whether the judge’s individual practices ask for a letter or a conference before this motion, or delete this.]",
    // Local Civil Rule 56.1(a) asks for no statement of facts on claims under the FOIA.
    facts: null,
    orderNames: null,
  },
  stipulations: { rule: null, changesOfTime: null, separateOrder: null },
  relatedCases: {
    opens: (plaintiffs, several) =>
      `Under Rule 13(b) of the Rules for the Division of Business Among District Judges, ${plaintiffs} state${several ? "" : "s"} that this action may be related to:`,
    criteria:
      "A civil case is related to another where the actions concern the same or substantially similar parties, property, transactions or events, there is substantial factual overlap, the parties could be subjected to conflicting orders, or there would be a substantial duplication of effort and expense, delay or undue burden absent a determination of relatedness. Rule 13(a)(1).",
    elsewhere: null,
    further: "[The statement goes on the court’s own form. Copy this into it, and delete this.]",
  },
  disclosure: {
    opens:
      "Under Federal Rule of Civil Procedure 7.1(a)(1) and Local Civil Rule 7.1.1, so that the judges of this Court may evaluate possible disqualification or recusal, the undersigned states:",
    nothing: noParent,
  },
  interestedEntities: null,
};
