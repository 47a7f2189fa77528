import type { Outcome } from "#app/domain/refusal.ts";
import type { PlanInput, ReadWordFile, WordText } from "./bring/task.ts";
import type { WordPlan } from "./bring/planned.ts";
import { arrive, plan, text } from "./bring/tasks.ts";
import { writeLeaving } from "./leaving/write.ts";
import type { WordAnswer, WordToWrite } from "./leaving/task.ts";
import { readWord } from "./read/index.ts";
import type { WordFile } from "./read/word-file.ts";
import type { WordFileRefusal } from "./read/refusal.ts";

/** Work on Word files. Pure but for the bytes. */
export interface WordTasks {
  write(input: WordToWrite): Promise<WordAnswer>;
  arrive(bytes: Uint8Array): Promise<Outcome<ReadWordFile, WordFileRefusal>>;
  plan(input: PlanInput): Promise<Outcome<WordPlan>>;
  text(input: Parameters<typeof text>[0]): Outcome<WordText>;
  read(bytes: Uint8Array): Promise<Outcome<WordFile, WordFileRefusal>>;
}

/** The tasks run in this thread: inside the worker, and in tests. */
export const WORD_TASKS: WordTasks = { write: writeLeaving, read: readWord, arrive, plan, text };
