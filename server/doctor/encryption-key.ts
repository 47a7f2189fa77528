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

/** Encrypted data: where it stands, how it is counted, and what to do where its key is lost. */
const SEALED = [
  {
    rows: `SELECT "sealed" FROM "WatchList" WHERE "sealed" <> ''`,
    what: (count: number) =>
      count === 1
        ? "the names to watch for of 1 matter"
        : `the names to watch for of ${count} matters`,
    todo: "the matters' people write their lists anew",
  },
  {
    rows: `SELECT "secret" AS sealed FROM "SecondFactor"`,
    what: (count: number) =>
      count === 1 ? "the code app of 1 person" : `the code apps of ${count} people`,
    todo: "who has a code app signs in by a recovery code or a passkey, and sets the app up anew",
  },
  {
    rows: `SELECT "clientSecret" AS sealed FROM "IdentityProvider" WHERE "clientSecret" IS NOT NULL`,
    what: (count: number) =>
      count === 1 ? "the sign-in of 1 organization" : `the sign-ins of ${count} organizations`,
    todo: "their administrators enter the client secrets again",
  },
  {
    rows: `SELECT "secret" AS sealed FROM "Webhook"`,
    what: (count: number) =>
      count === 1 ? "the secret of 1 webhook" : `the secrets of ${count} webhooks`,
    todo: "administrators of organizations make new secrets for their webhooks",
  },
] as const;

/** Whether what is stored encrypted can be read with this server's keys. */
export async function checkEncryptionKey(
  run: RunStatement,
  { provider, keys }: { readonly provider: "sqlite" | "postgresql"; readonly keys: KeyPlaces },
): Promise<DoctorFinding> {
  if (!(await hasProcessTables(run, provider))) return skipped("The database is empty.");
  const known = new Set(knownKeys(keys.setting, keys.dataDir).map(({ id }) => id));
  const lost: { readonly says: string; readonly todo: string }[] = [];
  for (const { rows, what, todo } of SEALED) {
    const count = (await run(rows)).filter(
      (row) => !known.has(keyIdOf(String(row["sealed"])) ?? ""),
    ).length;
    if (count > 0) lost.push({ says: what(count), todo });
  }
  if (lost.length > 0) {
    return failed(
      `Can't be read with the keys that are here: ${lost.map(({ says }) => says).join("; ")}.`,
      `Put the key back, as ENCRYPTION_KEY or as ${path.join(keys.dataDir, KEY_FILE)}; if it is lost, ${lost.map(({ todo }) => todo).join("; ")}.`,
    );
  }
  if (known.size > 0) return ok("What is encrypted can be read. Backups don't hold the key.");
  return provider === "postgresql"
    ? warning(
        "There is no key to encrypt with: nobody can set up a code app, keep names to watch for, or name an organization's own sign-in with a secret.",
        "Set ENCRYPTION_KEY, the same for every server on this database (openssl rand -base64 32).",
      )
    : skipped("Nothing is encrypted yet; the key is made with the first that is.");
}
