/** Runs in a worker, without the database. */
import { DRAFT_STEPS, migrateDraft, type MigratedBytes, type OlderDraft } from "./migrate-draft.ts";

export default function migrate(draft: OlderDraft): MigratedBytes {
  return migrateDraft(draft, DRAFT_STEPS);
}
