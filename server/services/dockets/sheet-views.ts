import type { SuitDaysShown } from "#app/domain/docket-event/days.ts";
import type { ExpectedProduction, SuitDeadline } from "#app/domain/docket-event/deadline.ts";
import type { DocketEventInput } from "#app/domain/docket-event/form.ts";
import type { DocketEventKind } from "#app/domain/docket-event/kinds/index.ts";
import type { NamedDay } from "#app/domain/docket-event/named-days.ts";
import type { Served } from "#app/domain/docket-event/recipients.ts";
import type { AttachmentView } from "#server/services/attachments/views.ts";
import type { PaperTag } from "#server/services/documents/tag.ts";
import type { Instant } from "#server/services/instant.ts";
import type { PersonTag } from "#server/services/people/tag.ts";
import type { DocketView, MatterName } from "./views.ts";

/** The text of an entry, current or former. */
export interface DocketLineText {
  readonly id: string;
  readonly kind: DocketEventKind;
  readonly number: string | null;
  /** ISO date. */
  readonly dated: string | null;
  readonly text: string;
  /** The details of its kind, as sentences. */
  readonly sentences: readonly string[];
  readonly by: PersonTag | null;
  readonly at: Instant;
}

/** A docket entry. */
export interface DocketLine extends DocketLineText {
  readonly isInvented: boolean;
  /** The deadlines that follow from it. */
  readonly follows: readonly SuitDeadline[];
  /** Its former texts before corrections, latest first. */
  readonly before: readonly DocketLineText[];
  readonly attachments: readonly AttachmentView[];
  /** The workspace's document to which it refers. */
  readonly document: PaperTag | null;
  /** The kind that its text suggests, if something would follow from that kind. */
  readonly suggestedKind: DocketEventKind | null;
  /** Whether it has a task that is not done. */
  readonly isOpen: boolean;
  /** The days that it sets, which are entries of their own (L73). */
  readonly hanging: readonly DocketLine[];
  /** The days that its words or a rule set, and that nobody has confirmed. */
  readonly named: readonly NamedDay[];
}

/** A retracted entry with its reason. */
export interface RetractedLine {
  readonly line: DocketLineText;
  readonly reason: string;
  readonly attachments: readonly AttachmentView[];
  readonly by: PersonTag | null;
  readonly at: Instant;
}

/** A recipient of service (L37, L56). */
export interface ServiceRow {
  readonly on: Served;
  /** The agency by its name as a defendant; null for the others. */
  readonly agency: string | null;
  readonly name: string;
  /** The lines of its address; empty where none is recorded. */
  readonly address: readonly string[];
  /** Null if nothing is recorded yet. */
  readonly line: DocketLine | null;
  readonly method: string | null;
  readonly article: string | null;
  /** ISO dates. */
  readonly sentOn: string | null;
  readonly deliveredOn: string | null;
  /** The deadline of service; null if the date of filing is unknown. */
  readonly due: SuitDeadline | null;
}

/** A lawsuit with its docket sheet. */
export interface DocketSheetView extends DocketView {
  readonly sheet: readonly DocketLine[];
  readonly retracted: readonly RetractedLine[];
  readonly service: readonly ServiceRow[];
  readonly days: SuitDaysShown;
  readonly deadlines: readonly SuitDeadline[];
  readonly releases: readonly ExpectedProduction[];
  /** Inconsistencies, one sentence each. */
  readonly warnings: readonly string[];
  /** ISO date, where filings are dated. */
  readonly today: string;
  readonly mayRecord: boolean;
}

/** The initial values of the form for an entry. */
export interface DocketEventFormView {
  readonly docket: { readonly id: string; readonly name: string; readonly filedOn: string | null };
  readonly matter: MatterName;
  readonly documents: readonly PaperTag[];
  /** The names of those who are sued. */
  readonly defendants: readonly string[];
  /** The entry that sets the day which is recorded; null where none was chosen (L73). */
  readonly setBy: DocketLineText | null;
  readonly today: string;
}

/** An entry to be corrected. */
export interface CorrectDocketEventView extends DocketEventFormView {
  readonly line: DocketLine;
  readonly filled: Partial<DocketEventInput> & { readonly kind: DocketEventKind };
}
