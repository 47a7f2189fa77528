// Reads what people send beside texts, and merges suggestions. It has no database and no network.
import { MARGIN_TASKS, type MarginTasks } from "./tasks.ts";

/** A task of MarginTasks with its input. */
export interface MarginTask {
  readonly name: keyof MarginTasks;
  readonly input: unknown;
}

export default function work({ name, input }: MarginTask): unknown {
  return (MARGIN_TASKS[name] as (input: unknown) => unknown)(input);
}
