import type { MatterName } from "#server/services/dockets/views.ts";
import type { Instant } from "#server/services/instant.ts";

/** Where an archive stands, for whoever takes it. */
export type ArchiveProgress =
  | { readonly is: "waiting" }
  /** Parts of it that are written; of how many is not known before it is begun. */
  | { readonly is: "working"; readonly done: number; readonly parts: number | null }
  | {
      readonly is: "ready";
      readonly bytes: number;
      readonly sha256: string;
      readonly expiresAt: Instant;
    }
  | { readonly is: "failed"; readonly why: string };

export interface TakenArchiveView {
  readonly id: string;
  readonly askedAt: Instant;
  readonly progress: ArchiveProgress;
}

/** The page on which an archive of a matter, or of the workspace, is taken along. */
export interface TakeAlongView {
  /** Null for the workspace's. */
  readonly matter: MatterName | null;
  /** The reader's own, the latest first. */
  readonly archives: readonly TakenArchiveView[];
  /** Names of organizations whose own threads go along. */
  readonly ownThreadsOf: readonly string[];
  /** How many days an archive is kept. */
  readonly days: number;
  /** Whether a mail tells when it is ready. */
  readonly isMailed: boolean;
}
