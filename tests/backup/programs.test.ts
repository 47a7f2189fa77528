import { chmod, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { environmentFor } from "#server/backup/postgresql-programs.ts";
import {
  administer,
  emptyPlace,
  namesIn,
  provider,
  run,
  takeYourTime,
  temporaryFolder,
} from "./commands.ts";
import { freshDatabaseForTest } from "#tests/support/database.ts";

takeYourTime();

/** A folder with a program that says it is of this version, before everything else on the path. */
async function pathWith(program: string, version: string): Promise<string> {
  const folder = await temporaryFolder("programs");
  const file = path.join(folder, program);
  await writeFile(file, `#!/bin/sh\necho "${program} (PostgreSQL) ${version}"\n`);
  await chmod(file, 0o755);
  return `${folder}:${process.env["PATH"]}`;
}

describe("PostgreSQL's own programs", () => {
  it("are told where the database is, but not on the command line", () => {
    expect(
      environmentFor("postgresql://desk:p%40ss@db.example:6432/coalition?sslmode=verify-full"),
    ).toMatchObject({
      PGHOST: "db.example",
      PGPORT: "6432",
      PGUSER: "desk",
      PGPASSWORD: "p@ss",
      PGDATABASE: "coalition",
      PGSSLMODE: "verify-full",
    });
  });

  it.runIf(provider() === "postgresql")(
    "are asked for where they are missing or older than the server",
    async () => {
      const { url } = await freshDatabaseForTest();
      const place = { url, dataDir: await temporaryFolder("data") };
      const into = await temporaryFolder("backups");
      const PATH = await pathWith("pg_dump", "12.22 (Debian)");
      const old = await run("backup", place, [into], { PATH });
      expect(old.code).toBe(1);
      expect(old.stderr).toMatch(/pg_dump here is version 12, but \d+ is needed/);
      const missing = await run("backup", place, [into], { PATH: "/nowhere" });
      expect(missing.code).toBe(1);
      expect(missing.stderr).toMatch(/pg_dump isn't installed here.*postgresql-client-\d+/);
      expect(await namesIn(into)).toEqual([]);
    },
  );

  it.runIf(provider() === "postgresql")(
    "leave another program's tables alone, and nothing behind when a restore fails on the way",
    async () => {
      const { url } = await freshDatabaseForTest();
      const into = await temporaryFolder("backups");
      const taken = await run("backup", { url, dataDir: await temporaryFolder("data") }, [into]);
      const backup = /The backup is whole: (\S+)/.exec(taken.stdout)?.[1] ?? "";
      const target = await emptyPlace();
      const PATH = await pathWith("pg_restore", "12.22");
      const old = await run("restore", target, [backup], { PATH });
      expect(old.stderr).toMatch(/pg_restore here is version 12, but \d+ is needed/);
      // A name that the dump needs is taken by something that is no table.
      await administer(target.url, `CREATE VIEW public."Matter" AS SELECT 1 AS "id"`);
      const failed = await run("restore", target, [backup]);
      expect(failed.code).toBe(1);
      expect(failed.stderr).toContain("Matter");
      await administer(target.url, `DROP VIEW public."Matter"; CREATE TABLE public.theirs (x int)`);
      const theirs = await run("restore", target, [backup]);
      expect(theirs.stderr).toContain("tables of another program or release: theirs");
      await administer(target.url, `DROP TABLE public.theirs`);
      // Had the failure left anything, this would be refused or fail.
      expect(await run("restore", target, [backup])).toMatchObject({ code: 0 });
    },
  );
});
