import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "#server/database/migrations.ts";
import { sqliteAdapter } from "#server/database/sqlite.ts";
import { bundlesFolder } from "./bundles-folder.ts";
import { migrationsFolder } from "./migrations-folder.ts";

declare module "vitest" {
  interface ProvidedContext {
    databaseTemplate: { provider: "sqlite" | "postgresql"; url: string; name: string };
  }
}

/**
 * Migrates one database, once; each test file copies it. SQLite, or, where TEST_DATABASE_URL names
 * a PostgreSQL server, a template database there.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const serverUrl = process.env["TEST_DATABASE_URL"];
  if (serverUrl) {
    const name = `template_${process.pid}`;
    const admin = new pg.Client({ connectionString: serverUrl });
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name}`);
    await admin.end();
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    await migrate(url.href, "postgresql", migrationsFolder);
    project.provide("databaseTemplate", { provider: "postgresql", url: serverUrl, name });
    return removeBundles;
  }
  const folder = await mkdtemp(path.join(tmpdir(), "template-"));
  const file = path.join(folder, "template.db");
  await migrate(`file:${file}`, "sqlite", migrationsFolder);
  // Rows of a migration are in the log beside the file until then, and the file alone is copied.
  const database = sqliteAdapter(`file:${file}`);
  if (!(await database.emptyLog())) throw new Error(`${file} is not whole.`);
  database.close();
  project.provide("databaseTemplate", { provider: "sqlite", url: file, name: "template" });
  return async () => {
    await rm(folder, { recursive: true, force: true });
    await removeBundles();
  };
}

function removeBundles(): Promise<void> {
  return rm(bundlesFolder(process.pid), { recursive: true, force: true });
}
