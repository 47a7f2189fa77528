import { COURT_PROFILES } from "#app/domain/layout.ts";
import type { KindOfDocument } from "./kind.ts";

/** The order that a motion or a stipulation asks for, for the judge to sign. */
export const PROPOSED_ORDER: KindOfDocument = {
  name: "Proposed order",
  hint: "What the court is asked to sign.",
  paperTitle: "Proposed Order",
  publicName: { en: "Proposed order", es: "Proyecto de orden" },
  layouts: COURT_PROFILES,
  letter: null,
  caption: { title: "Proposed Order", designations: [] },
  suit: "joins",
  pleads: false,
  signedBy: "judge",
  exhibits: null,
  asksForRecords: false,
  reliesOnClock: false,
  isJoint: false,
};
