import type { KindOfDocument } from "./kind.ts";
import { SUIT_PAPER } from "./suit-paper.ts";

/** A motion with its memorandum; its declaration and its proposed order are papers of their own. */
export const MOTION: KindOfDocument = {
  ...SUIT_PAPER,
  name: "Motion",
  hint: "Asks the court for an order, with the reasons.",
  paperTitle: "Motion",
  publicName: { en: "Motion", es: "Moción" },
  caption: { title: "Motion", designations: [] },
};
