import { lazyVerb } from "#server/services/lazy-verb.ts";
import type { Resources } from "#server/services/resources.ts";
import type { ProgramDoor } from "./door.ts";

/** The verbs of tokens for programs. Their code is read once one is asked for. */
export const API_TOKEN_VERBS = {
  list: lazyVerb(async () => (await import("./list.ts")).listTokens),
  create: lazyVerb(async () => (await import("./change.ts")).createToken),
  revoke: lazyVerb(async () => (await import("./change.ts")).revokeToken),
};

/** Lists by the page, texts and threads, as programs alone read them. */
export const API_READS = {
  matters: lazyVerb(async () => (await import("#server/services/matters/list.ts")).mattersAfter),
  matter: lazyVerb(
    async () => (await import("#server/services/matters/for-programs.ts")).matterForPrograms,
  ),
  documents: lazyVerb(
    async () => (await import("#server/services/matters/for-programs.ts")).documentsAfter,
  ),
  dockets: lazyVerb(
    async () => (await import("#server/services/matters/for-programs.ts")).docketsForPrograms,
  ),
  draft: lazyVerb(async () => (await import("#server/services/documents/draft-text.ts")).draftText),
  version: lazyVerb(async () => (await import("#server/services/versions/text.ts")).versionText),
  threads: lazyVerb(
    async () => (await import("#server/services/threads/of-parties.ts")).threadsOfParties,
  ),
  due: lazyVerb(async () => (await import("#server/services/deadlines/due.ts")).dueDeadlines),
};

/** The way in of programs, opened with the first of them. */
export function programDoor(resources: Resources): () => Promise<ProgramDoor> {
  let door: Promise<ProgramDoor> | undefined;
  const open = async () => (await import("./door.ts")).createProgramDoor(resources);
  return () => (door ??= open());
}
