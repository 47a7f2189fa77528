// Writes and reads Word files. It has no database and no network, and its memory and time are limited.
import { WORD_TASKS, type WordTasks } from "./tasks.ts";

/** A task of WordTasks with its input. */
export interface WordTask {
  readonly name: keyof WordTasks;
  readonly input: unknown;
}

export default function work({ name, input }: WordTask): unknown {
  return (WORD_TASKS[name] as (input: unknown) => unknown)(input);
}
