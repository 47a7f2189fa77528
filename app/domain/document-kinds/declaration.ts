import type { KindOfDocument } from "./kind.ts";
import { SUIT_PAPER } from "./suit-paper.ts";

/** The proof that goes with a motion: made by a person under penalty of perjury, 28 U.S.C. § 1746. */
export const DECLARATION: KindOfDocument = {
  ...SUIT_PAPER,
  name: "Declaration",
  hint: "A person’s statement under penalty of perjury, for a motion.",
  paperTitle: "Declaration",
  publicName: { en: "Declaration", es: "Declaración" },
  caption: { title: "Declaration", designations: [] },
  signedBy: "declarant",
  exhibits: "requests",
};
