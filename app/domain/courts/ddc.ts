import type { Court } from "./court.ts";

/** Captions: LCvR 5.1(c). */
export const DISTRICT_OF_COLUMBIA: Court = {
  name: "District of Columbia",
  pageRules: "LCvR 5.1: parties’ addresses in the caption, double-spaced.",
  filingZone: "America/New_York",
  pdf: {
    // Not verified: no page of the court was found that names a limit. Whoever files must ask the
    // clerk.
    limit: null,
    takenBy: "the District of Columbia",
  },
  caption: {
    districtPrefix: "for the ",
    numberLabel: "Civil Action No.",
    initials: null,
    namesCounsel: false,
    namesAddresses: true,
  },
  barNumber: "Bar No.",
  attestation: null,
  papers: [
    {
      paper: "cover-sheet",
      name: "Civil Cover Sheet (JS-44, D.D.C.)",
      source: "D.D.C. LCvR 3.1, 40.1",
      isVerified: false,
    },
    { paper: "summons", name: "Summons (AO 440)", source: "FRCP 4(a), 4(i)", isVerified: true },
    {
      paper: "disclosure-statement",
      name: "Certificate Required by LCvR 26.1",
      source: "FRCP 7.1(a)(1); D.D.C. LCvR 26.1",
      isVerified: false,
    },
    {
      paper: "proof-of-service",
      name: "Proof of Service of Summons and Complaint",
      source: "FRCP 4(l); D.D.C. LCvR 5.3",
      isVerified: false,
    },
  ],
  complaint: {
    jurisdictionFirst: null,
    divisionalAssignment: null,
    venue:
      "Venue is proper under 5 U.S.C. § 552(a)(4)(B), which names the District of Columbia, and 28 U.S.C. § 1391(e).",
    places: [{ state: /\bD\.? ?C\.?\b/u, cities: ["Washington"] }],
    circuit: "District of Columbia",
  },
  days: {
    motion: { from: "filing", opposition: 14, reply: 7, source: "LCvR 7(b), (d)" },
    costs: { days: 21, source: "LCvR 54.1(a)" },
  },
  disclosure:
    "Under Federal Rule of Civil Procedure 7.1(a)(1) and LCvR 26.1, the undersigned, counsel of record, certifies to the best of counsel’s knowledge and belief, so that the judges of this Court may determine the need for recusal:",
  interestedEntities: null,
};
