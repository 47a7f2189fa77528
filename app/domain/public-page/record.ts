import type { AgencyEvent } from "#app/domain/agency-record/event.ts";
import type { ItemOutcome } from "#app/domain/agency-record/outcome.ts";
import type { ProductionCounts } from "#app/domain/agency-record/production.ts";
import type { ClockCalendar } from "#app/domain/clock/calendar.ts";
import type { DocketEvent } from "#app/domain/docket-event/event.ts";
import { KINDS, type DocumentKind } from "#app/domain/document-kinds/index.ts";

/** The recorded facts of a matter that its public page may use. */
export interface PublicRecord {
  readonly organizations: readonly {
    readonly name: string;
    readonly shortName: string;
    readonly city: string | null;
    /** Its own site; null where it is not recorded. */
    readonly website: string | null;
    readonly pressName: string | null;
    readonly pressEmail: string | null;
    readonly isLead: boolean;
  }[];
  /** Null where it is not recorded. */
  readonly agency: { readonly department: string | null; readonly component: string | null };
  readonly filings: readonly FiledPaper[];
  readonly attachments: readonly PublicAttachment[];
  readonly dockets: readonly PublicDocket[];
  /** The closures in the workspace's calendar besides the holidays (L3). */
  readonly calendar: ClockCalendar;
}

/** A filed document, whatever became of it. */
export interface FiledPaper {
  readonly documentId: string;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly filedOn: string;
  readonly state: "stands" | "withdrawn" | "superseded";
  /** Whether it was filed before it came here, as a PDF that was brought in (L59). */
  readonly isBroughtIn: boolean;
  readonly pdf: { readonly sha256: string; readonly name: string; readonly bytes: number };
  /** The items of a request in the filed version, in order. */
  readonly items: readonly FiledItem[];
  readonly events: readonly AgencyEvent[];
  readonly outcomes: readonly ItemOutcome[];
  /** The agency's releases. */
  readonly productions: readonly PublicRelease[];
}

/** A release of the agency. */
export interface PublicRelease extends ProductionCounts {
  /** The items that its letter ties the pages to (L64); none where it doesn't. */
  readonly itemIds: readonly string[];
  readonly isInvented: boolean;
}

/** An item of a filed request, with its number there: "2", "2(a)". */
export interface FiledItem {
  readonly id: string;
  readonly label: string;
  readonly words: string;
  /** The id of its top-level item; its own id for a top-level one. Only those are counted. */
  readonly topId: string;
}

/** The top-level items, which a page describes and counts. */
export function topItems({ items }: Pick<FiledPaper, "items">): FiledItem[] {
  return items.filter(({ id, topId }) => id === topId);
}

/** A file beside the documents: the agency's letter, a release, a stamped copy. */
export interface PublicAttachment {
  readonly id: string;
  readonly role: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  /** ISO day of its letter or event. */
  readonly dated: string | null;
  /** Whether it belongs to an event made up for the demonstration. */
  readonly isInvented: boolean;
  /** Whether its letter, release or docket entry was taken back, so that it can't be offered (L16). */
  readonly isTakenBack: boolean;
  /** Unreadable pages, or the whole file, that nobody has confirmed to have read (L20). */
  readonly isUnread: boolean;
  /** The private data found in it, in words. */
  readonly looksPrivate: readonly string[];
}

export interface PublicDocket {
  readonly docketId: string;
  readonly title: string;
  readonly court: string;
  readonly district: string;
  readonly caseNumber: string | null;
  readonly plaintiffs: readonly string[];
  readonly defendants: readonly string[];
  readonly filedOn: string | null;
  readonly enforces: readonly string[];
  readonly events: readonly DocketEvent[];
}

/** The requests and appeals, whose items a page describes. */
export function toldFilings(record: Pick<PublicRecord, "filings">): FiledPaper[] {
  return record.filings.filter(({ kind }) => KINDS[kind].asksForRecords);
}
