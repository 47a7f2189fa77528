import { createHash } from "node:crypto";
import type { Client } from "@libsql/client";

/** Tables that the server writes by itself: who is signed in, which processes live, whose turn it is. */
const BY_ITSELF = [
  "Session",
  "Process",
  "Lease",
  "sqlite_sequence",
  // Drafts that were read are folded half a minute later (R19), as the search reads all of them. A row
  // that anybody writes raises its document's sequence, which is compared.
  "DraftUpdate",
  "DraftBase",
  "DraftBaseline",
  "DraftAuthorship",
];

/** Every row of the database but what the server writes by itself, as one hash for each table. */
export async function rowsOfAll(database: Client): Promise<Record<string, string>> {
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
