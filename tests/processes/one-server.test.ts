import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { claimForServer } from "#server/database/one-server.ts";
import { processLabel } from "#server/processes/index.ts";
import { runCommand } from "#tests/support/command.ts";
import { ServerProcess } from "./support/server-process.ts";

const root = path.resolve(import.meta.dirname, "../..");

async function folderForTest(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "one-server-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const urlIn = (folder: string) => `file:${path.join(folder, "coalition-desk.db")}`;

/** A process that has claimed the database. */
async function claimant(url: string) {
  const script = path.join(import.meta.dirname, "support/claim.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, url], { cwd: root });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return child;
}

function claim(url: string) {
  const claimed = claimForServer(url);
  onTestFinished(() => claimed.release());
  return claimed;
}

/** The output of a program that is run to its end. */
async function said(program: string, args: string[], env: Record<string, string>) {
  const child = spawn(program, args, { cwd: root, env: { ...process.env, ...env } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  }
  await once(child, "close");
  return { code: child.exitCode, output };
}

describe("a SQLite file that a server has", () => {
  it("is refused to another process by a sentence that names the first, whatever links lead to it", async () => {
    const folder = await folderForTest();
    const { pid } = await claimant(urlIn(folder));
    const link = path.join(await folderForTest(), "link");
    await symlink(folder, link);
    for (const url of [urlIn(folder), urlIn(link)]) {
      expect(() => claimForServer(url)).toThrow(
        new RegExp(
          `Another process has the database .* open: process ${pid} on the machine ${processLabel().split(":", 1).join("")}, since 20\\d\\d-`,
          "u",
        ),
      );
    }
  });

  it("is free again once its process is killed or has stopped, and no lock is left", async () => {
    const url = urlIn(await folderForTest());
    const killed = await claimant(url);
    killed.kill("SIGKILL");
    await once(killed, "exit");
    claim(url).release();
    const stopped = await claimant(url);
    expect(() => claimForServer(url)).toThrow(`process ${stopped.pid}`);
    stopped.kill("SIGTERM");
    await once(stopped, "exit");
    claim(url);
  });

  it("keeps a second server from starting, which says so and exits with 1", async () => {
    const folder = await folderForTest();
    claim(urlIn(folder));
    const server = new ServerProcess({ DATA_DIR: folder });
    expect(await server.ended()).toBe(1);
    expect(server.output).toContain(`open: process ${process.pid} on the machine`);
    expect(server.output).toContain("Stop that one first");
  });

  it("keeps a second demonstration from being built over the first", async () => {
    const folder = await folderForTest();
    claim(urlIn(folder));
    const { code, output } = await said(
      process.execPath,
      ["--import", "tsx", "server/cli/demo.ts"],
      { DATA_DIR: folder, DATABASE_URL: "" },
    );
    expect(code).toBe(1);
    expect(output).toContain(`open: process ${process.pid} on the machine`);
    expect(output).not.toContain("Building");
  });

  it("is set up, verified and backed up meanwhile, and not restored over", async () => {
    const folder = await folderForTest();
    claim(urlIn(folder));
    const place = { DATA_DIR: folder, DATABASE_URL: urlIn(folder) };
    const run = (command: string, ...args: string[]) =>
      runCommand(command, args, { ...place, ADMIN_PASSWORD: "a long enough password" });
    const who = ["--organization=Council", "--short-name=Council", "--city=Boston"];
    expect(await run("setup", ...who, "--name=Ana", "--email=ana@example.org")).toMatchObject({
      code: 0,
    });
    expect(await run("audit-verify")).toMatchObject({ code: 0 });
    const into = await folderForTest();
    const backup = await run("backup", into);
    expect(backup).toMatchObject({ code: 0 });
    const [, taken = ""] = /The backup is whole: (\S+)/u.exec(backup.stdout) ?? [];
    const restored = await run("restore", taken, "--replace");
    expect(restored.code).toBe(1);
    expect(restored.stderr).toContain(`open: process ${process.pid} on the machine`);
  });
});

describe("a PostgreSQL database", () => {
  it("is claimed by nobody: several processes serve it", () => {
    const url = "postgresql://localhost/desk";
    expect([claim(url), claim(url)]).toHaveLength(2);
  });
});
