import { createClient } from "@libsql/client";
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { readParties } from "#app/document/details/docket.ts";
import {
  documentDetails,
  readDetails,
  type DocumentDetails,
} from "#app/document/details/document-details.ts";
import { readSharedDetails } from "#app/document/details/shared-details.ts";
import { mergeDrafts } from "#server/services/documents/merge.ts";
import { openDatabase, providerOf } from "#server/database/index.ts";
import { migrate, readMigrations } from "#server/database/migrations.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";

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
    // The text itself is not brought to schema 3 by SQL: tests/migration.
    expect(documents.map(({ schemaVersion }) => schemaVersion)).toEqual([2, 2]);
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

test("details stored whole with each document move to its docket and its matter, and every document prints the same", async () => {
  const url = await emptyDatabase("facts_in_one_place");
  await migrate(url, provider, await firstMigrations(5, "before_dockets"));
  const now = "'2021-09-09 12:00:00'";
  const party = (name: string) => ({ name, address: [] });
  const caption = (change: object) => ({
    court: "United States District Court",
    district: "Northern District of California",
    division: null,
    caseNumber: null,
    plaintiffs: [party("Org"), party("Sam's Org")],
    defendants: [party("Agency")],
    paperTitle: "Complaint",
    designations: [],
    counsel: ["s1"],
    ...change,
  });
  const signer = (id: string, title: string | null = null) => {
    const unknown = {
      barNumber: null,
      admission: null,
      address: [],
      email: null,
      telephone: null,
    };
    const named = { id, organizationId: "o", name: `Signer ${id}`, title };
    return { ...named, ...unknown, partyRepresented: null };
  };
  const letter = (...addressee: string[]) => {
    const flags = { expeditedProcessing: false, feeWaiver: true };
    return { date: null, delivery: null, addressee, re: null, ...flags };
  };
  const org = (id: string, ...address: string[]) => ({ id, name: id, city: null, address });
  const facts = (change: object) =>
    documentDetails.parse({ organizations: [org("o", "1 Road"), org("p", "2 Street")], ...change });
  const office = ["FOIA Office", "3 Square"];
  const papers: [string, string, DocumentDetails][] = [
    ["a1", "complaint", facts({ caption: caption({}), signers: [signer("s1"), signer("s2")] })],
    // Of the same parties, and without a number: another suit, as far as anybody knows.
    ["a2", "complaint", facts({ caption: caption({}), signers: [signer("s1")] })],
    // Its number was filled in when it was filed, and the fourth bears it.
    ["a3", "complaint", facts({ caption: caption({}), signers: [signer("s1")] })],
    [
      "a4",
      "complaint",
      facts({ caption: caption({ caseNumber: "3:21-cv-1" }), signers: [signer("s1")] }),
    ],
    ["b1", "request", facts({ letter: letter(...office), signers: [signer("s2", "Other")] })],
    [
      "b2",
      "appeal",
      facts({ organizations: [org("o", "1 Road"), org("p")], letter: letter("Appeals") }),
    ],
    ["b3", "letter", facts({ letter: letter(...office) })],
  ];
  const quoted = (value: unknown) => `'${JSON.stringify(value).replaceAll("'", "''")}'`;
  const blob = provider === "sqlite" ? "x'0102'" : "'\\x0102'";
  await run(url, [
    `INSERT INTO "Organization" ("id","slug","name","shortName","colour","createdAt") VALUES ('o','o','Org','Org',0,${now})`,
    ...["m", "empty"].map(
      (id) =>
        `INSERT INTO "Matter" ("id","slug","title","narrative","leadOrganizationId","createdById","createdAt") VALUES ('${id}','${id}','Matter','','o','u',${now})`,
    ),
    ...papers.map(
      ([id, kind, all]) =>
        `INSERT INTO "Document" ("id","matterId","kind","title","layoutProfile","status","statusAt","schemaVersion","generation","sequence","facts","factsRevision","createdById","createdAt","editedAt") VALUES ('${id}','m','${kind}','T','letter','${id === "a3" ? "filed" : "draft"}',${now},2,1,1,${quoted(all)},0,'u',${now},${now})`,
    ),
    `INSERT INTO "Version" ("id","documentId","number","content","hash","sequence","generation","createdById","createdAt") VALUES ('v','a3',1,'{"pinned":true}','h',1,1,'u',${now})`,
    `INSERT INTO "Filing" ("documentId","versionId","versionHash","filedOn","method","addressee","caseNumber","filedById","at","pdf","pdfHash","pdfName") VALUES ('a3','v','h','2021-09-09','hand','Court','3:21-cv-1','u',${now},${blob},'p','p.pdf')`,
  ]);
  const database = await openDatabase({ url, migrationsFolder });
  try {
    const { client } = database;
    const dockets = await client.docket.findMany({ orderBy: { id: "asc" } });
    const { plaintiffs, defendants } = caption({});
    for (const { parties } of dockets)
      expect(readParties(parties)).toEqual({ plaintiffs, defendants });
    expect(dockets).toMatchObject([
      { id: "a1", matterId: "m", caseNumber: null, filedOn: null, revision: 1 },
      { id: "a2", caseNumber: null, division: null, judge: null },
      { id: "a3", caseNumber: "3:21-cv-1", filedOn: "2021-09-09", createdById: "u" },
    ]);
    const documents = await client.document.findMany({ orderBy: { id: "asc" } });
    expect(documents.map(({ id, docketId, toAgency }) => [id, docketId, toAgency])).toEqual([
      ["a1", "a1", false],
      ["a2", "a2", false],
      ["a3", "a3", false],
      ["a4", "a3", false],
      ["b1", null, true],
      ["b2", null, false],
      ["b3", null, true],
    ]);
    const matters = await client.matter.findMany({ orderBy: { id: "asc" } });
    expect(matters.map(({ sharedFacts }) => readSharedDetails(sharedFacts))).toEqual([
      { organizations: [], signers: [], addressee: null },
      // The papers differ in what they say of "p" and of "s2", so each keeps its own.
      {
        organizations: [{ id: "o", address: ["1 Road"] }],
        signers: [signer("s1")],
        addressee: office,
      },
    ]);
    expect(
      await database.write((tx) =>
        mergeDrafts(tx, { matterId: "m" }, { actorId: null, at: new Date() }),
      ),
    ).toEqual([]);
    expect(documents.map(({ facts: stored }) => readDetails(stored))).toEqual(
      papers.map(([, , all]) => all),
    );
    expect((await client.version.findFirstOrThrow()).content).toBe('{"pinned":true}');
  } finally {
    await database.close();
  }
});

test("earlier sign-offs, returns and corrections know the audit line of each", async () => {
  const url = await emptyDatabase("recorded_as");
  await migrate(url, provider, await firstMigrations(6, "before_recorded_as"));
  const day = (number: number) => `'2021-09-0${number} 12:00:00'`;
  const blob = provider === "sqlite" ? "x'0102'" : "'\\x0102'";
  const line = (sequence: number, type: string, change: { [field: string]: string } = {}) => {
    const { at = day(1), actor = "u", organization = "'o'", document = "d" } = change;
    return `INSERT INTO "AuditEvent" ("sequence","at","type","actorId","organizationId","documentId","details","previousHash","hash") VALUES (${sequence},${at},'${type}','${actor}',${organization},'${document}','{}','h${sequence - 1}','h${sequence}')`;
  };
  const signOff = (id: string, at: string, decision: string, user = "u") =>
    `INSERT INTO "SignOff" ("id","documentId","versionId","hash","organizationId","userId","decision","at") VALUES ('${id}','d','v','h','o','${user}','${decision}',${at})`;
  const returned = (id: string, at: string, because: string) =>
    `INSERT INTO "ReturnToDraft" ("id","documentId","versionId","because","byId","at") VALUES ('${id}','d','v','${because}','u',${at})`;
  await run(url, [
    `INSERT INTO "Organization" ("id","slug","name","shortName","colour","createdAt") VALUES ('o','o','Org','Org',0,${day(1)})`,
    `INSERT INTO "Matter" ("id","slug","title","narrative","leadOrganizationId","createdById","createdAt") VALUES ('m','m','Matter','','o','u',${day(1)})`,
    ...["d", "e"].map(
      (id) =>
        `INSERT INTO "Document" ("id","matterId","kind","title","layoutProfile","status","statusAt","schemaVersion","generation","sequence","facts","factsRevision","createdById","createdAt","editedAt") VALUES ('${id}','m','letter','T','letter','filed',${day(1)},2,1,1,'{}',0,'u',${day(1)},${day(1)})`,
    ),
    `INSERT INTO "Version" ("id","documentId","number","content","hash","sequence","generation","createdById","createdAt") VALUES ('v','d',1,'{}','h',1,1,'u',${day(1)})`,
    `INSERT INTO "Filing" ("documentId","versionId","versionHash","filedOn","method","addressee","filedById","at","pdf","pdfHash","pdfName") VALUES ('d','v','h','2021-09-09','hand','Court','u',${day(5)},${blob},'p','p.pdf')`,
    signOff("approved", day(1), "approved"),
    signOff("asked", day(2), "changes-requested"),
    // Nothing in the record tells of it.
    signOff("untold", day(1), "approved", "nobody"),
    returned("by-asking", day(2), "changes-requested"),
    returned("recalled", day(3), "recalled"),
    `INSERT INTO "FilingCorrection" ("id","documentId","byId","at","before","after") VALUES ('corrected','d','u',${day(6)},'{}','{}')`,
    line(1, "document.submitted"),
    line(2, "document.signed-off"),
    // The same moment, of another document, another person and another kind.
    line(3, "document.signed-off", { document: "e" }),
    line(4, "document.signed-off", { actor: "x" }),
    line(5, "document.approved"),
    line(6, "document.changes-requested", { at: day(2) }),
    line(7, "document.recalled", { at: day(3), organization: "NULL" }),
    line(8, "document.filing-corrected", { at: day(6), organization: "NULL" }),
  ]);
  const database = await openDatabase({ url, migrationsFolder });
  try {
    const { client } = database;
    const order = { orderBy: { id: "asc" }, select: { id: true, recordedAs: true } } as const;
    expect(await client.signOff.findMany(order)).toEqual([
      { id: "approved", recordedAs: 2 },
      { id: "asked", recordedAs: 6 },
      { id: "untold", recordedAs: 0 },
    ]);
    expect(await client.returnToDraft.findMany(order)).toEqual([
      { id: "by-asking", recordedAs: 6 },
      { id: "recalled", recordedAs: 7 },
    ]);
    expect(await client.filingCorrection.findMany(order)).toEqual([
      { id: "corrected", recordedAs: 8 },
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

test("[R30] three processes that start at once migrate once", async () => {
  const url = await emptyDatabase("at_once");
  const results = await Promise.allSettled(
    [1, 2, 3].map(() => migrate(url, provider, migrationsFolder)),
  );
  const applied = results.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
  // SQLite has one process; there, the others may be refused.
  if (provider === "postgresql") {
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled"]);
  }
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
