import { later } from "#server/services/later.ts";

/** The verbs of what an organization keeps. Their code is read once one is asked for. */
export const ORGANIZATION_TEXT_VERBS = {
  show: later(async () => (await import("./show.ts")).showOrganizationTexts),
  showOne: later(async () => (await import("./show.ts")).showKeptText),
  library: later(async () => (await import("./show.ts")).showClauseLibrary),
  clause: later(async () => (await import("./show.ts")).showClauseContent),
  keepTemplateChoices: later(async () => (await import("./show.ts")).showKeepTemplate),
  keepTemplate: later(async () => (await import("./keep.ts")).keepTemplate),
  keepClause: later(async () => (await import("./keep.ts")).keepClause),
  admitClause: later(async () => (await import("./send-clause.ts")).admitClause),
  sendClause: later(async () => (await import("./send-clause.ts")).sendClause),
  changeClause: later(async () => (await import("./change.ts")).changeClause),
  changeTemplate: later(async () => (await import("./change.ts")).changeTemplate),
  removeClause: later(async () => (await import("./change.ts")).removeClause),
  removeTemplate: later(async () => (await import("./change.ts")).removeTemplate),
};
