import {
  threadChangeSchema,
  type ThreadChange,
  type ThreadChangeOf,
} from "#app/domain/margin/thread-change.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { NOT_JSON, readSentJson } from "#app/domain/sent-json.ts";
import { keptSuggestion, type KeptSuggestion } from "./kept-suggestion.ts";

/** A new thread as it was read: its suggestion is checked, in its canonical form and told in a line. */
export interface ReadBeginning extends Omit<ThreadChangeOf<"begin">, "suggestion"> {
  readonly suggestion: KeptSuggestion | null;
}

/** A change of a thread as it was read. */
export type ReadChange = Exclude<ThreadChange, { readonly do: "begin" }> | ReadBeginning;

/** One kind of it. */
export type ReadChangeOf<Verb extends ThreadChange["do"]> = Extract<
  ReadChange,
  { readonly do: Verb }
>;

/** Tasks whose cost grows with what is written beside a text. Pure. */
export interface MarginTasks {
  /** Reads the JSON of a ThreadChange. Refuses in words that are for who wrote it. */
  read(sent: Uint8Array): Outcome<ReadChange>;
}

/** The tasks run in this thread: for short ones, inside the worker, and in tests. */
export const MARGIN_TASKS: MarginTasks = {
  read(sent) {
    const json = readSentJson(new TextDecoder().decode(sent));
    if (!json.ok) return json;
    const read = threadChangeSchema.safeParse(json.value);
    if (!read.success) {
      const { message = "" } = read.error.issues[0] ?? {};
      // Only sentences that the schema has of its own are for people.
      return refuse("bad-input", message.endsWith(".") ? message : NOT_JSON);
    }
    const change = read.data;
    if (change.do !== "begin") return done(change);
    if (!change.suggestion) return done({ ...change, suggestion: null });
    const suggestion = keptSuggestion(change.suggestion);
    return suggestion.ok ? done({ ...change, suggestion: suggestion.value }) : suggestion;
  },
};
