/**
 * The facts of the demonstration matter, as data. Source: the organizations' public pages about the
 * matter. Nothing about the real parties is invented: `null` means unknown and shows as "not
 * recorded". Only the people (people.ts) and the texts (texts/) were written for the demonstration,
 * and say so.
 */

export interface DemoOrganization {
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  readonly city: string | null;
  /** Leads to example.org, as all links of the demonstration. */
  readonly website?: string;
  /** Index into the palette of organization colors. */
  readonly colour: number;
}

export const COUNCIL: DemoOrganization = {
  slug: "council",
  name: "American Immigration Council",
  shortName: "Council",
  city: "Washington, D.C.",
  website: "https://example.org/council",
  colour: 0,
};

export const ILRC: DemoOrganization = {
  slug: "ilrc",
  name: "Immigrant Legal Resource Center",
  shortName: "ILRC",
  city: "San Francisco, California",
  website: "https://example.org/ilrc",
  colour: 1,
};

export const MIJENTE: DemoOrganization = {
  slug: "mijente",
  name: "Mijente Support Committee",
  shortName: "Mijente",
  city: null,
  website: "https://example.org/mijente",
  colour: 2,
};

/** Fixed, so that an organization is found again after it was renamed. */
export const organizationIdOf = (organization: Pick<DemoOrganization, "slug">) =>
  `demo-${organization.slug}`;

/** The three parties, the lead first. */
export const COALITION: readonly DemoOrganization[] = [COUNCIL, ILRC, MIJENTE];

/** An invented fourth organization that is party to nothing, and sees what a stranger sees. */
export const OUTSIDE: DemoOrganization = {
  slug: "outside",
  name: "Example Outside Organization",
  shortName: "Outside",
  city: null,
  colour: 3,
};

export const AGENCY = {
  department: "U.S. Department of Homeland Security",
  component: "U.S. Immigration and Customs Enforcement",
  /** As of 2017. */
  foiaOffice: "500 12th Street SW, Stop 5009, Washington, D.C. 20536-5009",
  foiaOfficeAsOf: 2017,
  /** As on an envelope. */
  foiaOfficeLines: ["500 12th Street SW, Stop 5009", "Washington, D.C. 20536-5009"],
} as const;

export const MEMORANDA = [
  {
    date: "2021-01-20",
    what: "department memorandum setting interim enforcement priorities and guidance on prosecutorial discretion",
  },
  {
    date: "2021-02-18",
    what: "ICE memorandum on operations under those priorities: collect data, weekly reports on enforcement actions and removals, preapproval for actions outside the priorities",
  },
  { date: "2021-11-29", what: "a later memorandum on enforcement priorities takes effect" },
] as const;

export interface DemoRequest {
  /** ISO date. */
  readonly filed: string;
  readonly about: string;
  /** The number of items that the public page of the matter lists. */
  readonly itemsOnTheMatterPage: number;
  /** The number of items that the page about the lawsuit lists; null without such a page. */
  readonly itemsOnTheLitigationPage: number | null;
  /** The item that only the litigation page names. */
  readonly furtherItem: string | null;
  readonly trackingNumber: string | null;
}

export const WEEKLY_REPORTS: DemoRequest = {
  filed: "2021-09-09",
  about: "weekly reports on enforcement actions and removals",
  itemsOnTheMatterPage: 2,
  itemsOnTheLitigationPage: 3,
  furtherItem: "internal guidance that officers received to comply with the reporting requirement",
  trackingNumber: null,
};

export const OUTSIDE_PRIORITIES: DemoRequest = {
  filed: "2021-09-23",
  about: "enforcement actions against people outside the priorities",
  itemsOnTheMatterPage: 3,
  itemsOnTheLitigationPage: null,
  furtherItem: null,
  trackingNumber: null,
};

export interface DemoSuit {
  readonly about: DemoRequest;
  readonly court: string;
  /** ISO date. */
  readonly filed: string | null;
  /** Tells what is known where the exact date of filing is not. */
  readonly filedKnownAs: string | null;
  readonly docketNumber: string | null;
  /** In the order of the caption. */
  readonly plaintiffs: readonly DemoOrganization[];
  readonly defendant: string;
}

export const WEEKLY_REPORTS_SUIT: DemoSuit = {
  about: WEEKLY_REPORTS,
  court: "N.D. Cal.",
  filed: null,
  filedKnownAs: "a Monday in late 2021, before 29 November",
  docketNumber: null,
  plaintiffs: [ILRC, MIJENTE, COUNCIL],
  defendant: AGENCY.component,
};

export const OUTSIDE_PRIORITIES_SUIT: DemoSuit = {
  about: OUTSIDE_PRIORITIES,
  court: "N.D. Cal.",
  filed: "2022-01-11",
  filedKnownAs: null,
  docketNumber: null,
  plaintiffs: [COUNCIL, ILRC, MIJENTE],
  defendant: AGENCY.component,
};

export const MATTER = {
  slug: "ice-enforcement-priorities",
  title: "Seeking Records About ICE’s Compliance with DHS’s Enforcement Priorities",
  /** Written for this project from the facts above. */
  narrative: [
    "Which immigration cases to pursue is a choice that the executive branch makes every day. On January 20, 2021, the Department of Homeland Security put that choice in writing: interim priorities for enforcement, with guidance on when officers should use prosecutorial discretion. On February 18, 2021, U.S. Immigration and Customs Enforcement told its own officers how to work under them.",
    "The February memorandum asks ICE to keep count of itself. It calls for data, for weekly reports on enforcement actions and on removals, and for an officer who wants to act against someone outside the priorities to ask for approval first.",
    "Three organizations, the American Immigration Council, the Immigrant Legal Resource Center and the Mijente Support Committee, ask for the records that show whether this was done. The request of September 9, 2021, is for the weekly reports and for the guidance given to the officers who had to make them. The request of September 23, 2021, is for the instructions on preapproval, the preapproval requests themselves, and ICE’s data about them.",
    "Each request led to a suit in the Northern District of California. Tracking numbers and docket numbers are not recorded here. The documents in this matter are demonstration texts, not the papers that were filed; what is shown as filed here was sent to nobody.",
  ],
} as const;
