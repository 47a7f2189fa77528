import type { KindOfDocument } from "./kind.ts";

/**
 * Addressed to the component's appeals office, 6 C.F.R. § 5.8(a)(1). Its address differs from that
 * of the office that takes requests; the agency's letter names it.
 */
export const APPEAL: KindOfDocument = {
  name: "Administrative appeal",
  hint: "Asks the agency to look again at its answer.",
  paperTitle: "Administrative Appeal",
  publicName: { en: "FOIA appeal", es: "Apelación FOIA" },
  layouts: ["letter"],
  letter: {
    office: "Freedom of Information Act Appeals Office",
    addressPrompt: "[Address of the appeals office, as the agency’s letter gives it]",
    feeWaiver: false,
    isAppeal: true,
  },
  caption: null,
  suit: null,
  pleads: false,
  signedBy: "counsel",
  exhibits: "requests-and-responses",
  asksForRecords: true,
  reliesOnClock: true,
  isJoint: false,
};
