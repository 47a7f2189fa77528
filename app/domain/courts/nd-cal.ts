import { noParent, type Court, type CourtPaperRules } from "./court.ts";

const CALIFORNIA = /\bCalifornia\b|\bCA\b/u;

/**
 * Captions: Civ. L.R. 3-4(a)(1), (3). The attestation, Civ. L.R. 5-1(i)(3), and 3-15 are from memory,
 * for a lawyer to check. The districts' counties: 28 U.S.C. § 84(a); the divisions': Civ. L.R.
 * 3-2(d), (e).
 */
export const NORTHERN_CALIFORNIA: Court = {
  name: "Northern District of California",
  pageRules: "Civ. L.R. 3-4: at most 28 numbered lines a page.",
  filingZone: "America/Los_Angeles",
  pdf: {
    // The court's own page on exhibits and attachments, cand.uscourts.gov/pages/1157, in an undated
    // copy: a file may not exceed 50 MB. Not compared with the edition in force.
    limit: 50_000_000,
    takenBy: "the Northern District of California",
  },
  caption: {
    districtPrefix: "",
    numberLabel: "Case No.",
    initials: "hyphen",
    namesCounsel: true,
    namesAddresses: false,
  },
  barNumber: "State Bar No.",
  attestation: (name) =>
    `Pursuant to Civil Local Rule 5-1(i)(3), I, ${name}, attest that concurrence in the filing of this document has been obtained from each of the other signatories. /s/ ${name}`,
  papers: [
    {
      paper: "cover-sheet",
      name: "Civil Cover Sheet (JS-CAND 44)",
      source: "N.D. Cal. Civ. L.R. 3-2(a)",
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
      name: "Certification of Interested Entities or Persons",
      source: "N.D. Cal. Civ. L.R. 3-15",
      isVerified: false,
    },
    {
      paper: "proof-of-service",
      name: "Proof of Service of Summons and Complaint",
      source: "FRCP 4(l); N.D. Cal. Civ. L.R. 5-5",
      isVerified: false,
    },
    {
      paper: "related-cases",
      name: "Administrative Motion to Consider Whether Cases Should Be Related",
      source:
        "N.D. Cal. Civ. L.R. 3-12(b), 7-11; where another suit concerns the same parties or events",
      isVerified: false,
    },
    {
      paper: "magistrate-consent",
      name: "Consent or declination to a magistrate judge",
      source: "28 U.S.C. § 636(c); FRCP 73(b); N.D. Cal. Civ. L.R. 73-1; where one is assigned",
      isVerified: false,
    },
    {
      paper: "adr",
      name: "ADR certification by parties and counsel",
      source: "N.D. Cal. ADR L.R. 3-5(b); Civ. L.R. 16-8",
      isVerified: false,
    },
  ],
  complaint: {
    jurisdictionFirst: null,
    divisionalAssignment: "Civ. L.R. 3-5(b)",
    venue: null,
    places: [
      {
        state: CALIFORNIA,
        cities: [
          "San Francisco",
          "Oakland",
          "Berkeley",
          "Alameda",
          "Hayward",
          "Fremont",
          "Richmond",
          "Concord",
          "San Rafael",
          "Napa",
          "Santa Rosa",
          "San Mateo",
          "Redwood City",
          "Daly City",
        ],
        divisions: "the San Francisco Division or the Oakland Division",
      },
      {
        state: CALIFORNIA,
        cities: ["San Jose", "Santa Clara", "Palo Alto", "Mountain View", "Salinas", "Santa Cruz"],
        divisions: "the San Jose Division",
      },
    ],
    circuit: "Ninth",
  },
  days: {
    motion: { from: "filing", opposition: 14, reply: 7, source: "N.D. Cal. Civ. L.R. 7-3(a), (c)" },
    costs: { days: 14, source: "N.D. Cal. Civ. L.R. 54-1(a)" },
  },
};

/** Motions, stipulations and related cases are from memory, for a lawyer to check. */
export const NORTHERN_CALIFORNIA_PAPER_RULES: CourtPaperRules = {
  motions: {
    notice: "Civil L.R. 7-2(b)",
    memorandum: "Civil L.R. 7-2(b), 7-4",
    conference: null,
    // None, and a separate statement of facts only by leave: Civil L.R. 56-2(a), from memory.
    facts: null,
    orderNames: null,
  },
  stipulations: {
    rule: "Civil L.R. 7-12",
    changesOfTime:
      "[If it changes a time: the reasons, each earlier change of time in the case and what the change does to its schedule, in a declaration (Civil L.R. 6-2(a)); or delete this.]",
    separateOrder: null,
  },
  relatedCases: {
    opens: (plaintiffs, several) =>
      `Under Civil L.R. 3-12(b) and 7-11, ${plaintiffs} ask${several ? "" : "s"} the Court to consider whether this action is related to:`,
    criteria:
      "An action is related to another where both concern substantially the same parties, property, transaction or event, and it appears likely that there will be an unduly burdensome duplication of labor and expense or conflicting results if they are conducted before different judges. Civil L.R. 3-12(a).",
    elsewhere: "Civil L.R. 3-13",
    further:
      "[The motion is filed in the earliest of the cases. With it go a stipulation, or a declaration that says why none could be had, and a proposed order (Civil L.R. 7-11(a)). Confirm, and delete this.]",
  },
  disclosure: {
    opens: "Under Federal Rule of Civil Procedure 7.1(a)(1), the undersigned states:",
    nothing: noParent,
  },
  interestedEntities: {
    certifies: () =>
      "Under Civil L.R. 3-15, the undersigned certifies that, as of this date, other than the named parties, there is no such interest to report. [Confirm with each organization, or list the persons and entities that have a financial interest in the subject matter or in a party, or another interest that the outcome could substantially affect.]",
    others: null,
  },
};
