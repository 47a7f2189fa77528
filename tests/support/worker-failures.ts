import type { WorkerFailures } from "#server/workers/failures.ts";

/** Hears nothing, for tests in which no task fails, or in which it does not matter that one does. */
export const unheard: WorkerFailures = {
  expect: () => undefined,
  threw: () => undefined,
  crashed: () => undefined,
};
