import type { Coalition } from "./workspace.ts";

export type Database = Coalition["database"];

/** Foreign keys can be taken away by anybody who can write the database. */
export async function dropForeignKeys({ client, provider }: Database): Promise<void> {
  if (provider === "sqlite") {
    await client.$executeRawUnsafe("PRAGMA foreign_keys = OFF");
    return;
  }
  const keys = await client.$queryRawUnsafe<{ statement: string }[]>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS statement
     FROM pg_constraint WHERE contype = 'f'`,
  );
  for (const { statement } of keys) await client.$executeRawUnsafe(statement);
}

/** Another value of the same kind. */
export function another(column: string, value: unknown): unknown {
  if (value instanceof Date) return new Date(value.getTime() + 1000);
  if (value instanceof Uint8Array) return new Uint8Array([...value, 32]);
  if (typeof value === "number") return value + 1_000;
  if (typeof value === "string") return `${value} `;
  return column.endsWith("At") ? new Date(0) : "something";
}
