// `npm run db:migration -- name` writes one migration for each database: the difference between
// prisma/migrations/models.prisma (the models as the last migration left them) and models.prisma.
// It needs no database: the schema engine runs as WebAssembly and compares two texts.
import { readFile, mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import * as engineBindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { PROVIDERS, schemaFor, type Provider } from "./models.ts";

const root = path.resolve(import.meta.dirname);
const migrations = path.join(root, "migrations");
const snapshotFile = path.join(migrations, "models.prisma");

/** The engine asks an adapter one question (its version) even when it compares two texts. */
function adapterWithoutDatabase(provider: Provider): SqlMigrationAwareDriverAdapterFactory {
  const adapterProvider = provider === "postgresql" ? "postgres" : "sqlite";
  const never = () => Promise.reject(new Error("authoring a migration needs no database"));
  const connect = async () => ({
    provider: adapterProvider,
    adapterName: "none",
    queryRaw: async () => ({
      columnNames: ["exists", "version", "numeric_version"],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, "PostgreSQL 15.0", 150000]],
    }),
    executeRaw: never,
    executeScript: never,
    startTransaction: never,
    dispose: async () => undefined,
  });
  return {
    provider: adapterProvider,
    adapterName: "none",
    connect,
    connectToShadowDb: connect,
  } as SqlMigrationAwareDriverAdapterFactory;
}

async function loadEngine(): Promise<void> {
  const wasmFile = new URL(
    "schema_engine_bg.wasm",
    import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg"),
  );
  const { instance } = await WebAssembly.instantiate(await readFile(wasmFile), {
    "./schema_engine_bg.js": engineBindings as unknown as WebAssembly.ModuleImports,
  });
  engineBindings.__wbg_set_wasm(instance.exports);
  (instance.exports["__wbindgen_start"] as () => void)();
}

async function difference(provider: Provider, before: string, after: string): Promise<string> {
  const target = (models: string) => ({
    tag: "schemaDatamodel" as const,
    files: [{ path: "schema.prisma", content: schemaFor(provider, models) }],
  });
  const engine = await engineBindings.SchemaEngine.new(
    { datamodels: [["schema.prisma", schemaFor(provider, after)]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapterWithoutDatabase(provider)),
  );
  const result = await engine.diff({
    from: before ? target(before) : { tag: "empty" },
    to: target(after),
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return result.stdout ?? "";
}

const name = process.argv[2];
if (!name || !/^[a-z0-9_]{1,60}$/.test(name)) {
  console.error(
    "Say what the migration is called: npm run db:migration -- add_filings (a–z, 0–9, _)",
  );
  process.exit(1);
}
await loadEngine();
const after = await readFile(path.join(root, "models.prisma"), "utf8");
// Neither is there before the first migration.
const before = await readFile(snapshotFile, "utf8").catch(() => "");
const existing = (await readdir(path.join(migrations, "sqlite")).catch(() => [])).filter((entry) =>
  /^\d{4}_/.test(entry),
);
const highest = Math.max(0, ...existing.map((entry) => Number(entry.slice(0, 4))));
const number = String(highest + 1).padStart(4, "0");
const scripts = await Promise.all(
  PROVIDERS.map(async (provider) => [provider, await difference(provider, before, after)] as const),
);
if (scripts.every(([, sql]) => /^\s*(--.*\s*)*$/.test(sql))) {
  console.error("Nothing changed in prisma/models.prisma since the last migration.");
  process.exit(1);
}
for (const [provider, sql] of scripts) {
  const folder = path.join(migrations, provider, `${number}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "migration.sql"), sql);
  console.log(`Wrote ${path.relative(process.cwd(), folder)}/migration.sql`);
}
await writeFile(snapshotFile, after);
