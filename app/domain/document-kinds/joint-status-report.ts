import type { KindOfDocument } from "./kind.ts";
import { SUIT_PAPER } from "./suit-paper.ts";

/** A report of both sides to their court on searches, releases and what is in dispute (L66). */
export const JOINT_STATUS_REPORT: KindOfDocument = {
  ...SUIT_PAPER,
  name: "Joint status report",
  hint: "Tells the court, with the other side, where searches and releases stand.",
  paperTitle: "Joint Status Report",
  publicName: { en: "Joint status report", es: "Informe conjunto" },
  caption: { title: "Joint Status Report", designations: [] },
  isJoint: true,
};
