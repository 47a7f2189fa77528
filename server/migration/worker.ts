/** Runs in a worker, without the database: takes a draft of schema 2, returns it in schema 3. */
import { randomBytes } from "node:crypto";
import { migrateDraft, type MigratedDraft, type Schema2Draft } from "./migrate-draft.ts";

export default function migrate(draft: Schema2Draft): MigratedDraft {
  const taken = new Set(draft.owners.keys());
  return migrateDraft(draft, () => {
    for (;;) {
      // Yjs client ids are any 32 bits; 0 is avoided because some code treats it as missing.
      const id = randomBytes(4).readUInt32BE();
      if (id === 0 || taken.has(id)) continue;
      taken.add(id);
      return id;
    }
  });
}
