import type { Court } from "./court.ts";

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
  disclosure:
    "Under Federal Rule of Civil Procedure 7.1(a)(1) and Local Civil Rule 7.1.1, so that the judges of this Court may evaluate possible disqualification or recusal, the undersigned states:",
  interestedEntities: null,
};
