import type { SuitDeadline } from "#app/domain/docket-event/due.ts";
import type { DocketEventKind, Served } from "#app/domain/docket-event/event.ts";
import type { DocketEventInput } from "#app/domain/docket-event/form.ts";
import type { ExpectedProduction } from "#app/domain/docket-event/releases.ts";
import type { AttachmentView } from "#server/services/attachments/views.ts";
import type { PaperTag } from "#server/services/documents/tag.ts";
import type { Instant } from "#server/services/instant.ts";
import type { PersonTag } from "#server/services/people/tag.ts";
import type { DocketView, MatterName } from "./views.ts";

/** What a line says, as it stands or stood. */
export interface DocketLineWords {
  readonly id: string;
  readonly kind: DocketEventKind;
  readonly number: string | null;
  /** ISO day. */
  readonly dated: string | null;
  readonly text: string;
  /** What belongs to its kind, as sentences. */
  readonly sentences: readonly string[];
  readonly by: PersonTag | null;
  readonly at: Instant;
}

/** A line of the docket sheet. */
export interface DocketLine extends DocketLineWords {
  readonly isInvented: boolean;
  /** What is due because of it. */
  readonly follows: readonly SuitDeadline[];
  /** What it said before it was corrected, the latest first. */
  readonly before: readonly DocketLineWords[];
  readonly attachments: readonly AttachmentView[];
  /** The paper of the workspace that it tells of. */
  readonly document: PaperTag | null;
  /** What the clerk's words look like, where something would follow from it. */
  readonly looksLike: DocketEventKind | null;
  /** Whether it asks something that can be done and is not yet. */
  readonly isOpen: boolean;
}

/** A line that was taken back, with why. */
export interface RetractedLine {
  readonly line: DocketLineWords;
  readonly reason: string;
  readonly by: PersonTag | null;
  readonly at: Instant;
}

/** One of the three that must be served (L37). */
export interface ServiceRow {
  readonly on: Served;
  /** Null where nothing is recorded yet. */
  readonly line: DocketLine | null;
  readonly method: string | null;
  readonly article: string | null;
  /** ISO days. */
  readonly sentOn: string | null;
  readonly deliveredOn: string | null;
  /** Until when it must be made; null where the day of filing is not known. */
  readonly due: SuitDeadline | null;
}

/** A lawsuit as its page shows it. */
export interface DocketSheetView extends DocketView {
  readonly sheet: readonly DocketLine[];
  readonly retracted: readonly RetractedLine[];
  readonly service: readonly ServiceRow[];
  readonly deadlines: readonly SuitDeadline[];
  readonly releases: readonly ExpectedProduction[];
  /** What doesn't fit together, a sentence each. */
  readonly warnings: readonly string[];
  /** ISO day, where filings are dated. */
  readonly today: string;
  readonly mayRecord: boolean;
}

/** What the form for a line begins with. */
export interface DocketEventBegun {
  readonly docket: { readonly id: string; readonly name: string; readonly filedOn: string | null };
  readonly matter: MatterName;
  readonly documents: readonly PaperTag[];
  readonly today: string;
}

/** A line that is looked at to be corrected. */
export interface DocketEventToCorrect extends DocketEventBegun {
  readonly line: DocketLine;
  readonly filled: Partial<DocketEventInput> & { readonly kind: DocketEventKind };
}
