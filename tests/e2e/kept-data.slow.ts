import { expect, test } from "@playwright/test";
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { TestServer } from "./support/server.ts";
import { DEMO_PASSWORD, DEMO_PEOPLE } from "#prisma/seed/people.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** Everything below a folder that others on the machine could read, as "mode path". */
function openToOthers(folder: string): string[] {
  return [".", ...(readdirSync(folder, { recursive: true }) as string[])].flatMap((name) => {
    const { mode } = statSync(path.join(folder, name));
    return (mode & 0o077) === 0 ? [] : [`${(mode & 0o777).toString(8)} ${name}`];
  });
}

// Each starts programs of its own, on a machine that may be busy.
test.setTimeout(240_000);

test("after an orderly stop the one database file, copied alone, holds all that was saved", async ({
  request,
}) => {
  const server = new TestServer();
  const elsewhere = new TestServer();
  try {
    await server.start();
    const [person] = DEMO_PEOPLE;
    const form = { email: person?.email ?? "", password: DEMO_PASSWORD };
    const answer = await request.post(`${server.url}/login`, {
      form,
      headers: { Origin: server.url },
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(302);
    expect(await server.stop("SIGTERM")).toBe(0);
    for (const name of readdirSync(elsewhere.dataDir)) {
      rmSync(path.join(elsewhere.dataDir, name), { recursive: true });
    }
    const file = "coalition-desk.db";
    copyFileSync(path.join(server.dataDir, file), path.join(elsewhere.dataDir, file));
    await elsewhere.start();
    const database = elsewhere.openDatabase();
    const { rows } = await database.execute(`SELECT count(*) AS count FROM "Session"`);
    database.close();
    expect(Number(rows[0]?.["count"])).toBe(1);
  } finally {
    await server.remove();
    await elsewhere.remove();
  }
});

test("nobody else on the machine can read what the server, the backup and the restore keep", async () => {
  const server = new TestServer();
  const backups = mkdtempSync(path.join(tmpdir(), "backups-"));
  const restored = mkdtempSync(path.join(tmpdir(), "restored-"));
  // As a service manager starts a program: its files would be readable for all.
  const before = process.umask(0o000);
  const run = (command: string, dataDir: string, ...args: string[]) => {
    const file = path.join(root, `build/process/${command}.js`);
    const env = {
      ...process.env,
      NODE_ENV: "production" as const,
      DATA_DIR: dataDir,
      DATABASE_URL: "",
    };
    const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
      env,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    return stdout;
  };
  try {
    // A person left them open.
    chmodSync(server.dataDir, 0o755);
    chmodSync(path.join(server.dataDir, "coalition-desk.db"), 0o644);
    await server.start();
    expect(openToOthers(server.dataDir)).toEqual([]);
    const into = path.join(backups, "nightly");
    const printed = run("backup", server.dataDir, into);
    expect(openToOthers(into)).toEqual([]);
    const [, backup = ""] = /The backup is whole: (\S+)/u.exec(printed) ?? [];
    const target = path.join(restored, "data");
    run("restore", target, backup);
    expect(openToOthers(target)).toEqual([]);
    expect(await server.stop("SIGTERM")).toBe(0);
    expect(openToOthers(server.dataDir)).toEqual([]);
  } finally {
    process.umask(before);
    await server.remove();
    rmSync(backups, { recursive: true, force: true });
    rmSync(restored, { recursive: true, force: true });
  }
});
