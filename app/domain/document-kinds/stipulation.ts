import type { KindOfDocument } from "./kind.ts";
import { SUIT_PAPER } from "./suit-paper.ts";

/** An agreement of both sides, with the order that they ask for (L66). */
export const STIPULATION: KindOfDocument = {
  ...SUIT_PAPER,
  name: "Stipulation",
  hint: "An agreement of both sides, with the order that they ask for.",
  paperTitle: "Stipulation",
  publicName: { en: "Stipulation", es: "Estipulación" },
  caption: { title: "Stipulation and Proposed Order", designations: [] },
  isJoint: true,
};
