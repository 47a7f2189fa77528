import type { KindOfDocument } from "./kind.ts";
import { REQUESTS_OFFICE } from "./request.ts";

/** Addressed to the office that has the request, until its drafters choose another. */
export const LETTER: KindOfDocument = {
  name: "Letter",
  hint: "Anything else on the organizations’ letterhead.",
  paperTitle: "Letter",
  publicName: { en: "Letter", es: "Carta" },
  layouts: ["letter"],
  letter: { office: REQUESTS_OFFICE, addressPrompt: null, feeWaiver: false, isAppeal: false },
  caption: null,
  suit: null,
  pleads: false,
  signedBy: "counsel",
  exhibits: null,
  asksForRecords: false,
  reliesOnClock: false,
  isJoint: false,
};
