import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "@libsql/client";

/** Tables that the server writes by itself: who is signed in, which processes live, whose turn it is. */
const BY_ITSELF = ["Session", "Process", "Lease", "sqlite_sequence"];

/** Milliseconds in which the drafts that were read at the start are folded (R19), and some more. */
const FOLDED_MS = 60_000;

/** Drafts are folded by themselves half a minute after they were read, as the search reads all of them. */
async function untilFolded(database: Client): Promise<void> {
  for (const end = Date.now() + FOLDED_MS; Date.now() < end; await delay(250)) {
    const { rows } = await database.execute('SELECT 1 FROM "DraftUpdate" LIMIT 1');
    if (rows.length === 0) return;
  }
}

/** Every row of the database but what the server writes by itself, as one hash for each table. */
export async function rowsOfAll(database: Client): Promise<Record<string, string>> {
  await untilFolded(database);
  const tables = await database.execute(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN (${BY_ITSELF.map((name) => `'${name}'`).join(", ")})`,
  );
  const hashes: Record<string, string> = {};
  for (const { name } of tables.rows) {
    const { rows } = await database.execute(`SELECT * FROM "${String(name)}"`);
    const lines = rows.map((row) => JSON.stringify(Object.values(row).map(plain))).sort();
    hashes[String(name)] = createHash("sha256").update(lines.join("\n")).digest("hex");
  }
  return hashes;
}

const plain = (value: unknown) =>
  value instanceof ArrayBuffer ? Buffer.from(value).toString("base64") : String(value);
