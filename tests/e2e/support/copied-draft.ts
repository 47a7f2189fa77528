import { randomUUID } from "node:crypto";
import type { TestServer } from "./server.ts";

/** Tables that hold a draft which nobody has submitted yet. */
const TABLES = [
  "Document",
  "DocumentRequirement",
  "DraftBase",
  "DraftUpdate",
  "DraftBinding",
  "DraftAuthorship",
];

/**
 * Copies a demo draft beside the running server, for a test of its own: starting another server
 * costs 2 to 4 seconds of a processor. The record has no line that the copy was made, so `audit:verify`
 * finds it missing; all else can be done with it, submitting included.
 * @returns the id of the copy.
 */
export async function copyDraft(server: TestServer, from: string): Promise<string> {
  const copy = `copy-${randomUUID()}`;
  const database = server.openDatabase();
  try {
    const statements = await Promise.all(
      TABLES.map(async (table) => {
        const key = table === "Document" ? "id" : "documentId";
        const { rows } = await database.execute(`PRAGMA table_info("${table}")`);
        const columns = rows.map((row) => `"${String(row["name"])}"`);
        const values = columns.map((column) => (column === `"${key}"` ? "?" : column));
        return {
          sql: `INSERT INTO "${table}" (${columns.join(", ")}) SELECT ${values.join(", ")} FROM "${table}" WHERE "${key}" = ?`,
          args: [copy, from],
        };
      }),
    );
    await database.batch(statements, "write");
  } finally {
    database.close();
  }
  return copy;
}
