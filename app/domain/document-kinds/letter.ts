import type { KindOfDocument } from "./kind.ts";

export const LETTER: KindOfDocument = {
  name: "Letter",
  hint: "Anything else on the organizations’ letterhead.",
  paperTitle: "Letter",
  publicName: { en: "Letter", es: "Carta" },
  layouts: ["letter"],
  letter: { office: null, addressPrompt: null, feeWaiver: false, isAppeal: false },
  caption: null,
  suit: null,
  exhibits: null,
  asksForRecords: false,
  reliesOnClock: false,
  isJoint: false,
};
