import { lazyVerb } from "#server/services/lazy-verb.ts";

/** The verbs that are asked for now and then: their code is read once one is. */

/** A matter as a whole: put away, brought back, begun again as another one. */
export const MATTER_WORK_VERBS = {
  showArchive: lazyVerb(async () => (await import("./archive.ts")).showArchive),
  archive: lazyVerb(async () => (await import("./archive.ts")).archiveMatter),
  duplicateChoices: lazyVerb(async () => (await import("./duplicate-choices.ts")).duplicateChoices),
  duplicate: lazyVerb(async () => (await import("./duplicate.ts")).duplicateMatter),
  unarchive: lazyVerb(async () => (await import("./archive.ts")).unarchiveMatter),
};

/** A paper among the lawsuits of its matter. */
export const DOCKET_MOVE_VERBS = {
  docketMove: lazyVerb(
    async () => (await import("#server/services/documents/set-docket.ts")).showDocketMove,
  ),
  setDocket: lazyVerb(
    async () => (await import("#server/services/documents/set-docket.ts")).setDocket,
  ),
};
