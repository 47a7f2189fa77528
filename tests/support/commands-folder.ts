import path from "node:path";

/**
 * Where the processes of one run of the tests put the commands that they bundle: in the project, whose
 * packages they use. Global setup removes it when the run ends.
 */
export const commandsFolder = (runPid: number): string =>
  path.resolve(import.meta.dirname, "../../build", `commands-${runPid}`);
