import type { Outcome } from "#app/domain/refusal.ts";

/** The room for uploads to one matter. */
export interface UploadRoom {
  /** Bytes. */
  readonly left: number;
  /** How much is there, how much there may be, and who can make room: sentences. */
  readonly full: string;
  /**
   * Takes the room of a file, before it is stored: uploads at the same moment can't pass the limit
   * together. Refuses `too-large` where it does not fit.
   */
  take(file: { readonly sha256: string; readonly bytes: number }): Promise<Outcome<void>>;
}
