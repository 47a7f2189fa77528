import { COURT_PROFILES } from "#app/domain/layout.ts";
import type { KindOfDocument } from "./kind.ts";

/** Ends the suit without an order, before the other side answers: FRCP 41(a)(1)(A)(i). */
export const NOTICE_OF_DISMISSAL: KindOfDocument = {
  name: "Notice of dismissal",
  hint: "Ends the lawsuit by the plaintiffs’ word alone, before an answer.",
  paperTitle: "Notice of Voluntary Dismissal",
  publicName: { en: "Notice of dismissal", es: "Desistimiento" },
  layouts: COURT_PROFILES,
  letter: null,
  caption: { title: "Notice of Voluntary Dismissal", designations: [] },
  suit: "joins",
  pleads: false,
  signedBy: "counsel",
  exhibits: null,
  asksForRecords: false,
  reliesOnClock: false,
  isJoint: false,
};
