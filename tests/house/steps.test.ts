import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { NOT_AGAIN } from "#tests/support/not-again.ts";
import type { Step } from "#tests/support/steps.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** Runs those steps in a process of their own, since a step that fails ends it. */
function runOf(steps: readonly Step[], processors = 2): Promise<{ status: number; said: string }> {
  const program = `
    import { runSteps } from "./tests/support/steps.ts";
    await runSteps(${JSON.stringify(steps)}, ${processors});
  `;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--import", "tsx", "--input-type=module", "--eval", program],
      { cwd: root },
      (error, stdout, stderr) =>
        resolve({ status: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });
}

describe("the steps of npm test", () => {
  it("run beside each other as far as there is room, what they need before them, each said in one piece", async () => {
    const { status, said } = await runOf([
      { name: "made", command: "echo it is made", load: 1 },
      { name: "first", command: "echo one; sleep 1; echo two", load: 1, after: ["made"] },
      { name: "beside", command: "sleep 0.2; echo beside", load: 1, after: ["made"] },
      { name: "wide", command: "echo wide", load: 2 },
    ]);
    expect([status, said]).toEqual([0, expect.stringContaining("All checks passed")]);
    const order = [...said.matchAll(/^([▶✓]) (made|first|beside|wide)/gmu)].map(
      ([, sign, name]) => `${sign} ${name}`,
    );
    expect(order.slice(0, 4)).toEqual(["▶ made", "✓ made", "▶ first", "▶ beside"]);
    // Of two that run, the machine may end either first.
    expect(order.slice(4, 6).toSorted()).toEqual(["✓ beside", "✓ first"]);
    expect(order.slice(6)).toEqual(["▶ wide", "✓ wide"]);
    expect(said).toContain("one\ntwo");
  }, 60_000);

  it("end with the first that fails, which says why, and end what still runs", async () => {
    const began = performance.now();
    const { status, said } = await runOf([
      { name: "long", command: "sleep 50; echo never", load: 1 },
      { name: "wrong", command: "echo the reason; exit 3", load: 1 },
      { name: "later", command: "echo later", load: 1, after: ["long"] },
    ]);
    expect(status).toBe(3);
    expect(said).toContain("the reason");
    expect(said).toContain("✗ wrong failed.");
    expect(said).not.toMatch(/^never$|▶ later/mu);
    expect(performance.now() - began).toBeLessThan(40_000);
  }, 60_000);

  it("name only files that exist where a suite leaves them out", () => {
    for (const file of Object.keys(NOT_AGAIN)) {
      expect([file, existsSync(path.join(root, "tests", file))]).toEqual([file, true]);
    }
  });
});
