import { spawnSync } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const module = pathToFileURL(path.join(root, "server/start/start-or-say.ts")).href;

/** Runs a start; what it says, and with what it exits. */
function run(start: string) {
  const script = `import { startOrSay } from "${module}"; await startOrSay(${start});`;
  const args = ["--import", "tsx", "--input-type=module", "--eval", script];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  return { status, stderr };
}

it("says so where a start waits for what nothing brings about, which Node ends with 13", () => {
  const waiting = run("() => new Promise((resolve) => setTimeout(resolve, 9_000).unref())");
  expect(waiting.status).toBe(13);
  expect(waiting.stderr).toContain("The server ended while it was starting");
});

it("says why a start failed, once", () => {
  const failed = run(`() => Promise.reject(new Error("the disk is on fire"))`);
  expect(failed.status).toBe(1);
  expect(failed.stderr).toContain("The server could not start: Error: the disk is on fire");
  expect(failed.stderr).not.toContain("ended while it was starting");
});

it("says nothing where it started", () => {
  expect(run("async () => undefined")).toEqual({ status: 0, stderr: "" });
});
