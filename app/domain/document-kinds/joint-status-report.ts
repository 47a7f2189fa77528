import { COURT_PROFILES } from "#app/domain/layout.ts";
import type { KindOfDocument } from "./kind.ts";

/** A report of both sides to their court on searches, releases and what is in dispute (L66). */
export const JOINT_STATUS_REPORT: KindOfDocument = {
  name: "Joint status report",
  hint: "Tells the court, with the other side, where searches and releases stand.",
  paperTitle: "Joint Status Report",
  publicName: { en: "Joint status report", es: "Informe conjunto" },
  layouts: COURT_PROFILES,
  letter: null,
  caption: { title: "Joint Status Report", designations: [] },
  suit: "joins",
  pleads: false,
  signedBy: "counsel",
  exhibits: null,
  asksForRecords: false,
  reliesOnClock: false,
  isJoint: true,
};
