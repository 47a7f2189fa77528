/** Runs in a worker, without the database. */
import { DRAFT_STEPS, migrateDraft, type OlderDraft } from "./migrate-draft.ts";

export default function migrate(draft: OlderDraft): Uint8Array {
  return migrateDraft(draft, DRAFT_STEPS);
}
