import path from "node:path";
import { hasProcessTables, type RunStatement } from "#server/database/program.ts";
import { KEY_FILE, knownKeys } from "#server/encryption/index.ts";
import { keyIdOf } from "#server/encryption/keys.ts";
import { failed, ok, skipped, warning, type DoctorFinding } from "./finding.ts";

/** Where the keys are of what is encrypted: ENCRYPTION_KEY, or a file in DATA_DIR. */
export interface KeyPlaces {
  readonly setting: string | null;
  readonly dataDir: string;
}

/** Whether the lists of names that are stored can be read with this server's keys. */
export async function checkEncryptionKey(
  run: RunStatement,
  { provider, keys }: { readonly provider: "sqlite" | "postgresql"; readonly keys: KeyPlaces },
): Promise<DoctorFinding> {
  if (!(await hasProcessTables(run, provider))) return skipped("The database is empty.");
  const rows = await run(`SELECT "sealed" FROM "WatchList" WHERE "sealed" <> ''`);
  const known = new Set(knownKeys(keys.setting, keys.dataDir).map(({ id }) => id));
  const lost = rows.filter((row) => !known.has(keyIdOf(String(row["sealed"])) ?? ""));
  if (lost.length > 0) {
    return failed(
      `The names to watch for of ${lost.length} ${lost.length === 1 ? "matter" : "matters"} can't be read with the keys that are here.`,
      `Put the key back, as ENCRYPTION_KEY or as ${path.join(keys.dataDir, KEY_FILE)}; if it is lost, the matter's people write their lists anew.`,
    );
  }
  if (known.size > 0) return ok("What is encrypted can be read. Backups don't hold the key.");
  return provider === "postgresql"
    ? warning(
        "There is no key to encrypt names to watch for with.",
        "Set ENCRYPTION_KEY, the same for every server on this database (openssl rand -base64 32).",
      )
    : skipped("Nothing is encrypted yet; the key is made with the first list of names.");
}
