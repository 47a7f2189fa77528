import { COURT_PROFILES } from "#app/domain/layout.ts";
import type { KindOfDocument } from "./kind.ts";

/** What goes with a motion as its proof: made by a person under penalty of perjury, 28 U.S.C. § 1746. */
export const DECLARATION: KindOfDocument = {
  name: "Declaration",
  hint: "What a person declares under penalty of perjury, for a motion.",
  paperTitle: "Declaration",
  publicName: { en: "Declaration", es: "Declaración" },
  layouts: COURT_PROFILES,
  letter: null,
  caption: { title: "Declaration", designations: [] },
  suit: "joins",
  pleads: false,
  signedBy: "declarant",
  exhibits: "requests",
  asksForRecords: false,
  reliesOnClock: false,
  isJoint: false,
};
