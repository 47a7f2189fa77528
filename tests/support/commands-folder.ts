import path from "node:path";

/**
 * The folder of the bundled commands of one test run: inside the project, because they use its
 * packages. Global setup removes it when the run ends.
 */
export const commandsFolder = (runPid: number): string =>
  path.resolve(import.meta.dirname, "../../build", `commands-${runPid}`);
