import { COURT_PROFILES } from "#app/domain/layout.ts";
import type { KindOfDocument } from "./kind.ts";

/** A motion with its memorandum; its declaration and its proposed order are papers of their own. */
export const MOTION: KindOfDocument = {
  name: "Motion",
  hint: "Asks the court for an order, with the reasons.",
  paperTitle: "Motion",
  publicName: { en: "Motion", es: "Moción" },
  layouts: COURT_PROFILES,
  letter: null,
  caption: { title: "Motion", designations: [] },
  suit: "joins",
  pleads: false,
  signedBy: "counsel",
  exhibits: null,
  asksForRecords: false,
  reliesOnClock: false,
  isJoint: false,
};
