/** What a template takes from the matter. What is not known stays as a prompt in brackets. */
export interface TemplateDetails {
  /** The document's title. */
  readonly title?: string;
  /** The parties' names, the lead first. */
  readonly parties?: readonly string[];
  /** The ids of these organizations, in the same order: with them the parties sign in blocks of their own. */
  readonly partyIds?: readonly string[];
  /** The agency that is asked or sued. */
  readonly agency?: string;
  /** The requests of the matter that were filed, the oldest first. */
  readonly requests?: readonly FiledRequest[];
}

/** A request of the matter that was filed, as a later paper speaks of it. */
export interface FiledRequest {
  /** ISO date. */
  readonly filedOn: string;
  /** The office that it was sent to. */
  readonly addressee: string;
  /** How it was sent: "through the agency's portal". */
  readonly sent: string;
  /** The agency's numbers; empty where none is known yet. */
  readonly trackingNumbers: readonly string[];
  readonly items: readonly RequestedItem[];
}

/** A record that was asked for: its words, and its depth in the request, from 1. */
export interface RequestedItem {
  readonly level: number;
  readonly words: string;
}
