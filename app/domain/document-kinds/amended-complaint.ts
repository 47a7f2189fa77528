import { COMPLAINT } from "./complaint.ts";
import type { KindOfDocument } from "./kind.ts";

/** The complaint, brought up to date (FRCP 15(a)): whole by itself, it takes the place of the first. */
export const AMENDED_COMPLAINT: KindOfDocument = {
  ...COMPLAINT,
  name: "Amended complaint",
  hint: "Takes the place of the complaint, and begins with its words.",
  paperTitle: "Amended Complaint",
  publicName: { en: "Amended complaint", es: "Demanda enmendada" },
  caption: {
    title: "First Amended Complaint for Declaratory and Injunctive Relief",
    designations: ["(Freedom of Information Act, 5 U.S.C. § 552)"],
  },
  suit: "joins",
};
