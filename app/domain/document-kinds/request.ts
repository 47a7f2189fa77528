import type { KindOfDocument } from "./kind.ts";

/** The default name of the office that takes requests. */
export const REQUESTS_OFFICE = "Freedom of Information Act Office";

export const REQUEST: KindOfDocument = {
  name: "FOIA request",
  hint: "Asks an agency for records, with numbered items.",
  paperTitle: "FOIA Request",
  publicName: { en: "FOIA request", es: "Solicitud FOIA" },
  layouts: ["letter"],
  letter: { office: REQUESTS_OFFICE, addressPrompt: null, feeWaiver: true, isAppeal: false },
  caption: null,
  suit: null,
  pleads: false,
  signedBy: "counsel",
  exhibits: null,
  asksForRecords: true,
  reliesOnClock: false,
  isJoint: false,
};
