// Migrates the drafts of DATABASE_URL, and says each time that it is about to store one. Killed by its test.
import { openDatabase } from "#server/database/index.ts";
import { migrateDrafts } from "#server/migration/drafts.ts";
import { migrateDraft } from "#server/migration/migrate-draft.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";

const url = process.env.DATABASE_URL;
if (!url) throw new Error("DATABASE_URL is missing");
const database = await openDatabase({ url, migrationsFolder });
let client = 2_000_000;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
await migrateDrafts({
  database,
  clock: () => new Date(),
  log: silent,
  backUp: async () => "none",
  migrator: {
    migrate: async (draft) => {
      const migrated = migrateDraft(draft, () => (client += 1));
      process.stdout.write("storing\n");
      return migrated;
    },
  },
});
process.stdout.write("done\n");
