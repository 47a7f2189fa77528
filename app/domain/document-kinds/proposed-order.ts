import type { KindOfDocument } from "./kind.ts";
import { SUIT_PAPER } from "./suit-paper.ts";

/** The order that a motion or a stipulation asks for, for the judge to sign. */
export const PROPOSED_ORDER: KindOfDocument = {
  ...SUIT_PAPER,
  name: "Proposed order",
  hint: "The order that the court is asked to sign.",
  paperTitle: "Proposed Order",
  publicName: { en: "Proposed order", es: "Proyecto de orden" },
  caption: { title: "Proposed Order", designations: [] },
  signedBy: "judge",
};
