import { COURT_PROFILES } from "#app/domain/layout.ts";
import type { KindOfDocument } from "./kind.ts";

/** A complaint, and the papers that go with one (`companion-paper.ts`). */
export const COMPLAINT: KindOfDocument = {
  name: "Complaint",
  hint: "Opens a lawsuit, with a caption and numbered paragraphs.",
  paperTitle: "Complaint",
  publicName: { en: "Complaint", es: "Demanda" },
  layouts: COURT_PROFILES,
  letter: null,
  caption: {
    title: "Complaint for Declaratory and Injunctive Relief",
    designations: ["(Freedom of Information Act, 5 U.S.C. § 552)"],
  },
  suit: "opens",
  pleads: true,
  signedBy: "counsel",
  exhibits: "requests",
  asksForRecords: false,
  reliesOnClock: true,
  isJoint: false,
};
