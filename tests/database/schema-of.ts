import type { RunStatement } from "#server/database/program.ts";

type Row = Record<string, unknown>;

/**
 * Everything a database holds but migrations' own bookkeeping, as lines in one order: tables with
 * their columns, constraints, indexes, whatever else there is, and all rows. The order of a table's
 * columns is left out: no statement of the house depends on it.
 */
export async function schemaOf(
  run: RunStatement,
  provider: "sqlite" | "postgresql",
): Promise<string> {
  const lines = await (provider === "sqlite" ? ofSqlite(run) : ofPostgresql(run));
  return `${lines.toSorted().join("\n")}\n`;
}

/** The traits that a table of SQLite may have beyond its columns, as its statement says. */
const TRAITS = /WITHOUT ROWID|AUTOINCREMENT|STRICT|CHECK|COLLATE|GENERATED|DEFERRABLE/gu;

async function ofSqlite(run: RunStatement): Promise<string[]> {
  const lines: string[] = [];
  const objects = await run(
    `SELECT "type", "name", "sql" FROM sqlite_master WHERE "name" <> '_prisma_migrations' AND "tbl_name" <> '_prisma_migrations'`,
  );
  for (const { type, name, sql } of objects) {
    if (type === "index") continue;
    if (type !== "table") {
      lines.push(`${String(type)} ${String(name)}: ${String(sql)}`);
      continue;
    }
    const table = String(name);
    const columns = await run(
      `SELECT "name", "type", "notnull", "dflt_value", "pk", "hidden" FROM pragma_table_xinfo('${table}')`,
    );
    const traits = String(sql).match(TRAITS) ?? [];
    lines.push(`table ${table} ${traits.toSorted().join(" ")}: ${inOrder(columns)}`);
    const keys = await run(
      `SELECT "table", "on_update", "on_delete", "match", group_concat("from" || ' = ' || "to") AS "columns" FROM (SELECT * FROM pragma_foreign_key_list('${table}') ORDER BY "id", "seq") GROUP BY "id"`,
    );
    for (const key of keys) lines.push(`key of ${table}: ${rowText(key)}`);
    const indexes = await run(
      `SELECT "name", "unique", "origin", "partial" FROM pragma_index_list('${table}')`,
    );
    for (const index of indexes) {
      const parts = await run(
        `SELECT "name", "desc", "coll" FROM pragma_index_xinfo('${String(index["name"])}') WHERE "key" = 1 ORDER BY "seqno"`,
      );
      lines.push(`index of ${table}: ${rowText(index)} (${parts.map(rowText).join("; ")})`);
    }
    lines.push(...(await rowsOf(run, table)));
  }
  return lines;
}

const IN_PUBLIC = `"relnamespace" = 'public'::regnamespace`;

async function ofPostgresql(run: RunStatement): Promise<string[]> {
  const lines: string[] = [];
  const relations = await run(
    `SELECT "oid", "relname", "relkind", "relpersistence", "reloptions", "relrowsecurity" FROM pg_class WHERE ${IN_PUBLIC} AND "relkind" <> 'i' AND "relname" <> '_prisma_migrations'`,
  );
  for (const { oid, relname, relkind, ...traits } of relations) {
    const table = String(relname);
    const columns = await run(
      `SELECT "attname", format_type("atttypid", "atttypmod") AS "type", "attnotnull", "attidentity", "attgenerated", "attcollation"::regcollation::text, pg_get_expr("adbin", "adrelid") AS "default" FROM pg_attribute LEFT JOIN pg_attrdef ON "adrelid" = "attrelid" AND "adnum" = "attnum" WHERE "attrelid" = ${Number(oid)} AND "attnum" > 0 AND NOT "attisdropped"`,
    );
    lines.push(`${String(relkind)} ${table} ${rowText(traits)}: ${inOrder(columns)}`);
    if (relkind === "r") lines.push(...(await rowsOf(run, table)));
  }
  const others = await run(
    `SELECT 'constraint of ' || "conrelid"::regclass || ': ' || "conname" || ' ' || pg_get_constraintdef("oid") AS "line" FROM pg_constraint WHERE "connamespace" = 'public'::regnamespace AND "contype" <> 'n'
    UNION ALL SELECT 'index: ' || "indexdef" FROM pg_indexes WHERE "schemaname" = 'public' AND "tablename" <> '_prisma_migrations'
    UNION ALL SELECT 'trigger: ' || pg_get_triggerdef("oid") FROM pg_trigger WHERE NOT "tgisinternal"
    UNION ALL SELECT 'function: ' || "proname" FROM pg_proc WHERE "pronamespace" = 'public'::regnamespace
    UNION ALL SELECT 'type: ' || "typname" FROM pg_type WHERE "typnamespace" = 'public'::regnamespace AND "typtype" IN ('d', 'e', 'r')
    UNION ALL SELECT 'extension: ' || "extname" FROM pg_extension`,
  );
  for (const { line } of others) {
    if (!String(line).includes("_prisma_migrations")) lines.push(String(line));
  }
  return lines;
}

async function rowsOf(run: RunStatement, table: string): Promise<string[]> {
  return (await run(`SELECT * FROM "${table}"`)).map((row) => `row of ${table}: ${rowText(row)}`);
}

function inOrder(rows: readonly Row[]): string {
  return rows.map(rowText).toSorted().join("; ");
}

function rowText(row: Row): string {
  return Object.entries(row)
    .filter(([, value]) => value !== null && value !== "" && value !== "-")
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ");
}
