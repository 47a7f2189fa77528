import type { Court, CourtPaperRules } from "./court.ts";

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
    {
      paper: "related-cases",
      name: "Notice of Related Cases",
      source: "D.D.C. LCvR 40.5(b); filed with the complaint, on form CO-932",
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
};

/** Motions, stipulations and related cases are from memory, for a lawyer to check. */
export const DISTRICT_OF_COLUMBIA_PAPER_RULES: CourtPaperRules = {
  motions: {
    notice: null,
    memorandum: "LCvR 7(a)",
    conference:
      "[Of a nondispositive motion: that counsel discussed it, and whether it is opposed (LCvR 7(m)); or delete this.]",
    // LCvR 7(h)(1) is from memory, for a lawyer to check.
    facts:
      "[A statement of the material facts as to which there is no genuine issue, with references to the record, goes with this motion (LCvR 7(h)(1), check this rule). Prepare it, and delete this.]",
    orderNames:
      "[The names and addresses of all attorneys who are to be notified of its entry (LCvR 7(k)).]",
  },
  stipulations: { rule: null, changesOfTime: null, separateOrder: null },
  relatedCases: {
    opens: (plaintiffs, several) =>
      `Under LCvR 40.5(b), ${plaintiffs} give${several ? "" : "s"} notice that this action is related to:`,
    criteria:
      "Civil cases are related where the earliest is still pending on the merits in this Court and they relate to common property, involve common issues of fact, or grow out of the same event or transaction; or where a case of the same parties about the same subject matter was dismissed. LCvR 40.5(a)(3), (4).",
    elsewhere: "LCvR 40.5(b)(3)",
    further:
      "[The clerk’s form CO-932 goes with the complaint. Copy this into it, and delete this.]",
  },
  disclosure: {
    opens:
      "Under Federal Rule of Civil Procedure 7.1(a)(1) and LCvR 26.1, the undersigned, counsel of record, certifies as follows. These representations are made in order that judges of this Court may determine the need for recusal.",
    nothing: (plaintiff) =>
      `To the best of counsel’s knowledge and belief, Plaintiff ${plaintiff} has no parent companies, subsidiaries, affiliates, or companies that own at least 10% of its stock, which have any outstanding securities in the hands of the public. [Confirm with the organization, or list them.]`,
  },
  interestedEntities: null,
};
