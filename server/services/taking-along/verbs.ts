import { lazyVerb } from "#server/services/lazy-verb.ts";

/** Archives that somebody takes along. Their code is read once one is asked for: a start needs none. */
export const TAKING_ALONG_VERBS = {
  showMatter: lazyVerb(async () => (await import("./show.ts")).showMatterAlong),
  showWorkspace: lazyVerb(async () => (await import("./show.ts")).showWorkspaceAlong),
  takeMatter: lazyVerb(async () => (await import("./ask.ts")).takeMatterAlong),
  takeWorkspace: lazyVerb(async () => (await import("./ask.ts")).takeWorkspaceAlong),
  discard: lazyVerb(async () => (await import("./ask.ts")).discardArchive),
  file: lazyVerb(async () => (await import("./download.ts")).archiveFile),
};
