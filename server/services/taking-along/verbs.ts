import { later } from "#server/services/later.ts";

/** Archives that somebody takes along. Their code is read once one is asked for: a start needs none. */
export const TAKING_ALONG_VERBS = {
  showMatter: later(async () => (await import("./show.ts")).showMatterAlong),
  showWorkspace: later(async () => (await import("./show.ts")).showWorkspaceAlong),
  takeMatter: later(async () => (await import("./ask.ts")).takeMatterAlong),
  takeWorkspace: later(async () => (await import("./ask.ts")).takeWorkspaceAlong),
  discard: later(async () => (await import("./ask.ts")).discardArchive),
  file: later(async () => (await import("./download.ts")).archiveFile),
};
