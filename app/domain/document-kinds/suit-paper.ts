import { COURT_PROFILES } from "#app/domain/layout.ts";
import type { KindOfDocument } from "./kind.ts";

/**
 * Most papers of a lawsuit on the docket: of the plaintiffs, signed by their counsel, without
 * exhibits, and of nothing that a request's clock decides. A kind says in what else it differs.
 */
export const SUIT_PAPER = {
  layouts: COURT_PROFILES,
  letter: null,
  suit: "joins",
  pleads: false,
  signedBy: "counsel",
  exhibits: null,
  asksForRecords: false,
  reliesOnClock: false,
  isJoint: false,
} as const satisfies Partial<KindOfDocument>;
