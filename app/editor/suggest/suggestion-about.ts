/** The readers of a suggestion, and why it is made. */
export interface SuggestionAbout {
  /** The one organization that it is for; null where everybody of the matter reads it. */
  readonly organizationId: string | null;
  /** The comment beside it; empty where the words speak for themselves. */
  readonly text: string;
}
