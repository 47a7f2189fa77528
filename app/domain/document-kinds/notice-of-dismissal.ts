import type { KindOfDocument } from "./kind.ts";
import { SUIT_PAPER } from "./suit-paper.ts";

/** Ends the suit without an order, before the other side answers: FRCP 41(a)(1)(A)(i). */
export const NOTICE_OF_DISMISSAL: KindOfDocument = {
  ...SUIT_PAPER,
  name: "Notice of dismissal",
  hint: "Ends the lawsuit by the plaintiffs’ word alone, before an answer.",
  paperTitle: "Notice of Voluntary Dismissal",
  publicName: { en: "Notice of dismissal", es: "Desistimiento" },
  caption: { title: "Notice of Voluntary Dismissal", designations: [] },
};
