import { randomBytes } from "node:crypto";
import { appendFile, cp, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { BackupProblem } from "#server/backup/problem.ts";
import { restoreBackup } from "#server/backup/restore.ts";
import { blobsInFolder } from "#server/blobs/folder.ts";
import { blobsFolderIn } from "#server/blobs/storage.ts";
import { openDatabase } from "#server/database/index.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";
import { FROM, PASSWORD, openWorkspace, value } from "#tests/services/workspace.ts";
import {
  administer,
  backUp,
  change,
  emptyPlace,
  namesIn,
  provider,
  run,
  runUntilKilled,
  takeYourTime,
  temporaryFolder,
  type Place,
} from "./commands.ts";

takeYourTime();

const isSqlite = () => provider() === "sqlite";

/** A workspace with one person, and a stored file named after its content. */
async function openPlace() {
  const workspace = await openWorkspace();
  const organization = await workspace.organization("Council");
  await workspace.person("ada@example.org", [{ organizationId: organization, roles: ["admin"] }]);
  const place = { url: workspace.database.url, dataDir: await temporaryFolder("data") };
  const file = await storeFile(place, randomBytes(3_000_000));
  return { workspace, place, file, into: await temporaryFolder("backups") };
}

/** Keeps a file as exhibits and attachments are kept: under its hash. */
async function storeFile({ dataDir }: Place, content: Buffer): Promise<string> {
  const blobs = blobsInFolder(blobsFolderIn(dataDir));
  const arrived = await blobs.receive(
    (async function* pieces() {
      yield content;
    })(),
    content.byteLength,
  );
  if (!arrived) throw new Error("the exhibit is too large");
  await blobs.put(arrived);
  await writeFile(path.join(blobsFolderIn(dataDir), ".incoming-x"), "not finished");
  return `blobs/${arrived.sha256}`;
}

async function manifestOf(backup: string) {
  return JSON.parse(await readFile(path.join(backup, "manifest.json"), "utf8")) as {
    format: number;
    provider: string;
    migrations: { name: string; checksum: string }[];
    database: { path: string };
    files: { path: string; sha256: string }[];
  };
}

async function rewriteManifest(backup: string, change: (manifest: object) => object) {
  const file = path.join(backup, "manifest.json");
  await writeFile(file, JSON.stringify(change(await manifestOf(backup))));
}

/** Whether nothing was made at a place that a restore refused. */
async function expectUntouched(place: Place) {
  if (isSqlite()) expect(await namesIn(place.dataDir)).toEqual([]);
  else await administer(place.url, `CREATE TABLE public."User" (x int)`);
}

describe("npm run backup", () => {
  it("says what it holds, for nobody's eyes but the owner's, and brings the workspace back", async () => {
    const { workspace, place, file, into } = await openPlace();
    await writeFile(path.join(place.dataDir, ".probe-1"), "");
    // Set aside, since nothing refers to it: it is backed up under its hash alone.
    const aside = await storeFile(place, randomBytes(1_000));
    const blobs = blobsInFolder(blobsFolderIn(place.dataDir));
    await blobs.unused(path.basename(aside), new Date(), 60_000);
    expect(await namesIn(path.join(place.dataDir, "blobs"))).toContain(
      `${path.basename(aside)}.unused`,
    );
    const backup = await backUp(place, into);
    expect(path.basename(backup)).toMatch(/^coalition-desk-\d{8}T\d{6}Z$/);
    expect(await namesIn(into)).toEqual([path.basename(backup)]);
    for (const name of ["", "manifest.json"]) {
      expect((await stat(path.join(backup, name))).mode & 0o077).toBe(0);
    }
    const manifest = await manifestOf(backup);
    expect(manifest).toMatchObject({ format: 1, provider: provider(), documents: 0 });
    expect(manifest.files.map((each) => each.path).sort()).toEqual([file, aside].sort());
    expect(manifest.migrations[0]?.name).toBe("0001_first_release");

    const target = await emptyPlace();
    const restored = await run("restore", target, [backup]);
    expect(restored).toMatchObject({ code: 0, stderr: "" });
    expect(restored.stdout).toContain("The record is whole");
    for (const [name, original] of [
      [file, await readFile(path.join(place.dataDir, file))],
      [aside, await readFile(path.join(place.dataDir, `${aside}.unused`))],
    ] as const) {
      expect((await readFile(path.join(target.dataDir, name))).equals(original)).toBe(true);
    }
    const database = await openDatabase({ url: target.url, migrationsFolder });
    const people = await database.client.user.findMany({ select: { email: true } });
    await database.close();
    expect(people).toEqual(
      await workspace.database.client.user.findMany({ select: { email: true } }),
    );
  });

  it.skipIf(isSqlite())(
    "[Q4] holds the tables of the index of what is found empty, which is then built anew",
    async () => {
      const { workspace, place, into } = await openPlace();
      await workspace.database.client.$executeRawUnsafe(
        `INSERT INTO "SearchMark" ("name", "value") VALUES ('built', 'words of somebody')`,
      );
      const backup = await backUp(place, into);
      const target = await emptyPlace();
      expect(await run("restore", target, [backup])).toMatchObject({ code: 0, stderr: "" });
      const database = await openDatabase({ url: target.url, migrationsFolder });
      expect(await database.query(`SELECT "name" FROM "SearchMark"`)).toEqual([]);
      expect(await database.query(`SELECT "id" FROM "SearchEntry"`)).toEqual([]);
      await database.close();
    },
  );

  it("applies no migration, so that it can be taken before an upgrade", async () => {
    const { workspace, place, into } = await openPlace();
    const { client } = workspace.database;
    await client.$executeRawUnsafe(`DELETE FROM "_prisma_migrations"`);
    const backup = await backUp(place, into);
    const [left] = await client.$queryRawUnsafe<{ count: bigint }[]>(
      `SELECT count(*) AS "count" FROM "_prisma_migrations"`,
    );
    expect(Number(left?.count)).toBe(0);
    expect((await manifestOf(backup)).migrations).toEqual([]);
  });

  it("is not taken of a database from before the first release, which could restore none", async () => {
    const { workspace, place, into } = await openPlace();
    await workspace.database.client
      .$executeRaw`UPDATE "_prisma_migrations" SET "migration_name" = '0001_house'`;
    const refused = await run("backup", place, [into]);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toMatch(/^This database was made before release 1\.0\.0/u);
    expect(await namesIn(into)).toEqual([]);
  });

  it("makes nothing where there is nothing to back up, and no backup inside of the data folder", async () => {
    const place = await emptyPlace();
    const into = await temporaryFolder("backups");
    const nothing = await run("backup", place, [into]);
    expect(nothing.code).toBe(1);
    expect(nothing.stderr).toMatch(/There is no database at|holds no workspace/);
    expect(nothing.stderr).not.toContain(" at async");
    expect(await namesIn(into)).toEqual([]);
    expect(await namesIn(place.dataDir)).toEqual([]);
    const inside = await run("backup", place, [path.join(place.dataDir, "backups")]);
    expect(inside.code).toBe(1);
    expect(inside.stderr).toContain("would be lost with it");
    expect((await run("backup", place, [])).stderr).toContain("Name a folder");
    expect((await run("backup", place, ["a", "--nonsense"])).stderr).toContain("--nonsense");
  });

  it("finds a stored file that is no longer what its name says", async () => {
    const { place, file, into } = await openPlace();
    await appendFile(path.join(place.dataDir, file), "x");
    const ended = await run("backup", place, [into]);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(`${path.basename(file)} is damaged`);
    expect(await namesIn(into)).toEqual([]);
  });

  it("is never taken for a whole one when it is killed on the way", async () => {
    const { place, into } = await openPlace();
    // Long enough to be copied that it can't be over before it is killed.
    await writeFile(path.join(place.dataDir, "long"), "");
    await truncate(path.join(place.dataDir, "long"), 1_000_000_000);
    await runUntilKilled("backup", place, [into], async () => (await namesIn(into)).length > 0);
    const [left] = await namesIn(into);
    expect(left).toMatch(/\.unfinished$/);
    const target = await emptyPlace();
    const refused = await run("restore", target, [path.join(into, left!)]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("was never finished");
    // Nor under a name that somebody gives it.
    await rename(path.join(into, left!), path.join(into, "renamed"));
    const renamed = await run("restore", target, [path.join(into, "renamed")]);
    expect(renamed.code).toBe(1);
    expect(renamed.stderr).toContain("is no backup");
    await expectUntouched(target);
  });
});

describe("npm run restore", () => {
  it("refuses what is damaged or not whole, before anything is changed", async () => {
    const { place, file, into } = await openPlace();
    const backup = await backUp(place, into);
    const damages: [sentence: RegExp, damage: (copy: string) => Promise<unknown>][] = [
      [
        /damaged: database\./,
        async (copy) => {
          const name = path.join(copy, (await manifestOf(copy)).database.path);
          const bytes = await readFile(name);
          bytes[bytes.length >> 1]! ^= 1;
          await writeFile(name, bytes);
        },
      ],
      [/damaged: files\/blobs/, (copy) => appendFile(path.join(copy, "files", file), "x")],
      [/not whole: files\/blobs/, (copy) => rm(path.join(copy, "files", file))],
      [/manifest\.json, is damaged/, (copy) => writeFile(path.join(copy, "manifest.json"), "{")],
      [
        /manifest\.json, is damaged/,
        (copy) =>
          rewriteManifest(copy, (manifest) => ({
            ...manifest,
            files: [{ path: "../outside", bytes: 1, sha256: "0".repeat(64) }],
          })),
      ],
      [
        /made by a newer release/,
        (copy) => rewriteManifest(copy, (manifest) => ({ ...manifest, format: 3 })),
      ],
      [
        /of a newer release .*"9999_later"/,
        (copy) =>
          rewriteManifest(copy, (manifest) => ({
            ...manifest,
            migrations: [{ name: "9999_later", checksum: "0".repeat(64) }],
          })),
      ],
      [
        /This backup was made before release 1\.0\.0.*Nothing was changed/,
        (copy) =>
          rewriteManifest(copy, (manifest) => ({
            ...manifest,
            migrations: [{ name: "0001_house", checksum: "0".repeat(64) }],
          })),
      ],
      [/is no backup/, (copy) => rm(path.join(copy, "manifest.json"))],
      [
        /This is a backup of/,
        (copy) =>
          rewriteManifest(copy, (manifest) => ({
            ...manifest,
            provider: isSqlite() ? "postgresql" : "sqlite",
          })),
      ],
    ];
    const target = await emptyPlace();
    for (const [sentence, damage] of damages) {
      const copy = path.join(await temporaryFolder("damaged"), "copy");
      await cp(backup, copy, { recursive: true });
      await damage(copy);
      const attempt = restoreBackup({
        from: copy,
        databaseUrl: target.url,
        dataDir: target.dataDir,
        storage: { kind: "folder", folder: blobsFolderIn(target.dataDir) },
        migrationsFolder,
        clock: () => new Date(),
        replace: true,
        othersConnected: true,
      });
      await expect(attempt).rejects.toThrow(sentence);
      await expect(attempt).rejects.toBeInstanceOf(BackupProblem);
    }
    await expectUntouched(target);
  });

  it("refuses a workspace where people work, and a server that runs, and keeps what --replace moves", async () => {
    const { workspace, place, into } = await openPlace();
    const backup = await backUp(place, into);
    await workspace.person("late@example.org", []);

    const used = await run("restore", place, [backup]);
    expect(used.code).toBe(1);
    expect(used.stderr).toContain("People work in");
    // The test's own connection is that of a server that does nothing.
    const running = await run("restore", place, [backup, "--replace"]);
    expect(running.code).toBe(1);
    expect(running.stderr).toMatch(
      /has the database .* open|Other programs are connected .*coalition-desk/,
    );
    expect(await workspace.database.client.user.count()).toBe(2);

    const other = { ...(await emptyPlace()) };
    expect(await run("restore", other, [backup])).toMatchObject({ code: 0 });
    await change(other, `UPDATE "User" SET "name" = 'Renamed after the backup'`);
    const again = await run("restore", other, [backup]);
    expect(again.stderr).toContain("People work in");
    const replaced = await run("restore", other, [backup, "--replace"]);
    expect(replaced).toMatchObject({ code: 0, stderr: "" });
    const kept = /is kept as (?:the schema )?(\S+?)(?: of the database)?\.\n/.exec(
      replaced.stdout,
    )?.[1];
    const now = await openDatabase({ url: other.url, migrationsFolder });
    expect((await now.client.user.findFirst())?.name).not.toContain("Renamed");
    if (!isSqlite()) {
      const [before] = await now.client.$queryRawUnsafe<{ name: string }[]>(
        `SELECT "name" FROM "${kept}"."User"`,
      );
      expect(before?.name).toContain("Renamed");
    }
    await now.close();
    if (isSqlite()) {
      const before = await openDatabase({ url: `file:${kept}`, migrationsFolder });
      expect((await before.client.user.findFirst())?.name).toContain("Renamed");
      await before.close();
    }
    // Files that were set aside are no part of the next backup.
    const next = await manifestOf(await backUp(other, into));
    expect(next.files).toHaveLength(1);
  });

  it("ends every session and records that", async () => {
    const { workspace, place, into } = await openPlace();
    value(await workspace.auth.signIn("ada@example.org", PASSWORD, FROM));
    const backup = await backUp(place, into);
    const target = await emptyPlace();
    const restored = await run("restore", target, [backup]);
    expect(restored.stdout).toContain("Everybody has to sign in again");
    const database = await openDatabase({ url: target.url, migrationsFolder });
    expect(await database.client.session.count()).toBe(0);
    const last = await database.client.auditEvent.findFirst({ orderBy: { sequence: "desc" } });
    expect(last).toMatchObject({ type: "workspace.restored", actorId: null });
    expect(JSON.parse(last!.details)).toMatchObject({ documents: 0, recordStoodAt: 2 });
    await database.close();
    expect(await run("audit-verify", target)).toMatchObject({ code: 0 });
  });

  it("restores all the same when the record in the backup is broken, and says so", async () => {
    const { workspace, place, into } = await openPlace();
    await workspace.database.client.auditEvent.update({
      where: { sequence: 1 },
      data: { actorId: "somebody-else" },
    });
    const backup = await backUp(place, into);
    const target = await emptyPlace();
    const restored = await run("restore", target, [backup]);
    expect(restored.code).toBe(1);
    expect(restored.stdout).toContain("The workspace is as it was");
    expect(restored.stderr).toContain("the record is broken at line 1");
  });
});
