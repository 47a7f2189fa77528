import type { AgencyEventKind, AgencyEventOf } from "#app/domain/agency-record/event.ts";
import type { Fees } from "#app/domain/agency-record/fees.ts";
import type { ItemOutcome } from "#app/domain/agency-record/outcome.ts";
import type { ProductionCounts } from "#app/domain/agency-record/production.ts";
import type { Clock } from "#app/domain/foia-clock.ts";
import type { NumberedItem } from "#app/document/numbering/requested-items.ts";
import type { AttachmentView } from "#server/services/attachments/views.ts";
import type { DocumentTag, PaperTag } from "#server/services/documents/tag.ts";
import type { Instant } from "#server/services/instant.ts";
import type { PersonTag } from "#server/services/people/tag.ts";
import type { ClockAnswer } from "./clock-answer.ts";

/** What an event says, without who recorded it. */
export type SaidEvent = {
  readonly [K in AgencyEventKind]: Omit<AgencyEventOf<K>, "recordedAt" | "recordedById">;
}[AgencyEventKind];

/** An event as it was recorded once, by whom and when. */
export interface RecordedEvent {
  readonly event: SaidEvent;
  readonly by: PersonTag | null;
  readonly at: Instant;
}

/** An event that holds. */
export interface HoldingEvent extends RecordedEvent {
  /** What it corrected, the latest first. */
  readonly earlier: readonly RecordedEvent[];
  readonly attachments: readonly AttachmentView[];
  readonly productions: readonly ProductionView[];
}

/** An event that was taken back, with the reason. */
export interface RetractedEvent extends RecordedEvent {
  readonly reason: string;
  readonly takenBack: { readonly by: PersonTag | null; readonly at: Instant };
}

/** Released records. */
export interface ProductionView extends ProductionCounts {
  readonly id: string;
  readonly eventId: string;
  readonly number: number | null;
  readonly dated: string;
  readonly note: string;
  readonly isInvented: boolean;
  /** Where its counts don't add up, a sentence each. */
  readonly warnings: readonly string[];
  readonly attachments: readonly AttachmentView[];
}

/** A number of the agency, with why it looks unusual; null where it doesn't. */
export interface TrackingView {
  readonly number: string;
  readonly office: string | null;
  readonly unusual: string | null;
}

/** What became of one item of the request. */
export interface ItemView extends NumberedItem {
  /** All outcomes, the latest letter last. */
  readonly outcomes: readonly ItemOutcome[];
  /** Those of the latest letter that says something of it; empty while it is pending. */
  readonly latest: readonly ItemOutcome[];
  readonly isInvented: boolean;
}

/** A time at which the clock's answer became another (L16). */
export interface ClockChange {
  readonly at: Instant;
  readonly by: PersonTag | null;
  readonly before: ClockAnswer | null;
  readonly after: ClockAnswer | null;
}

/** A paper that was fixed when the clock said something else. */
export interface RelyingPaper extends PaperTag {
  /** When it was submitted or filed. */
  readonly fixedAt: Instant;
  readonly changedAt: Instant;
}

export interface AgencyRecordView {
  readonly document: DocumentTag;
  readonly filedOn: string;
  /** ISO day, where filings are dated. */
  readonly today: string;
  /** Null where what is recorded can't be; `problem` says why. */
  readonly clock: Clock | null;
  readonly problem: string | null;
  /** The clock rests on what was made up for the demonstration. */
  readonly isInvented: boolean;
  readonly trackingNumbers: readonly TrackingView[];
  /** In the order of their days. */
  readonly events: readonly HoldingEvent[];
  readonly retracted: readonly RetractedEvent[];
  readonly items: readonly ItemView[];
  readonly totals: {
    readonly full: number | null;
    readonly part: number | null;
    readonly withheld: number | null;
  };
  readonly fees: Fees;
  /** The latest first. */
  readonly changes: readonly ClockChange[];
  readonly relying: readonly RelyingPaper[];
  readonly may: { readonly record: boolean; readonly recordProduction: boolean };
}

/** The record's page of a filed appeal or complaint: it leads to the requests whose records there are. */
export interface ElsewhereRecordView {
  readonly document: DocumentTag;
  readonly requests: readonly {
    readonly id: string;
    readonly title: string;
    readonly filedOn: string;
  }[];
}
