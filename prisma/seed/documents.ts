import type { DocumentKind, LayoutProfile } from "#app/domain/document.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import {
  AGENCY,
  COALITION,
  COUNCIL,
  ILRC,
  MIJENTE,
  OUTSIDE_PRIORITIES,
  OUTSIDE_PRIORITIES_SUIT,
  WEEKLY_REPORTS,
  WEEKLY_REPORTS_SUIT,
  type DemoOrganization,
  type DemoSuit,
} from "./demo-matter.ts";
import type { DemoStep } from "./steps.ts";
import { demoPerson, type DemoPerson } from "./people.ts";
import { complaint } from "./texts/complaint/index.ts";
import { REQUEST_EXHIBIT } from "./texts/complaint/facts.ts";
import {
  callLetter,
  contactLetter,
  correctedContactLetter,
  preservationLetter,
} from "./texts/letters.ts";
import {
  outsidePrioritiesComplaint,
  SECOND_REQUEST_EXHIBIT,
} from "./texts/outside-priorities-complaint.ts";
import {
  outsidePrioritiesRequest,
  outsidePrioritiesRequestAsFiled,
} from "./texts/outside-priorities-request.ts";
import { MEMORANDUM_EXHIBITS } from "./texts/request-sections.ts";
import {
  weeklyReportsRequest,
  weeklyReportsRequestAsFiled,
} from "./texts/weekly-reports-request.ts";

export interface DemoDocument {
  /** Fixed, so that documentation can link to the document. */
  readonly id: string;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly layoutProfile: LayoutProfile;
  readonly createdBy: DemoPerson;
  readonly prose: ProseJSON;
  /** The organizations that speak in it, in order. */
  readonly speaking: readonly DemoOrganization[];
  /** The lawsuit that a complaint starts. */
  readonly suit?: DemoSuit;
  /** The Re: line of a letter. */
  readonly re: string | null;
  /** The lines of a second addressee, besides the agency. */
  readonly alsoTo?: readonly string[];
  readonly exhibits: readonly { readonly id: string; readonly title: string }[];
  /** The steps after drafting; empty for a draft. */
  readonly life: readonly DemoStep[];
}

const ana = demoPerson(COUNCIL, "drafter");
const rosa = demoPerson(COUNCIL, "reviewer");
const simon = demoPerson(COUNCIL, "staff");
const ines = demoPerson(ILRC, "drafter");
const ravi = demoPerson(ILRC, "reviewer");
const dani = demoPerson(MIJENTE, "drafter");
const remedios = demoPerson(MIJENTE, "reviewer");

const approvedBy = (submitter: DemoPerson): DemoStep[] => [
  { step: "submit", by: submitter },
  { step: "sign-off", by: rosa },
  { step: "sign-off", by: ravi },
  { step: "sign-off", by: remedios },
];

/** The agency's office in the demonstration's filings: nothing is sent anywhere. */
const NOBODY = "ICE FOIA Office (demonstration: nothing was sent)";

const request = {
  kind: "request",
  layoutProfile: "letter",
  createdBy: ana,
  speaking: COALITION,
  exhibits: MEMORANDUM_EXHIBITS,
} as const;

const letter = {
  kind: "letter",
  layoutProfile: "letter",
  speaking: COALITION,
  exhibits: [],
} as const;

const suit = { kind: "complaint", layoutProfile: "nd-cal", re: null } as const;

const weekly = {
  ...request,
  re: `Freedom of Information Act request for ${WEEKLY_REPORTS.about}`,
} as const;

const outside = {
  ...request,
  re: `Freedom of Information Act request for records of ${OUTSIDE_PRIORITIES.about}, and of the preapproval process for them`,
  // The department itself produced the records of the first item.
  alsoTo: ["Privacy Office", AGENCY.department, "[address: not recorded]"],
} as const;

/** The matter's three drafts, in order of filing. */
const DRAFTS: readonly DemoDocument[] = [
  {
    ...weekly,
    id: "demo-request-weekly-reports",
    title: "FOIA request: weekly reports on enforcement actions and removals",
    prose: weeklyReportsRequest,
    life: [],
  },
  {
    ...outside,
    id: "demo-request-outside-priorities",
    title: "FOIA request: enforcement actions outside the priorities",
    prose: outsidePrioritiesRequest,
    life: [],
  },
  {
    ...suit,
    id: "demo-complaint-weekly-reports",
    title: "Complaint: weekly reports (N.D. Cal.)",
    createdBy: ines,
    prose: complaint,
    suit: WEEKLY_REPORTS_SUIT,
    speaking: WEEKLY_REPORTS_SUIT.plaintiffs,
    exhibits: [REQUEST_EXHIBIT],
    life: [],
  },
];

/** One document in each further status, so that every screen has content. */
const FURTHER_ON: readonly DemoDocument[] = [
  {
    ...weekly,
    id: "demo-request-weekly-reports-filed",
    title: "FOIA request of September 9, 2021: weekly reports",
    prose: weeklyReportsRequestAsFiled,
    life: [
      ...approvedBy(ana),
      {
        step: "file",
        by: simon,
        filing: {
          filedOn: WEEKLY_REPORTS.filed,
          method: "portal",
          addressee: "ICE FIOA Office (demonstration: nothing was sent)",
          consent: "demonstration; the signer is invented",
        },
      },
      {
        step: "correct",
        by: simon,
        filing: { filedOn: WEEKLY_REPORTS.filed, method: "portal", addressee: NOBODY },
      },
    ],
  },
  {
    ...outside,
    id: "demo-request-outside-priorities-filed",
    title: "FOIA request of September 23, 2021: actions outside the priorities",
    prose: outsidePrioritiesRequestAsFiled,
    life: [
      ...approvedBy(ana),
      {
        step: "file",
        by: simon,
        filing: {
          filedOn: OUTSIDE_PRIORITIES.filed,
          method: "portal",
          addressee: NOBODY,
          consent: "demonstration; the signer is invented",
        },
      },
    ],
  },
  {
    ...letter,
    id: "demo-letter-contact",
    title: "Letter: one contact for both requests",
    createdBy: ana,
    re: "One contact for the requests of September 9 and September 23, 2021",
    prose: contactLetter,
    life: [
      ...approvedBy(ana),
      {
        step: "file",
        by: simon,
        filing: { filedOn: "2021-09-24", method: "e-mail", addressee: NOBODY, consent: null },
      },
    ],
  },
  {
    ...letter,
    id: "demo-letter-contact-corrected",
    title: "Letter: one contact for both requests, corrected",
    createdBy: ana,
    re: "One contact for the requests of September 9 and September 23, 2021 (corrected)",
    prose: correctedContactLetter,
    life: [
      ...approvedBy(ana),
      {
        step: "file",
        by: simon,
        filing: { filedOn: "2021-09-27", method: "e-mail", addressee: NOBODY, consent: null },
      },
      { step: "supersede", by: simon, documentId: "demo-letter-contact" },
    ],
  },
  {
    ...letter,
    id: "demo-letter-call",
    title: "Letter: asking for a call about the search",
    createdBy: ines,
    re: "A call about the order of the search",
    prose: callLetter,
    life: [
      ...approvedBy(ines),
      {
        step: "file",
        by: simon,
        filing: { filedOn: "2021-09-28", method: "mail", addressee: NOBODY, consent: null },
      },
      {
        step: "withdraw",
        by: simon,
        reason: "Demonstration: the organizations settled their question among themselves.",
      },
    ],
  },
  {
    ...suit,
    id: "demo-complaint-outside-priorities",
    title: "Complaint: actions outside the priorities (N.D. Cal.)",
    createdBy: ana,
    prose: outsidePrioritiesComplaint,
    suit: OUTSIDE_PRIORITIES_SUIT,
    speaking: OUTSIDE_PRIORITIES_SUIT.plaintiffs,
    exhibits: [SECOND_REQUEST_EXHIBIT],
    life: approvedBy(ana),
  },
  {
    ...letter,
    id: "demo-letter-preservation",
    title: "Letter: keeping the records while the requests are open",
    createdBy: dani,
    re: "Keeping the records that two requests describe",
    prose: preservationLetter,
    life: [
      { step: "submit", by: dani },
      { step: "sign-off", by: rosa },
      {
        step: "ask-for-changes",
        by: ravi,
        reason:
          "The list names the guidance on the reports, but not the guidance on asking for approval. Please add it.",
      },
      {
        step: "write",
        by: dani,
        words: {
          blockId: "preservation-guidance",
          instead: "on making those reports",
          text: "on making those reports and on asking for approval",
        },
      },
      {
        step: "write",
        by: ines,
        words: {
          blockId: "preservation-confirm",
          instead: "confirm in writing",
          text: "confirm in writing, within ten days,",
        },
      },
      { step: "submit", by: dani },
      { step: "sign-off", by: rosa },
      { step: "sign-off", by: remedios },
    ],
  },
];

/** All documents of the demonstration matter. */
export const DEMO_DOCUMENTS: readonly DemoDocument[] = [...DRAFTS, ...FURTHER_ON];
