/**
 * The sections that both requests share: requesters, definitions of the parties, form of
 * production, segregability, fee category, contact, signatures. The requests differ only in their
 * arguments. Letterhead, date, addressee and Re: line are drawn from the document's details.
 */
import {
  AGENCY,
  COALITION,
  COUNCIL,
  ILRC,
  MIJENTE,
  organizationIdOf,
} from "#prisma/seed/demo-matter.ts";
import { demoPerson } from "#prisma/seed/people.ts";
import { body, bold, bullet, exhibit, field, footnote, heading } from "#prisma/seed/writing.ts";
import { italic, link, see, signatureBlock } from "#prisma/seed/writing.ts";
import type { DemoBlock, SeedText } from "#prisma/seed/writing.ts";

/**
 * The invented person who certifies the request for expedited processing for the lead: its drafter.
 * Those of the others certify for their own organizations (L28).
 */
export const CERTIFIER = demoPerson(COUNCIL, "drafter");

/** The exhibits of both requests, with the ids that the texts refer to. */
export const MEMORANDUM_EXHIBITS = [
  { id: "january-memorandum", title: "The January 20 Memorandum" },
  { id: "february-memorandum", title: "The February 18 Memorandum" },
] as const;

/** A notice that a text was written for the demonstration. */
export function notice(paper: string): DemoBlock {
  return body(
    bold("Demonstration text."),
    ` Written for this software; it is not the ${paper} that was filed. People named in it are invented, and square brackets hold what is not recorded or is still to be supplied.`,
  );
}

export function salutation(): DemoBlock[] {
  return [
    body("Dear FOIA Officer:"),
    body(
      "Under the Freedom of Information Act (FOIA), ",
      link("5 U.S.C. § 552", "https://www.law.cornell.edu/uscode/text/5/552"),
      ", and the regulations of the U.S. Department of Homeland Security, 6 C.F.R. part 5, the three organizations named above (together, the Requesters) ask U.S. Immigration and Customs Enforcement for the records described below.",
    ),
  ];
}

/** The sources of the two memoranda. */
export function copiesOfMemoranda() {
  return footnote(
    "Copies of both memoranda accompany this letter as ",
    see(...MEMORANDUM_EXHIBITS.map(({ id }) => id)),
    ".",
  );
}

export function requesters(): DemoBlock[] {
  return [
    heading(1, "Requesters"),
    body(
      "The ",
      bold(COUNCIL.name),
      ` (the Council), of ${COUNCIL.city}, leads this request. It asks federal agencies for records of how the immigration laws are enforced, tells the public on its website what it has asked for and which lawsuits follow, and offers there an online tool that maps data about immigrants in all fifty states. [Fuller description, confirmed as of filing: the Council to supply.]`,
    ),
    body(
      "The ",
      bold(ILRC.name),
      ` (ILRC) is located in ${ILRC.city}. [Description of ILRC and of how it informs the public: ILRC to supply.]`,
    ),
    body(
      "The ",
      bold(MIJENTE.name),
      " (Mijente) joins the Council and ILRC in this request. [City: not recorded. Description of Mijente and of how it informs the public: Mijente to supply.]",
    ),
    body(
      "Each Requester makes the whole request. A response to one, sent to the contact named below, is a response to all.",
    ),
  ];
}

export const DEFINITION_ROWS: readonly SeedText[][] = [
  [bold("Department"), `The ${AGENCY.department}, with its components.`],
  [bold("ICE"), `${AGENCY.component}, with its headquarters, field and program offices.`],
  [
    bold("January 20 Memorandum"),
    "The Department’s memorandum of January 20, 2021, “Review of and Interim Revision to Civil Immigration Enforcement and Removal Policies and Priorities,” setting interim enforcement priorities and giving guidance on prosecutorial discretion.",
  ],
  [
    bold("February 18 Memorandum"),
    "ICE’s memorandum of February 18, 2021, “Interim Guidance: Civil Immigration Enforcement and Removal Priorities,” ICE Policy No. 11090.1, on operations under those priorities.",
  ],
  [
    bold("Priorities"),
    "The categories of people whom the two memoranda make a priority for enforcement.",
  ],
];

export function timePeriod(): DemoBlock[] {
  return [
    heading(1, "Time period"),
    body(
      "The request covers February 18, 2021, through the date on which ICE begins its search. See 6 C.F.R. § 5.4(a). A record made earlier is within the request if it was in use during that period.",
    ),
  ];
}

/** Search instructions; `places` are the offices and systems for this request. */
export function searchInstructions(...places: SeedText[][]): DemoBlock[] {
  return [
    heading(1, "Search instructions"),
    body(
      "FOIA requires a search, by hand or by automated means, that is reasonably calculated to find every responsive record. 5 U.S.C. § 552(a)(3)(C)–(D); ",
      italic("Hamdan v. U.S. Department of Justice"),
      ", 797 F.3d 759, 770–71 (9th Cir. 2015). The Requesters ask that ICE:",
    ),
    ...places.map((words) => bullet(...words)),
    bullet(
      "search shared drives, e-mail and messaging systems as well as databases, and record the terms and systems used, so that the search can be described later;",
    ),
    bullet(
      "preserve every responsive record, in whatever form, until the request and any appeal or lawsuit about it are at an end, 6 C.F.R. § 5.9; and",
    ),
    bullet(
      "send any part of the request that belongs to another component to that component, 6 C.F.R. § 5.4(c), and tell the Requesters that it has done so.",
    ),
    body(
      "If a description seems unclear or too broad, please call or write to the contact below before closing or narrowing any part of the request. The Requesters will answer promptly and will discuss the order in which records are processed.",
    ),
  ];
}

/** Form of production; `nativeRecords` names the records to be produced in native form. */
export function formOfProduction(nativeRecords: string): DemoBlock[] {
  return [
    heading(1, "Form of production"),
    body(
      `Please produce the records electronically, 5 U.S.C. § 552(a)(3)(B): ${nativeRecords} in their native, machine-readable form; e-mail with its attachments, kept together; everything else as text-searchable PDF. Each page should carry a page number of its own. Please produce on a rolling basis, as soon as each group of records is ready.`,
    ),
    body(
      "The Requesters do not ask for the names, dates of birth, home addresses or A-numbers of people against whom ICE acted. ICE may replace them, if it does so with a consistent identifier that keeps the entries about one person together.",
    ),
  ];
}

/** Segregability and foreseeable harm; `argument` applies the rule to the records of this request. */
export function segregability(argument: SeedText[]): DemoBlock[] {
  return [
    heading(1, "Segregability and foreseeable harm"),
    body(
      "An exemption permits withholding only what it covers. ICE must release every reasonably segregable portion of a record, mark each deletion with its extent and the exemption claimed, at the place of the deletion where that is technically feasible, 5 U.S.C. § 552(b), and estimate the volume of anything withheld, § 552(a)(6)(F).",
    ),
    body(
      "Even where an exemption applies, ICE may withhold only if it reasonably foresees that disclosure would harm an interest that the exemption protects, or if the law prohibits disclosure; and it must consider whether partial disclosure is possible. § 552(a)(8)(A). That takes a reason particular to the record. ",
      italic("Reporters Committee for Freedom of the Press v. FBI"),
      ", 3 F.4th 350, 369–71 (D.C. Cir. 2021).",
    ),
    body(...argument),
  ];
}

export function feeCategory(): DemoBlock[] {
  return [
    heading(1, "Fee category"),
    body(
      "The records are not sought for commercial use. The Requesters ask to be treated as representatives of the news media, 5 U.S.C. § 552(a)(4)(A)(ii)(II); 6 C.F.R. § 5.11(b)(6), as persons who gather information of interest to a segment of the public, turn it into distinct work by their own editorial judgment, and distribute that work to an audience. ",
      italic("Cause of Action v. FTC"),
      ", 799 F.3d 1108, 1119–20 (D.C. Cir. 2015). [Each Requester to confirm, with examples of published work.] In the alternative they are non-commercial requesters under § 552(a)(4)(A)(ii)(III), who are not charged for the first two hours of search or the first one hundred pages, § 552(a)(4)(A)(iv)(II).",
    ),
    body(
      "If ICE misses a time limit, the limits of § 552(a)(4)(A)(viii) on search and duplication fees apply. Until the waiver below is decided, the Requesters agree to pay fees of up to $25. If ICE expects more, please write before incurring them, 6 C.F.R. § 5.11(e), with an estimate and its basis.",
    ),
  ];
}

/** The factors of the fee waiver, 6 C.F.R. § 5.11(k)(2) and (3), in order. */
const FACTORS = [
  ["subject", "Subject of the request", "(2)(i)"],
  ["informativeValue", "Informative value", "(2)(ii)"],
  ["audience", "Contribution to the understanding of a broad audience", "(2)(iii)"],
  ["significance", "Significance of the contribution", "(2)(iv)"],
  ["commercialInterest", "Commercial interest", "(3)(i)"],
  ["primaryInterest", "Primary interest in disclosure", "(3)(ii)"],
] as const;

/** Fee waiver, one block for each factor, with the argument for it. */
export function feeWaiver(
  argued: Readonly<Record<(typeof FACTORS)[number][0], readonly SeedText[]>>,
): DemoBlock[] {
  return [
    heading(1, "Fee waiver"),
    body(
      "The Requesters ask ICE to waive all fees because disclosure “is likely to contribute significantly to public understanding of the operations or activities of the government and is not primarily in the commercial interest of the requester.” 5 U.S.C. § 552(a)(4)(A)(iii). Each factor of 6 C.F.R. § 5.11(k) is met.",
    ),
    ...FACTORS.map(([factor, title, source]) =>
      body(bold(`${title}.`), " ", ...argued[factor], ` 6 C.F.R. § 5.11(k)${source}.`),
    ),
    body(
      "If ICE grants the waiver only in part or denies it, the Requesters ask for a written decision that addresses each factor, before any fee beyond that amount is incurred.",
    ),
  ];
}

/** Expedited processing with its certification; `urgency` is the statement that is certified. */
export function expeditedProcessing(...urgency: SeedText[][]): DemoBlock[] {
  return [
    heading(1, "Expedited processing"),
    body(
      "The Requesters ask for expedited processing on the ground of an urgency to inform the public about actual or alleged federal government activity. 5 U.S.C. § 552(a)(6)(E)(v)(II); 6 C.F.R. § 5.5(e)(1)(ii). What matters is whether the request concerns a matter of current exigency to the American public, whether delay would compromise a significant recognized interest, and whether federal government activity is at issue. ",
      italic("Al-Fayed v. CIA"),
      ", 254 F.3d 300, 310 (D.C. Cir. 2001).",
    ),
    ...urgency.map((words) => body(...words)),
    body(
      "Whether the priorities may be applied is itself before a court. ",
      italic("Texas v. United States"),
      ", No. 6:21-cv-16 (S.D. Tex.). [Its status on the day of filing: confirm and supply.]",
    ),
    body(
      "In the alternative, the request concerns a matter of widespread and exceptional media interest in which there exist possible questions about the government’s integrity that affect public confidence. 6 C.F.R. § 5.5(e)(1)(iv). [Confirm, with examples of coverage, and that this ground is put to the Department’s Privacy Office.]",
    ),
    body(
      "The regulation asks in addition that the dissemination of information be a primary professional activity of the requester, though it need not be the only one. 6 C.F.R. § 5.5(e)(3). The Council publishes its requests for records, and the lawsuits that follow, for anyone to read. [Statement of this activity with examples: each Requester to supply before certification.] Notice of the decision on expedited processing is due within ten calendar days. 5 U.S.C. § 552(a)(6)(E)(ii)(I); 6 C.F.R. § 5.5(e)(4).",
    ),
    heading(2, "Certification"),
    ...COALITION.map((organization) =>
      body(
        "I, ",
        organization === CERTIFIER.organization
          ? field("certifier")
          : demoPerson(organization, "drafter").name,
        `, make this request for the ${organization.name}, and certify that the statements in this section are true and correct to the best of my knowledge and belief. 5 U.S.C. § 552(a)(6)(E)(vi); 6 C.F.R. § 5.5(e)(3). Certified on `,
        field("dateOfFiling"),
        ".",
      ),
    ),
  ];
}

export function contact(): DemoBlock[] {
  return [
    heading(1, "Contact"),
    body(
      "A determination is due within twenty working days of receipt. 5 U.S.C. § 552(a)(6)(A)(i). Please send the acknowledgment with its tracking number and the estimated date of completion, § 552(a)(7), the determination, the records and any question to:",
    ),
    body(
      `${CERTIFIER.name}, ${COUNCIL.name}, ${COUNCIL.city}; e-mail ${CERTIFIER.email}; telephone [not recorded]; street address [not recorded]`,
    ),
    body("Thank you for your attention to this request."),
  ];
}

/** One signature block for each organization, side by side where they fit. */
export function signatures(): DemoBlock[] {
  return [
    body("Respectfully submitted,"),
    ...COALITION.map((organization) => signatureBlock(organizationIdOf(organization))),
  ];
}

export function exhibits(): DemoBlock[] {
  return [heading(1, "Exhibits"), ...MEMORANDUM_EXHIBITS.map(({ id }) => exhibit(id))];
}
