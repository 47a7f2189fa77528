import type { Database } from "#server/database/index.ts";
import { countDraftChanges, draftBaseline, proseAt } from "#server/rooms/drafts/draft-baseline.ts";
import { draftEdit } from "#server/rooms/drafts/draft-edit.ts";
import { draftProse } from "#server/rooms/drafts/draft-text.ts";
import type { DraftWorkers } from "#server/rooms/drafts/workers.ts";
import type { Rooms } from "#server/rooms/index.ts";
import type { UpdateLog } from "#server/rooms/log/update-log.ts";
import type { Resources } from "#server/services/resources.ts";

interface DraftSources {
  /** Asked late: the rooms begin after the services that read drafts. */
  readonly rooms: () => Pick<Rooms, "read">;
  readonly workers: DraftWorkers;
  readonly database: Database;
  readonly log: UpdateLog;
}

/** Drafts as the services read them: from their rooms, their log and their workers. */
export function draftsFor({ rooms, ...from }: DraftSources): Resources["drafts"] {
  const { workers } = from;
  return {
    prose: (documentId) => draftProse(documentId, { rooms: rooms(), workers }),
    edit: (documentId, asked) => draftEdit(documentId, asked, from),
    overtaken: (documentId, suggestions) => workers.overtaken(suggestions, documentId),
    baseline: (documentId, moment) => draftBaseline(documentId, moment, from),
    proseAt: (documentId, moment) => proseAt(documentId, moment, from),
    checked: (draft) => workers.checked(draft),
    countChanges: (documentId, moment, doers) => countDraftChanges(documentId, moment, doers, from),
  };
}
