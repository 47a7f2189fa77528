import { COURT_PROFILES } from "#app/domain/layout.ts";
import type { KindOfDocument } from "./kind.ts";

/** What both sides agree and ask the court to order, with the order (L66). */
export const STIPULATION: KindOfDocument = {
  name: "Stipulation",
  hint: "What both sides agree, with the order that they ask for.",
  paperTitle: "Stipulation",
  publicName: { en: "Stipulation", es: "Estipulación" },
  layouts: COURT_PROFILES,
  letter: null,
  caption: { title: "Stipulation and Proposed Order", designations: [] },
  suit: "joins",
  pleads: false,
  signedBy: "counsel",
  exhibits: null,
  asksForRecords: false,
  reliesOnClock: false,
  isJoint: true,
};
