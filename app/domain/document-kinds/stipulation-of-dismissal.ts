import { COURT_PROFILES } from "#app/domain/layout.ts";
import type { KindOfDocument } from "./kind.ts";

/** Ends the suit without an order, by all parties who have appeared: FRCP 41(a)(1)(A)(ii). */
export const STIPULATION_OF_DISMISSAL: KindOfDocument = {
  name: "Stipulation of dismissal",
  hint: "Ends the lawsuit by agreement of both sides.",
  paperTitle: "Stipulation of Dismissal",
  publicName: { en: "Stipulation of dismissal", es: "Desistimiento por acuerdo" },
  layouts: COURT_PROFILES,
  letter: null,
  caption: { title: "Stipulation of Dismissal", designations: [] },
  suit: "joins",
  pleads: false,
  signedBy: "counsel",
  exhibits: null,
  asksForRecords: false,
  reliesOnClock: false,
  isJoint: true,
};
