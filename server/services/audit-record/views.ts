import type { SentencePart } from "#app/domain/audit-record/entry.ts";
import type { RecordFilter } from "#app/domain/audit-record/filter.ts";
import type { MatterName } from "#server/services/dockets/views.ts";
import type { Instant } from "#server/services/instant.ts";
import type { OrganizationTag } from "#server/services/organizations/tag.ts";

/** One line of the record, as its reader may see it: without its number, which tells of lines between. */
export interface RecordLineView {
  readonly at: Instant;
  /** A type of app/domain/audit-event.ts. */
  readonly type: string;
  readonly parts: readonly SentencePart[];
  /** The organization that the line names, or else of whoever did it. */
  readonly organization: OrganizationTag | null;
  readonly matter: MatterName | null;
}

/** The head of the record at the end of a day (UTC). */
export interface ClosedHeadView {
  readonly hash: string;
  /** ISO. */
  readonly day: string;
}

interface NamedChoice {
  readonly id: string;
  readonly name: string;
}

/** A page of the record of a matter or of the workspace. */
export interface RecordPageView {
  /** Null for the workspace's. */
  readonly matter: MatterName | null;
  readonly lines: readonly RecordLineView[];
  readonly filter: RecordFilter;
  readonly page: number;
  /** Whether there are older lines. */
  readonly isMore: boolean;
  /** When the first page was opened. */
  readonly until: Instant;
  readonly choices: {
    readonly people: readonly NamedChoice[];
    readonly organizations: readonly NamedChoice[];
    readonly documents: readonly NamedChoice[];
    /** By slug; of the workspace's page alone. */
    readonly matters: readonly NamedChoice[];
  };
  /** Null before the first day has ended. */
  readonly head: ClosedHeadView | null;
}
