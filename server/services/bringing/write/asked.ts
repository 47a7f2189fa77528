import type { BroughtChoices } from "#app/domain/archive/bringing.ts";

/** An archive that somebody brings in, with what they chose. */
export interface BringingAsked {
  readonly id: string;
  readonly broughtById: string;
  /** Canonical JSON, as its row has it. */
  readonly reach: string;
  /** Of the archive. */
  readonly sha256: string;
  readonly choices: BroughtChoices;
}
