import type { BroughtReport } from "#app/domain/archive/bringing.ts";
import type { MatterName } from "#server/services/dockets/views.ts";
import type { Instant } from "#server/services/instant.ts";
import type { OrganizationTag } from "#server/services/organizations/tag.ts";

/** Where an archive stands that somebody brought. */
export type BroughtProgress =
  | { readonly is: "checking" }
  /** Looked through; it waits for what its bringer chooses. */
  | { readonly is: "ready" }
  | { readonly is: "waiting" }
  | { readonly is: "working"; readonly done: number; readonly parts: number | null }
  /** With the matters that came of it, as far as the reader sees them. */
  | { readonly is: "done"; readonly matters: readonly MatterName[] }
  /** With the matters that had come in before. */
  | { readonly is: "failed"; readonly why: string; readonly matters: readonly MatterName[] };

export interface BroughtArchiveSummary {
  readonly id: string;
  /** The name of the file. */
  readonly name: string;
  readonly broughtAt: Instant;
  readonly progress: BroughtProgress;
}

/** The page on which an archive is brought. */
export interface BringArchiveView {
  /** The reader's own, the latest first. */
  readonly archives: readonly BroughtArchiveSummary[];
  /** How many days one is kept. */
  readonly days: number;
  /** Rows and lines of the record that one matter may have, since it is written in one transaction. */
  readonly mostRows: number;
  /** Why none can be brought at this moment; null where one can. */
  readonly notNow: string | null;
}

/** A report as its page shows it: of many matters and papers the first ones, and how many there are. */
export interface ShownBroughtReport extends Omit<BroughtReport, "matters"> {
  readonly matters: readonly ShownBroughtMatter[];
  readonly matterCount: number;
}

/** A matter of an archive; its documents by name where it is the only one. */
type ShownBroughtMatter = BroughtReport["matters"][number] & {
  readonly documentCount: number;
};

/** One archive, for whoever brought it. */
export interface BroughtArchiveView extends BroughtArchiveSummary {
  readonly bytes: number;
  readonly sha256: string;
  readonly expiresAt: Instant;
  /** Null before it was looked through, and once its days are over. */
  readonly report: ShownBroughtReport | null;
  /** Organizations that can lead here, where something can be chosen now. */
  readonly leads: readonly OrganizationTag[];
  readonly mayChoose: boolean;
}
