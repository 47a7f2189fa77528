// Runs the tasks of long texts. It has no database and no network.
import { TEXT_TASKS, type TextTasks } from "./tasks.ts";

/** A task of TextTasks with its arguments. */
export interface TextTask {
  readonly name: keyof TextTasks;
  readonly args: readonly unknown[];
}

export default function work({ name, args }: TextTask): unknown {
  return (TEXT_TASKS[name] as (...all: readonly unknown[]) => unknown)(...args);
}
