import type { WordChanges } from "#app/domain/word-return.ts";
import { refuse, type Outcome } from "#app/domain/refusal.ts";
import type { WordWork } from "#server/word/index.ts";
import type { WordPlan } from "./planned.ts";
import type { PlanInput, ReadWordFile, WordText } from "./task.ts";

/** Work on Word files that come in, outside the request thread (W11). `by` takes turns. */
export interface WordBringing {
  read(bytes: Uint8Array, by: string): Promise<Outcome<ReadWordFile>>;
  plan(input: PlanInput, by: string): Promise<Outcome<WordPlan>>;
  text(content: Uint8Array, changes: WordChanges, by: string): Promise<Outcome<WordText>>;
}

/** By the workers of Word files. */
export function wordBringing(word: Pick<WordWork, "arrive" | "plan" | "text">): WordBringing {
  return {
    async read(bytes, by) {
      const worked = await word.arrive(bytes, by);
      if (!worked.ok) return worked;
      const read = worked.value;
      return read.ok ? read : refuse("bad-input", read.refusal.sentence);
    },
    async plan(input, by) {
      const worked = await word.plan(input, by);
      return worked.ok ? worked.value : worked;
    },
    async text(content, changes, by) {
      const worked = await word.text({ content, changes }, by);
      return worked.ok ? worked.value : worked;
    },
  };
}
