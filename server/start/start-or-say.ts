import { DatabaseProblem } from "#server/database/problem.ts";
import { EnvironmentProblem } from "#server/env.ts";

/**
 * Starts the server; where that fails, says why and ends the process with 1. No start ends without a
 * word: Node ends a program that waits for something which nothing is left to bring about (code 13),
 * and says nothing itself.
 */
export async function startOrSay(start: () => Promise<void>): Promise<void> {
  let isSettled = false;
  process.once("exit", () => {
    if (isSettled) return;
    process.stderr.write(
      "The server ended while it was starting: it waited for something that nothing was left to do. Start it again; if that repeats, report this line with the log before it.\n",
    );
  });
  try {
    await start();
    isSettled = true;
  } catch (error) {
    isSettled = true;
    const expected = error instanceof EnvironmentProblem || error instanceof DatabaseProblem;
    process.stderr.write(
      expected
        ? `${error.message}\n`
        : `The server could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(1);
  }
}
