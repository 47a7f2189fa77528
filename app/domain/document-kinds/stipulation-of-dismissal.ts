import type { KindOfDocument } from "./kind.ts";
import { SUIT_PAPER } from "./suit-paper.ts";

/** Ends the suit without an order, by all parties who have appeared: FRCP 41(a)(1)(A)(ii). */
export const STIPULATION_OF_DISMISSAL: KindOfDocument = {
  ...SUIT_PAPER,
  name: "Stipulation of dismissal",
  hint: "Ends the lawsuit by agreement of both sides.",
  paperTitle: "Stipulation of Dismissal",
  publicName: { en: "Stipulation of dismissal", es: "Desistimiento por acuerdo" },
  caption: { title: "Stipulation of Dismissal", designations: [] },
  isJoint: true,
};
