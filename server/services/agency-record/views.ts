import type { AgencyEventKind, AgencyEventOf } from "#app/domain/agency-record/event.ts";
import type { CompletionEstimate } from "#app/domain/agency-record/estimates.ts";
import type { Fees } from "#app/domain/agency-record/fees.ts";
import type { ItemOutcome } from "#app/domain/agency-record/outcome.ts";
import type { ProductionCounts, productionTotals } from "#app/domain/agency-record/production.ts";
import type { OwedNumber } from "#app/domain/agency-record/tracking.ts";
import type { Clock } from "#app/domain/foia-clock.ts";
import type { NumberedItem } from "#app/document/numbering/requested-items.ts";
import type { AttachmentView } from "#server/services/attachments/views.ts";
import type { DocumentTag, PaperTag } from "#server/services/documents/tag.ts";
import type { Instant } from "#server/services/instant.ts";
import type { PersonTag } from "#server/services/people/tag.ts";
import type { ClockAnswer } from "./clock-answer.ts";

/** The content of an event, without who recorded it. */
export type EventContent = {
  readonly [K in AgencyEventKind]: Omit<AgencyEventOf<K>, "recordedAt" | "recordedById">;
}[AgencyEventKind];

/** An event as recorded, with who recorded it and when. */
export interface RecordedEvent {
  readonly event: EventContent;
  readonly by: PersonTag | null;
  readonly at: Instant;
}

/** A current event, neither corrected nor retracted. */
export interface CurrentEvent extends RecordedEvent {
  /** The letter that it is of: events with the same one are shown as one entry (L63). */
  readonly letterId: string;
  /** The versions that it corrected, latest first. */
  readonly earlier: readonly RecordedEvent[];
  readonly attachments: readonly AttachmentView[];
  readonly productions: readonly ProductionView[];
}

/** A retracted event with the reason. */
export interface RetractedEvent extends RecordedEvent {
  readonly reason: string;
  /** Its files, which stay on record and are no longer offered to the public. */
  readonly attachments: readonly AttachmentView[];
  readonly retraction: { readonly by: PersonTag | null; readonly at: Instant };
}

/** Released records. */
export interface ProductionView extends ProductionCounts {
  readonly id: string;
  readonly eventId: string;
  readonly number: number | null;
  readonly dated: string;
  readonly note: string;
  /** The items that the letter ties its pages to (L64); none where it doesn't. */
  readonly itemIds: readonly string[];
  readonly isInvented: boolean;
  /** Inconsistencies of its counts, one sentence each. */
  readonly warnings: readonly string[];
  readonly attachments: readonly AttachmentView[];
}

/** A tracking number, with a note if it looks unusual; otherwise null. */
export interface TrackingView {
  readonly number: string;
  readonly office: string | null;
  readonly unusual: string | null;
}

/** One item of the request with its outcomes. */
export interface ItemView extends NumberedItem {
  /** All outcomes, in the order of the letters. */
  readonly outcomes: readonly ItemOutcome[];
  /** Those in force, which no later letter replaces; empty while it is pending. */
  readonly inForce: readonly ItemOutcome[];
  /** The releases whose pages the letter ties to it, by date. */
  readonly releases: readonly ProductionView[];
  readonly isInvented: boolean;
}

/** A change of the clock's result (L16). */
export interface ClockChange {
  readonly at: Instant;
  /** Changed by what was recorded of the request, or by other closed days of the workspace (L3). */
  readonly cause: "record" | "closed days";
  /** The person who recorded it; null for closed days, and for people who have left. */
  readonly by: PersonTag | null;
  readonly before: ClockAnswer | null;
  readonly after: ClockAnswer | null;
}

/** A document that was submitted or filed when the clock had another result. */
export interface RelyingPaper extends PaperTag {
  /** When it was submitted or filed. */
  readonly fixedAt: Instant;
  readonly changedAt: Instant;
}

export interface AgencyRecordView {
  readonly document: DocumentTag;
  readonly filedOn: string;
  /** ISO date, where filings are dated. */
  readonly today: string;
  /** Null if the recorded events are impossible; see `problem`. */
  readonly clock: Clock | null;
  /** The components that owe a decision on expedited processing (L8); null is the only one. */
  readonly expeditionOwedBy: readonly (string | null)[];
  readonly problem: string | null;
  /** The clock rests on invented events of the demonstration. */
  readonly isInvented: boolean;
  readonly trackingNumbers: readonly TrackingView[];
  /** Those that the agency owes and has not given (L10), of each component that has the request. */
  readonly numbersOwed: readonly OwedNumber[];
  /** The components that have the request (L51), by the day of their receipt. */
  readonly components: readonly string[];
  /** The days by which the agency says itself that it expects to be done, 552(a)(7)(B). */
  readonly estimates: readonly CompletionEstimate[];
  /** By date. */
  readonly events: readonly CurrentEvent[];
  readonly retracted: readonly RetractedEvent[];
  /** Releases that were taken back, by themselves or with their letter, by date. */
  readonly retractedProductions: readonly ProductionView[];
  readonly items: readonly ItemView[];
  readonly totals: ReturnType<typeof productionTotals>;
  readonly fees: readonly Fees[];
  /** Latest first. */
  readonly changes: readonly ClockChange[];
  readonly relying: readonly RelyingPaper[];
  readonly may: { readonly record: boolean; readonly recordProduction: boolean };
}

/**
 * The record page of a filed appeal or complaint, with links to the records of its matter's
 * requests.
 */
export interface ElsewhereRecordView {
  readonly document: DocumentTag;
  readonly requests: readonly {
    readonly id: string;
    readonly title: string;
    readonly filedOn: string;
  }[];
}
