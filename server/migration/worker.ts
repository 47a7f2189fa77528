/** Runs in a worker, without the database: a draft of schema 2 in, the same draft of schema 3 out. */
import { randomBytes } from "node:crypto";
import { migrateDraft, type MigratedDraft, type Schema2Draft } from "./migrate-draft.ts";

export default function migrate(draft: Schema2Draft): MigratedDraft {
  const taken = new Set(draft.owners.keys());
  return migrateDraft(draft, () => {
    for (;;) {
      // A Yjs client id is any 32 bits; 0 is avoided, as some code takes it for none.
      const id = randomBytes(4).readUInt32BE();
      if (id === 0 || taken.has(id)) continue;
      taken.add(id);
      return id;
    }
  });
}
