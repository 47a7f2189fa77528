import { createClient } from "@libsql/client";
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { SCHEMA_VERSION } from "~/prose/schema";
import { openDatabase, providerOf } from "../../server/database";
import { migrate, readMigrations } from "../../server/database/migrations";
import { migrationsFolder } from "../support/migrations-folder";

const { provider, url: templateUrl } = inject("databaseTemplate");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "migrations-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The address of an empty database. */
async function emptyDatabase(name: string): Promise<string> {
  if (provider === "sqlite") return `file:${path.join(folder, `${name}.db`)}`;
  const admin = new pg.Client({ connectionString: templateUrl });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${name}`);
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  return Object.assign(new URL(templateUrl), { pathname: `/${name}` }).href;
}

/** A copy of the migrations that ends after the first `count`. */
async function firstMigrations(count: number, name: string): Promise<string> {
  const copy = path.join(folder, name);
  for (const database of ["sqlite", "postgresql"]) {
    const names = (await readdir(path.join(migrationsFolder, database))).sort().slice(0, count);
    for (const migration of names) {
      await cp(
        path.join(migrationsFolder, database, migration),
        path.join(copy, database, migration),
        { recursive: true },
      );
    }
  }
  return copy;
}

async function run(url: string, statements: string[]): Promise<void> {
  if (provider === "sqlite") {
    const client = createClient({ url });
    for (const statement of statements) await client.execute(statement);
    client.close();
    return;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

test("a database of the first migration that holds data is upgraded, and keeps every row", async () => {
  const url = await emptyDatabase("upgrade");
  const first = await firstMigrations(1, "first");
  expect(await migrate(url, provider, first)).toEqual(["0001_house"]);
  const now = "'2021-09-09 12:00:00'";
  await run(url, [
    `INSERT INTO "Organization" ("id","slug","name","shortName","colour","createdAt") VALUES ('o','o','Org','Org',0,${now})`,
    `INSERT INTO "Matter" ("id","slug","title","narrative","leadOrganizationId","createdById","createdAt") VALUES ('m','m','Matter','','o','u',${now})`,
    `INSERT INTO "Document" ("id","matterId","kind","title","layoutProfile","status","statusAt","schemaVersion","generation","sequence","facts","factsRevision","createdById","createdAt","editedAt") VALUES ('d','m','request','Request','letter','draft',${now},1,1,1,'{}',0,'u',${now},${now})`,
    `INSERT INTO "DraftUpdate" ("documentId","sequence","bytes","committedAt") VALUES ('d',1,${provider === "sqlite" ? "x'0102'" : "'\\x0102'"},${now})`,
  ]);
  const database = await openDatabase({ url, migrationsFolder });
  try {
    const document = await database.client.document.findUniqueOrThrow({
      where: { id: "d" },
      include: { updates: true, matter: { include: { lead: true } } },
    });
    expect(document.title).toBe("Request");
    expect(document.matter.lead.name).toBe("Org");
    expect([...(document.updates[0]?.bytes ?? [])]).toEqual([1, 2]);
  } finally {
    await database.close();
  }
});

test("what was filled in at a filing moves from the record alone into the filing", async () => {
  const url = await emptyDatabase("filled_in");
  const before = await firstMigrations(2, "before_signatures");
  await migrate(url, provider, before);
  const now = "'2021-09-09 12:00:00'";
  const content = JSON.stringify({
    facts: {
      organizations: [{ id: "o", name: "Org" }],
      signers: [
        { id: "s1", name: "Not Signing", organizationId: "o" },
        { id: "s2", name: "Sam O'Signer", organizationId: "o" },
      ],
    },
  }).replaceAll("'", "''");
  const blob = provider === "sqlite" ? "x'0102'" : "'\\x0102'";
  await run(url, [
    `INSERT INTO "Organization" ("id","slug","name","shortName","colour","createdAt") VALUES ('o','o','Org','Org',0,${now})`,
    `INSERT INTO "Matter" ("id","slug","title","narrative","leadOrganizationId","createdById","createdAt") VALUES ('m','m','Matter','','o','u',${now})`,
    ...["signed", "unsigned"].flatMap((id) => [
      `INSERT INTO "Document" ("id","matterId","kind","title","layoutProfile","status","statusAt","schemaVersion","generation","sequence","facts","factsRevision","createdById","createdAt","editedAt") VALUES ('${id}','m','complaint','Complaint','nd-cal','filed',${now},1,1,1,'{}',0,'u',${now},${now})`,
      `INSERT INTO "Version" ("id","documentId","number","content","hash","sequence","generation","createdById","createdAt") VALUES ('v-${id}','${id}',1,'${content}','h',1,1,'u',${now})`,
      `INSERT INTO "Filing" ("documentId","versionId","versionHash","filedOn","method","addressee","filedById","at","pdf","pdfHash","pdfName") VALUES ('${id}','v-${id}','h','2021-09-09','hand','Court','u',${now},${blob},'p','p.pdf')`,
    ]),
    `INSERT INTO "AuditEvent" ("sequence","at","type","documentId","details","previousHash","hash") VALUES (1,${now},'document.filed','signed','{"caseNumber":"3:21-cv-1","signatures":["s2"]}','a','b')`,
    `INSERT INTO "AuditEvent" ("sequence","at","type","documentId","details","previousHash","hash") VALUES (2,${now},'document.filed','unsigned','{"caseNumber":null,"signatures":[]}','b','c')`,
  ]);
  const database = await openDatabase({ url, migrationsFolder });
  try {
    const filings = await database.client.filing.findMany({
      select: { documentId: true, caseNumber: true, signatures: true },
      orderBy: { documentId: "asc" },
    });
    const signature = {
      documentId: "signed",
      signerId: "s2",
      position: 1,
      name: "Sam O'Signer",
      organization: "Org",
      consent: null,
    };
    expect(filings).toEqual([
      { documentId: "signed", caseNumber: "3:21-cv-1", signatures: [signature] },
      { documentId: "unsigned", caseNumber: null, signatures: [] },
    ]);
  } finally {
    await database.close();
  }
});

test("drafts of the first schema are drafts of today's, and their words stay byte for byte", async () => {
  const url = await emptyDatabase("draft_schema");
  await migrate(url, provider, await firstMigrations(3, "before_draft_schema"));
  const now = "'2021-09-09 12:00:00'";
  await run(url, [
    `INSERT INTO "Organization" ("id","slug","name","shortName","colour","createdAt") VALUES ('o','o','Org','Org',0,${now})`,
    `INSERT INTO "Matter" ("id","slug","title","narrative","leadOrganizationId","createdById","createdAt") VALUES ('m','m','Matter','','o','u',${now})`,
    ...[1, 2].flatMap((schema) => [
      `INSERT INTO "Document" ("id","matterId","kind","title","layoutProfile","status","statusAt","schemaVersion","generation","sequence","facts","factsRevision","createdById","createdAt","editedAt") VALUES ('d${schema}','m','request','Request','letter','draft',${now},${schema},1,1,'{}',0,'u',${now},${now})`,
      `INSERT INTO "Version" ("id","documentId","number","content","hash","sequence","generation","createdById","createdAt") VALUES ('v${schema}','d${schema}',1,'{"schemaVersion":${schema}}','h',1,1,'u',${now})`,
    ]),
    `INSERT INTO "DraftUpdate" ("documentId","sequence","bytes","committedAt") VALUES ('d1',1,${provider === "sqlite" ? "x'0102'" : "'\\x0102'"},${now})`,
  ]);
  const database = await openDatabase({ url, migrationsFolder });
  try {
    const documents = await database.client.document.findMany({
      include: { updates: true, versions: true },
      orderBy: { id: "asc" },
    });
    expect(documents.map(({ schemaVersion }) => schemaVersion)).toEqual([
      SCHEMA_VERSION,
      SCHEMA_VERSION,
    ]);
    expect([...(documents[0]?.updates[0]?.bytes ?? [])]).toEqual([1, 2]);
    // What was signed is never written again.
    expect(documents.map(({ versions }) => versions.map(({ content }) => content))).toEqual([
      ['{"schemaVersion":1}'],
      ['{"schemaVersion":2}'],
    ]);
  } finally {
    await database.close();
  }
});

test("starting twice applies nothing the second time", async () => {
  const url = await emptyDatabase("twice");
  const names = readMigrations(migrationsFolder, provider).map(({ name }) => name);
  expect(await migrate(url, provider, migrationsFolder)).toEqual(names);
  expect(await migrate(url, provider, migrationsFolder)).toEqual([]);
});

test("two processes that start at once migrate once", async () => {
  const url = await emptyDatabase("at_once");
  const results = await Promise.allSettled([
    migrate(url, provider, migrationsFolder),
    migrate(url, provider, migrationsFolder),
  ]);
  const applied = results.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
  expect(applied.toSorted()).toEqual(
    readMigrations(migrationsFolder, provider).map(({ name }) => name),
  );
});

test("a database newer than the program is refused with a sentence, and left as it was", async () => {
  const url = await emptyDatabase("newer");
  await migrate(url, provider, migrationsFolder);
  await expect(
    migrate(
      url,
      provider,
      await firstMigrations(0, "none").then(async (older) => {
        await mkdir(path.join(older, provider), { recursive: true });
        return older;
      }),
    ),
  ).rejects.toThrow(/database is newer than this program/);
});

test("a migration that fails leaves nothing behind and says which", async () => {
  const url = await emptyDatabase("failing");
  const broken = await firstMigrations(99, "broken");
  await mkdir(path.join(broken, provider, "9999_broken"));
  await writeFile(
    path.join(broken, provider, "9999_broken", "migration.sql"),
    `CREATE TABLE "Half" ("id" TEXT);\nCREATE TABLE "Half" ("id" TEXT);`,
  );
  await expect(migrate(url, provider, broken)).rejects.toThrow(/can't be brought up to date/);
  await run(url, [`CREATE TABLE "Half" ("id" TEXT)`]);
});

test("both databases have the same migrations", () => {
  const names = (of: "sqlite" | "postgresql") =>
    readMigrations(migrationsFolder, of).map(({ name }) => name);
  expect(names("sqlite")).toEqual(names("postgresql"));
});

test.each(["mysql://localhost/x", "", "app.db"])(
  "DATABASE_URL %j is refused with a sentence",
  (url) => {
    expect(() => providerOf(url)).toThrow(/DATABASE_URL must be/);
  },
);
