/** The pages of the help in the order in which they are listed; each is a file of docs/help. */
export const HELP_PAGES = [
  "first-hour",
  "people",
  "matter",
  "drafting",
  "comments",
  "word",
  "review",
  "filing",
  "agency",
  "docket",
  "deadlines",
  "public-page",
  "search",
  "record",
  "sign-in",
  "reuse",
  "take-along",
  "verify",
  "webhooks",
  "programs",
] as const;
export type HelpPageName = (typeof HELP_PAGES)[number];

/** A page of the help, or a section of one: "filing#confirm". */
export type HelpAddress = HelpPageName | `${HelpPageName}#${string}`;

export function isHelpPage(name: string): name is HelpPageName {
  return (HELP_PAGES as readonly string[]).includes(name);
}

/** Where the help stands: "/help/filing#confirm". */
export function helpPath(address: HelpAddress): string {
  return `/help/${address}`;
}
