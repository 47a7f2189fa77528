import { later } from "#server/services/later.ts";
import type { Resources } from "#server/services/resources.ts";
import type { ProgramDoor } from "./door.ts";

/** The verbs of tokens for programs. Their code is read once one is asked for. */
export const API_TOKEN_VERBS = {
  list: later(async () => (await import("./list.ts")).listTokens),
  create: later(async () => (await import("./change.ts")).createToken),
  revoke: later(async () => (await import("./change.ts")).revokeToken),
};

/** Lists by the page, texts and threads, as programs alone read them. */
export const API_READS = {
  matters: later(async () => (await import("#server/services/matters/list.ts")).mattersAfter),
  matter: later(
    async () => (await import("#server/services/matters/for-programs.ts")).matterForPrograms,
  ),
  documents: later(
    async () => (await import("#server/services/matters/for-programs.ts")).documentsAfter,
  ),
  dockets: later(
    async () => (await import("#server/services/matters/for-programs.ts")).docketsForPrograms,
  ),
  draft: later(async () => (await import("#server/services/documents/draft-text.ts")).draftText),
  version: later(async () => (await import("#server/services/versions/text.ts")).versionText),
  threads: later(
    async () => (await import("#server/services/threads/of-parties.ts")).threadsOfParties,
  ),
  due: later(async () => (await import("#server/services/deadlines/due.ts")).dueDeadlines),
};

/** The way in of programs, opened with the first of them. */
export function programDoor(resources: Resources): () => Promise<ProgramDoor> {
  let door: Promise<ProgramDoor> | undefined;
  const open = async () => (await import("./door.ts")).createProgramDoor(resources);
  return () => (door ??= open());
}
