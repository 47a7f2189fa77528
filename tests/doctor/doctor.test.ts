import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createServer as createTcp, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, inject, it, onTestFinished } from "vitest";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { databaseLog } from "#server/rooms/index.ts";
import { createRoomFixture } from "#tests/rooms/support/room-fixture.ts";
import { takeBackup } from "#server/backup/take.ts";
import { openDatabase } from "#server/database/index.ts";
import { createEncryption } from "#server/encryption/index.ts";
import { readMigrations } from "#server/database/migrations.ts";
import { liveProcesses } from "#server/processes/index.ts";
import { openPooler } from "#tests/support/pgbouncer.ts";
import { blobsInFolder } from "#server/blobs/folder.ts";
import { addressChecks } from "#server/doctor/address.ts";
import { compareClocks } from "#server/doctor/clocks.ts";
import { databaseChecks } from "#server/doctor/database.ts";
import { runChecks } from "#server/doctor/finding.ts";
import { checkBackups, checkDisk, checkStorage } from "#server/doctor/machine.ts";
import { checkSearch } from "#server/doctor/search.ts";
import { checkMail, checkTimestamps } from "#server/doctor/others.ts";
import { freshDatabaseForTest } from "#tests/support/database.ts";
import { openMailServer } from "#tests/support/mail-server.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";
import { openAuthority } from "#tests/support/timestamp-authority.ts";

const { provider } = inject("databaseTemplate");
const HOUR = 3_600_000;

async function folderForTest(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "doctor-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The findings about a database, by the names of the checks. */
async function examine(
  url: string,
  listenUrl = url,
  schemaVersion = SCHEMA_VERSION,
  appUrl: string | null = "https://desk.example.org",
) {
  const database = databaseChecks({
    url,
    listenUrl,
    migrationsFolder,
    schemaVersion,
    keys: { setting: null, dataDir: "/nonexistent" },
    appUrl,
  });
  try {
    const findings = await runChecks(database.checks);
    return Object.fromEntries(findings.map(({ check, state, says }) => [check, { state, says }]));
  } finally {
    await database.close();
  }
}

describe("npm run doctor, about the database", () => {
  it("warns of passkeys that were made for another address than APP_URL [P1]", async () => {
    const database = await freshDatabaseForTest();
    const opened = await openDatabase({ url: database.url, migrationsFolder });
    const found = async (appUrl?: string | null) =>
      (await examine(database.url, database.url, SCHEMA_VERSION, appUrl))["passkeys"];
    expect(await found()).toEqual({
      state: "ok",
      says: "Nobody has a passkey yet; they are made for desk.example.org.",
    });
    expect((await found(null))?.state).toBe("skipped");
    expect((await found("http://192.0.2.1:3000"))?.state).toBe("warning");
    const createdAt = new Date();
    await opened.client.user.create({
      data: {
        id: "maya",
        email: "maya@example.org",
        name: "Maya",
        workspaceAdmin: false,
        createdAt,
      },
    });
    for (const [id, host] of [
      ["key-1", "desk.example.org"],
      ["key-2", "old.example.org"],
      ["key-3", "old.example.org"],
    ] as const) {
      const key = { publicKey: id, fingerprint: id, transports: "", backedUp: true, createdAt };
      await opened.client.passkey.create({
        data: { id, userId: "maya", name: id, host, ...key },
      });
    }
    expect(await found()).toEqual({
      state: "warning",
      says: "2 passkeys of 1 person are for old.example.org, and APP_URL is at desk.example.org: they open and sign nothing here.",
    });
    expect((await found(null))?.state).toBe("warning");
    await opened.client.passkey.deleteMany({ where: { host: "old.example.org" } });
    expect(await found()).toEqual({
      state: "ok",
      says: "1 passkey of 1 person is for desk.example.org, which is where APP_URL is.",
    });
    await opened.close();
  });

  it("[P3] [P6] tells whose secrets can't be read with the keys that are here", async () => {
    const database = await freshDatabaseForTest();
    const { client } = database;
    const createdAt = new Date();
    const account = { workspaceAdmin: false, createdAt };
    const sealed = createEncryption({
      keys: Buffer.alloc(32, 3).toString("base64"),
      dataDir: "/nonexistent",
      mayMakeKey: false,
    }).seal("a secret", "a place");
    if (!sealed.ok) throw new Error("nothing was sealed");
    const found = async () => (await examine(database.url))["encryption key"];
    expect((await found())?.state).toBe(provider === "sqlite" ? "skipped" : "warning");
    await client.user.create({
      data: { ...account, id: "nia", email: "nia@example.org", name: "Nia" },
    });
    await client.secondFactor.create({
      data: { userId: "nia", secret: sealed.value, lastWindow: 1, createdAt },
    });
    expect(await found()).toEqual({
      state: "failed",
      says: "Can't be read with the keys that are here: the code app of 1 person.",
    });
    await client.organization.create({
      data: { id: "a", slug: "a", name: "A", shortName: "A", colour: 0, createdAt },
    });
    await client.identityProvider.create({
      data: {
        organizationId: "a",
        issuer: "https://login.example.org",
        clientId: "desk",
        clientSecret: sealed.value,
        required: false,
        createdAt,
        changedAt: createdAt,
      },
    });
    expect((await found())?.says).toContain("the sign-in of 1 organization");
    await client.webhook.create({
      data: {
        id: "webhook",
        organizationId: "a",
        name: "Case list",
        url: "https://hooks.example.org",
        topics: "filing",
        secret: sealed.value,
        createdById: "ada",
        createdAt,
        readTo: 0,
      },
    });
    expect((await found())?.says).toContain("the secret of 1 webhook");
  });

  it("[P6] [P8] warns where nobody could come in on whom others depend", async () => {
    const database = await freshDatabaseForTest();
    const { client } = database;
    const found = async () => (await examine(database.url))["ways in"];
    expect((await found())?.state).toBe("skipped");
    const createdAt = new Date();
    await client.user.create({
      data: {
        id: "ada",
        email: "ada@example.org",
        name: "Ada",
        passwordHash: "a hash",
        workspaceAdmin: true,
        createdAt,
      },
    });
    expect(await found()).toEqual({
      state: "ok",
      says: "1 of 1 administrator of the workspace can come in; 0 with a passkey or a code app.",
    });
    await client.organization.create({
      data: { id: "a", slug: "a", name: "A", shortName: "Alpha", colour: 0, createdAt },
    });
    await client.membership.create({
      data: { id: "m", userId: "ada", organizationId: "a", createdAt },
    });
    await client.membershipRole.create({ data: { membershipId: "m", role: "admin" } });
    await client.identityProvider.create({
      data: {
        organizationId: "a",
        issuer: "https://login.example.org",
        clientId: "desk",
        required: true,
        breakGlassId: "ada",
        createdAt,
        changedAt: createdAt,
      },
    });
    expect((await found())?.state).toBe("ok");
    // Whoever was let in by another organization has nothing of their own.
    await client.user.update({ where: { id: "ada" }, data: { passwordVia: "another" } });
    expect((await found())?.says).toContain("nobody comes in any more for Alpha");
    await client.identityProvider.update({
      where: { organizationId: "a" },
      data: { required: false },
    });
    expect((await found())?.says).toContain("No administrator of the workspace can come in");
  });

  it("finds a row of a draft whose bytes have changed, and damaged pages of SQLite [R42]", async () => {
    const database = await freshDatabaseForTest();
    const opened = await openDatabase({ url: database.url, migrationsFolder });
    await createRoomFixture(opened);
    const bytes = Uint8Array.of(0, 0);
    await databaseLog(opened).commit(
      [{ documentId: "draft-1", generation: 1, update: bytes, authorship: [], bindings: [] }],
      new Date(),
    );
    const damage = async () => (await examine(database.url))["damage"];
    expect((await damage())?.state).toBe("ok");
    await opened.client.draftUpdate.updateMany({ data: { bytes: Uint8Array.of(0, 1) } });
    expect(await damage()).toMatchObject({
      state: "failed",
      says: expect.stringContaining("draft draft-1, row 1") as string,
    });
    await opened.close();
    if (provider !== "sqlite") return;
    const file = fileURLToPath(database.url);
    const pages = await readFile(file);
    // The middle of the file: some table's or index's page.
    pages.fill(
      0xff,
      Math.floor(pages.length / 8_192) * 4_096,
      Math.floor(pages.length / 8_192) * 4_096 + 512,
    );
    await writeFile(file, pages);
    expect((await damage())?.says).toContain("damage");
    expect((await damage())?.state).toBe("failed");
  });

  it("[R32] tells its kind, its migrations and its clock, and changes nothing", async () => {
    const database = await freshDatabaseForTest();
    const found = await examine(database.url);
    expect(found["database"]).toEqual({
      state: "ok",
      says: expect.stringMatching(/^(SQLite|PostgreSQL) \d+.* answers\.$/u) as string,
    });
    expect(found["migrations"]?.state).toBe("ok");
    expect(found["database clock"]?.state).toBe(provider === "sqlite" ? "skipped" : "ok");
    expect(found["listen"]?.state).toBe(provider === "sqlite" ? "skipped" : "ok");
    expect(found["connections"]?.state).toBe(provider === "sqlite" ? "skipped" : "ok");
    expect(found["processes"]).toMatchObject({
      state: "warning",
      says: "No server runs on this database.",
    });
  });

  it("[R32] names the servers that run, and those that must not side by side", async () => {
    const database = await freshDatabaseForTest();
    const row = (id: string, schemaVersion: number, release = "1.0.0") => ({
      id,
      release,
      schemaVersion,
      label: `${id}:1`,
      startedAt: new Date(),
      seenAt: new Date(),
    });
    await database.client.process.create({ data: row("a", SCHEMA_VERSION) });
    expect((await examine(database.url))["processes"]).toEqual({
      state: "ok",
      says: `Servers on this database: a:1 (1.0.0, schema ${SCHEMA_VERSION}).`,
    });
    await database.client.process.create({ data: row("b", SCHEMA_VERSION, "1.1.0") });
    expect((await examine(database.url))["processes"]?.state).toBe("warning");
    await database.client.process.create({ data: row("c", SCHEMA_VERSION + 1) });
    expect((await examine(database.url))["processes"]?.state).toBe("failed");
  });

  it("[R32] tells which migrations wait, and that a database is newer", async () => {
    const database = await freshDatabaseForTest();
    await database.client
      .$executeRaw`DELETE FROM "_prisma_migrations" WHERE "migration_name" = '0001_first_release'`;
    expect((await examine(database.url))["migrations"]).toMatchObject({
      state: "warning",
      says: expect.stringContaining("0001_first_release") as string,
    });
    await database.client.servedSchema.create({ data: { id: 1, version: SCHEMA_VERSION + 1 } });
    expect((await examine(database.url))["migrations"]?.state).toBe("failed");
  });

  it("[R32] says that a database was made before the first release", async () => {
    const database = await freshDatabaseForTest();
    await database.client
      .$executeRaw`UPDATE "_prisma_migrations" SET "migration_name" = '0001_house'`;
    expect((await examine(database.url))["migrations"]).toMatchObject({
      state: "failed",
      says: expect.stringContaining("made before release 1.0.0") as string,
    });
  });

  it("[R32] says what can't be reached, without its password, and makes no database", async () => {
    const folder = await folderForTest();
    const missing = await examine(`file:${path.join(folder, "missing.db")}`);
    expect(missing["database"]).toMatchObject({ state: "failed" });
    expect(missing["migrations"]?.state).toBe("skipped");
    expect(await examine(`file:${path.join(folder, "missing.db")}`)).toEqual(missing);
    const refused = await examine("postgresql://desk:secret@127.0.0.1:9/desk");
    expect(refused["database"]).toMatchObject({ state: "failed" });
    expect(refused["listen"]).toMatchObject({ state: "failed" });
    expect(JSON.stringify(refused)).not.toContain("secret");
  });

  it.runIf(provider === "postgresql")(
    "[R32] counts the connections that its servers may open",
    async () => {
      const database = await freshDatabaseForTest();
      // The test's server lets in 300.
      const rows = Array.from({ length: 30 }, (_, number) => ({
        id: `p${number}`,
        release: "1.0.0",
        schemaVersion: SCHEMA_VERSION,
        label: `p${number}:1`,
        startedAt: new Date(),
        seenAt: new Date(),
      }));
      await database.client.process.createMany({ data: rows });
      expect((await examine(database.url))["connections"]).toMatchObject({
        state: "failed",
        says: expect.stringContaining("30 server processes open up to 330") as string,
      });
    },
  );
});

describe.runIf(provider === "postgresql")("behind a pooler in transaction mode", () => {
  it("[R32] npm run doctor finds that nothing is heard, unless one listens past it", async () => {
    const database = await freshDatabaseForTest();
    const pooler = await openPooler(database.url);
    expect(await examine(pooler)).toMatchObject({
      database: { state: "ok" },
      migrations: { state: "ok" },
      listen: { state: "failed", says: expect.stringContaining("a pooler in transaction mode") },
    });
    expect((await examine(pooler, database.url))["listen"]).toMatchObject({ state: "ok" });
  });

  it("[R30] processes start, migrate once, and keep no lock when they are gone", async () => {
    const database = await freshDatabaseForTest();
    await database.client.$executeRawUnsafe(`DROP SCHEMA public CASCADE`);
    await database.client.$executeRawUnsafe(`CREATE SCHEMA public`);
    const pooler = await openPooler(database.url);
    const applied: string[] = [];
    const open = (id: string) =>
      openDatabase({
        url: pooler,
        migrationsFolder,
        program: {
          schemaVersion: SCHEMA_VERSION,
          process: { id, release: "1.0.0", label: `${id}:1` },
        },
        onMigrated: (names) => void applied.push(...names),
      });
    const opened = await Promise.all(["a", "b", "c"].map(open));
    expect(applied.toSorted()).toEqual(
      readMigrations(migrationsFolder, "postgresql").map(({ name }) => name),
    );
    const [first] = opened;
    expect(first && (await liveProcesses(first))).toHaveLength(3);
    await Promise.all(opened.map((one) => one.close()));
    await (await open("d")).close();
  });
});

describe("npm run doctor, about this machine", () => {
  it("[R32] tells the room that is left, also of folders that are not there yet", async () => {
    const folder = await folderForTest();
    const found = await checkDisk([["data", path.join(folder, "not", "yet")]]);
    expect(found.says).toMatch(/^Free: \d+\.\d of \d+\.\d GB \(data\)\.$/u);
  });

  it("[R32] tells it once of folders on one disk", async () => {
    const folder = await folderForTest();
    const found = await checkDisk([
      ["data", folder],
      ["files", path.join(folder, "files")],
      ["system", "/proc"],
    ]);
    expect(found.says).toMatch(
      /^Free: \S+ of \S+ GB \(data, files\), \S+ of \S+ GB \(system\)\.$/u,
    );
  });

  it("[R32] writes a file to the storage, reads it and deletes it", async () => {
    const folder = await folderForTest();
    const blobs = blobsInFolder(folder);
    expect(await checkStorage(blobs)).toMatchObject({ state: "ok" });
    const left = [];
    for await (const name of blobs.list()) left.push(name);
    expect(left).toEqual([]);
  });

  it("[R32] finds a storage that can't be written, or loses what it takes", async () => {
    const folder = await folderForTest();
    const file = path.join(folder, "file");
    await writeFile(file, "");
    expect(await checkStorage(blobsInFolder(path.join(file, "blobs")))).toMatchObject({
      state: "failed",
      says: expect.stringContaining("can't be used") as string,
    });
    const blobs = blobsInFolder(folder);
    expect(await checkStorage({ ...blobs, get: async () => null })).toMatchObject({
      state: "failed",
      says: expect.stringContaining("can't be read back") as string,
    });
    expect(await checkStorage({ ...blobs, delete: async () => undefined })).toMatchObject({
      state: "failed",
      says: expect.stringContaining("still there") as string,
    });
  });

  it("[Q4] tells of the index of what is found, and opens none", async () => {
    const folder = await folderForTest();
    expect(await checkSearch(folder, "sqlite")).toMatchObject({ state: "skipped" });
    await writeFile(path.join(folder, "search.sqlite"), "no index at all");
    expect(await checkSearch(folder, "sqlite")).toMatchObject({ state: "ok" });
    expect(await readdir(folder)).toEqual(["search.sqlite"]);
    expect(await checkSearch(folder, "postgresql")).toMatchObject({ state: "skipped" });
  });

  it.runIf(provider === "sqlite")("[R32] tells how old the last whole backup is", async () => {
    const database = await freshDatabaseForTest();
    const folder = await folderForTest();
    const [into, dataDir] = [path.join(folder, "backups"), path.join(folder, "data")];
    await mkdir(dataDir);
    const at = Date.parse("2026-03-02T03:00:00.000Z");
    const look = (hours: number, named = true) =>
      checkBackups(into, new Date(at + hours * HOUR), named);
    expect(await look(0)).toMatchObject({ state: "warning" });
    await takeBackup({
      into,
      databaseUrl: database.url,
      dataDir,
      storage: { kind: "folder", folder: path.join(dataDir, "blobs") },
      release: "1.0.0",
      clock: () => new Date(at),
    });
    // A backup that was interrupted, or damaged, is none.
    await mkdir(path.join(into, "coalition-desk-20260303T030000Z.unfinished"));
    await mkdir(path.join(into, "coalition-desk-20260304T030000Z"));
    expect(await look(10)).toMatchObject({
      state: "ok",
      says: expect.stringContaining("10 hours old") as string,
    });
    expect(await look(30)).toMatchObject({ state: "warning" });
    expect(await look(24 * 9)).toMatchObject({ state: "failed" });
    // Where nobody said that backups lie there, they may lie elsewhere.
    expect(await look(24 * 9, false)).toMatchObject({ state: "warning" });
  });

  it("[R32] compares clocks as far as they can be told apart", () => {
    const now = Date.parse("2026-03-02T12:00:00.000Z");
    const at = (milliseconds: number) =>
      compareClocks("Theirs", new Date(now + milliseconds), {
        asked: now,
        answered: now + 200,
        resolution: 1_000,
      });
    expect(at(-900).says).toBe("Theirs and that of this machine agree.");
    expect(at(4_000).state).toBe("ok");
    expect(at(60_000)).toMatchObject({
      state: "warning",
      says: "Theirs is 60 seconds ahead of that of this machine.",
    });
    expect(at(-HOUR)).toMatchObject({
      state: "failed",
      says: "Theirs is 60 minutes behind that of this machine.",
    });
  });
});

describe("npm run doctor, about mail", () => {
  const MAIL = { from: "Desk <desk@example.org>", appUrl: "https://desk.example.org" };

  it("[R32] is let in by the mail server, and sends nothing unasked", async () => {
    const server = await openMailServer();
    const asked = { ...MAIL, smtpUrl: server.url, to: null };
    expect(await checkMail(asked)).toMatchObject({ state: "ok" });
    expect(server.letters).toHaveLength(0);
    expect(await checkMail({ ...asked, to: "nia@example.org" })).toMatchObject({ state: "ok" });
    expect(server.letters.map(({ subject }) => subject)).toEqual([
      "Coalition Desk: a letter of trial",
    ]);
  });

  it("[R32] finds a server that takes no letter, none at all, and one that says nothing", async () => {
    const server = await openMailServer(() => "refuse");
    const to = "nia@example.org";
    expect(await checkMail({ ...MAIL, smtpUrl: server.url, to })).toMatchObject({
      state: "failed",
    });
    const none = await checkMail({
      ...MAIL,
      smtpUrl: "smtp://desk:secret@127.0.0.1:9",
      to: null,
    });
    expect(none.state).toBe("failed");
    expect(JSON.stringify(none)).not.toContain("secret");
    expect(await checkMail({ ...MAIL, smtpUrl: undefined, to: null })).toMatchObject({
      state: "warning",
    });
    const mute = createTcp(() => undefined);
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    const { port } = mute.address() as AddressInfo;
    const smtpUrl = `smtp://127.0.0.1:${port}`;
    const [finding] = await runChecks(
      [["mail", () => checkMail({ ...MAIL, smtpUrl, to: null })]],
      undefined,
      500,
    );
    expect(finding).toMatchObject({ state: "failed", says: "No answer within 0.5 seconds." });
    mute.close();
  });
});

describe("npm run doctor, about time stamps", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "authority-"));
    return () => rm(folder, { recursive: true, force: true });
  });

  it("[R32] has the authority stamp a random hash, and believes it or not", async () => {
    const authority = await openAuthority(folder);
    const elsewhere = await folderForTest();
    const stranger = await openAuthority(elsewhere);
    expect(await checkTimestamps(authority)).toMatchObject({ state: "ok" });
    expect(await checkTimestamps({ url: authority.url, pem: stranger.pem })).toMatchObject({
      state: "failed",
    });
    await Promise.all([authority.close(), stranger.close()]);
    expect(await checkTimestamps(authority)).toMatchObject({ state: "failed" });
    expect(await checkTimestamps(null)).toMatchObject({ state: "skipped" });
  }, 120_000);
});

describe("npm run doctor, about the address", () => {
  const look = async (appUrl: string | null) =>
    Object.fromEntries(
      (await runChecks(addressChecks(appUrl, SCHEMA_VERSION))).map(({ check, ...finding }) => [
        check,
        finding,
      ]),
    );

  it("[R32] tells another program from this server, and a clock that is wrong", async () => {
    const other = createServer((_request, response) => {
      response.setHeader("Date", new Date(Date.now() - HOUR).toUTCString());
      response.end("Welcome to nginx!");
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const found = await look(`http://127.0.0.1:${port}`);
    expect(found["address"]).toMatchObject({
      state: "failed",
      says: expect.stringContaining("not as this server does") as string,
    });
    expect(found["clock"]?.state).toBe("failed");
    expect(found["forms"]?.says).toBe("A form was answered with 200: nobody can sign in.");
    expect(found["sockets"]).toMatchObject({
      state: "failed",
      says: "The upgrade to a socket was answered with 200.",
    });
  });

  it("[R32] says that nobody answers, or that no address is set", async () => {
    const found = await look("http://127.0.0.1:9");
    expect(found["address"]?.state).toBe("failed");
    expect(found["clock"]?.state).toBe("skipped");
    expect(found["forms"]?.says).toContain("No form could be sent");
    expect(found["sockets"]?.state).toBe("failed");
    const unset = await look(null);
    expect(unset["address"]?.state).toBe("warning");
    expect(unset["forms"]?.state).toBe("skipped");
  });
});
