import { later } from "#server/services/later.ts";

/** The verbs that are asked for now and then: their code is read once one is. */

/** A matter as a whole: put away, brought back, begun again as another one. */
export const MATTER_WORK_VERBS = {
  showArchive: later(async () => (await import("./archive.ts")).showArchive),
  archive: later(async () => (await import("./archive.ts")).archiveMatter),
  duplicateChoices: later(async () => (await import("./duplicate-choices.ts")).duplicateChoices),
  duplicate: later(async () => (await import("./duplicate.ts")).duplicateMatter),
  unarchive: later(async () => (await import("./archive.ts")).unarchiveMatter),
};

/** A paper among the lawsuits of its matter. */
export const DOCKET_MOVE_VERBS = {
  docketMove: later(
    async () => (await import("#server/services/documents/set-docket.ts")).showDocketMove,
  ),
  setDocket: later(
    async () => (await import("#server/services/documents/set-docket.ts")).setDocket,
  ),
};
