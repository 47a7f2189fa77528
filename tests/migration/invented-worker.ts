/** A migration that no release has had: from schema 2, of which every draft begins with a word more. */
import { flowRoot } from "#app/document/flow/index.ts";
import {
  migrateDraft,
  type MigratedBytes,
  type OlderDraft,
} from "#server/migration/migrate-draft.ts";

export default function migrate(draft: OlderDraft): MigratedBytes {
  return migrateDraft(draft, { 2: (document) => flowRoot(document).insert(1, "Migrated. ") });
}
