import type { PageLanguage } from "#app/domain/public-page/content.ts";
import { AMENDED_COMPLAINT } from "./amended-complaint.ts";
import { APPEAL } from "./appeal.ts";
import { COMPLAINT } from "./complaint.ts";
import { DECLARATION } from "./declaration.ts";
import type { KindOfDocument } from "./kind.ts";
import { JOINT_STATUS_REPORT } from "./joint-status-report.ts";
import { LETTER } from "./letter.ts";
import { MOTION } from "./motion.ts";
import { NOTICE_OF_DISMISSAL } from "./notice-of-dismissal.ts";
import { PROPOSED_ORDER } from "./proposed-order.ts";
import { REQUEST } from "./request.ts";
import { STIPULATION } from "./stipulation.ts";
import { STIPULATION_OF_DISMISSAL } from "./stipulation-of-dismissal.ts";

/**
 * The kinds of documents. A kind is one file and one line here, and its template in
 * app/document/templates. The keys are stored; a key is never given another meaning.
 */
export const KINDS = {
  request: REQUEST,
  complaint: COMPLAINT,
  appeal: APPEAL,
  "amended-complaint": AMENDED_COMPLAINT,
  "joint-status-report": JOINT_STATUS_REPORT,
  stipulation: STIPULATION,
  motion: MOTION,
  declaration: DECLARATION,
  "proposed-order": PROPOSED_ORDER,
  "notice-of-dismissal": NOTICE_OF_DISMISSAL,
  "stipulation-of-dismissal": STIPULATION_OF_DISMISSAL,
  letter: LETTER,
} as const satisfies Record<string, KindOfDocument>;

export type DocumentKind = keyof typeof KINDS;
export const DOCUMENT_KINDS = Object.keys(KINDS) as DocumentKind[];

/** The kinds of which that holds. */
export function kindsThat(holds: (kind: KindOfDocument) => boolean): DocumentKind[] {
  return DOCUMENT_KINDS.filter((kind) => holds(KINDS[kind]));
}

/** The names of all kinds in one language of the public page. */
export function publicNames(language: PageLanguage): Readonly<Record<DocumentKind, string>> {
  const names = DOCUMENT_KINDS.map((kind) => [kind, KINDS[kind].publicName[language]]);
  return Object.fromEntries(names) as Record<DocumentKind, string>;
}
