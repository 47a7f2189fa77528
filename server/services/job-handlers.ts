import type { JobHandlers } from "#server/jobs/index.ts";
import type { Resources } from "./resources.ts";

/** Who does which kind of job. A kind is never given another meaning: rows outlive releases. */
export function jobHandlers(_resources: Resources): JobHandlers {
  return {};
}
