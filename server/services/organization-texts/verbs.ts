import { lazyVerb } from "#server/services/lazy-verb.ts";

/** The verbs of what an organization keeps. Their code is read once one is asked for. */
export const ORGANIZATION_TEXT_VERBS = {
  show: lazyVerb(async () => (await import("./show.ts")).showOrganizationTexts),
  showOne: lazyVerb(async () => (await import("./show.ts")).showKeptText),
  library: lazyVerb(async () => (await import("./show.ts")).showClauseLibrary),
  clause: lazyVerb(async () => (await import("./show.ts")).showClauseContent),
  keepTemplateChoices: lazyVerb(async () => (await import("./show.ts")).showKeepTemplate),
  keepTemplate: lazyVerb(async () => (await import("./keep.ts")).keepTemplate),
  keepClause: lazyVerb(async () => (await import("./keep.ts")).keepClause),
  admitClause: lazyVerb(async () => (await import("./send-clause.ts")).admitClause),
  sendClause: lazyVerb(async () => (await import("./send-clause.ts")).sendClause),
  changeClause: lazyVerb(async () => (await import("./change.ts")).changeClause),
  changeTemplate: lazyVerb(async () => (await import("./change.ts")).changeTemplate),
  removeClause: lazyVerb(async () => (await import("./change.ts")).removeClause),
  removeTemplate: lazyVerb(async () => (await import("./change.ts")).removeTemplate),
};
