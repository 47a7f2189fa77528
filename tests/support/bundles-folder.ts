import path from "node:path";

/**
 * The folder of what one test run bundles: inside the project, because it uses its packages. Global
 * setup removes it when the run ends.
 */
export const bundlesFolder = (runPid: number): string =>
  path.resolve(import.meta.dirname, "../../build", `bundles-${runPid}`);
