import type { Reading } from "./page-text.ts";
import type { Writer } from "./writer.ts";

/** I type this while the other acts. */
export const SENTENCE = " Not one letter of this is lost.";
/** I type this when all is quiet again: it stands behind the sentence if my caret stood there. */
export const MORE = " So.";

/** A text to begin with: a block each; the words may hold HTML. */
export type Start = readonly (string | { readonly html: string })[];

export interface StoryRun {
  readonly me: Writer;
  readonly other: Writer;
  /** Resolves when I have typed so many letters of what I type. */
  readonly whenTyped: (letters: number) => Promise<void>;
  /** My network cable; the other's is always plugged in. */
  readonly cable: { pull(): void; plugIn(): void };
  /** Milliseconds a key. */
  readonly delay: number;
}

/** Everything known when all is quiet. */
export interface Outcome {
  readonly blocks: readonly string[];
  /** All that I typed, in its order. */
  readonly mine: string;
  /** Words of my screen beside the text: dialogs, banners. */
  readonly said: string;
  /** The text as the other saw it right before acting. */
  readonly before: readonly string[];
}

/** Two people, one text. I type; the other acts in the middle of it. */
export interface Story {
  readonly name: string;
  readonly start?: Start;
  /** Behind these words I stand; null: I don't type by myself. */
  readonly at: string | null;
  /** I type this; SENTENCE by itself. */
  readonly types?: string;
  /** Before I begin, the other gets ready. */
  readonly prepare?: (telling: StoryRun) => Promise<void>;
  /** The other's act once I am in the middle. */
  readonly act: (telling: StoryRun) => Promise<void>;
  /** All of the blocks, or what is wrong with them; null: nothing. */
  readonly ends: (outcome: Outcome) => readonly string[] | string | null;
  /** Whether nothing more is typed in the end. */
  readonly isOver?: boolean;
  /** Engines that can't tell it. */
  readonly not?: "firefox";
}

export const [OPENING, MIDDLE, CLOSING] = [
  "Opening words of the letter.",
  "alpha beta gamma delta.",
  "Closing words.",
];
export const THREE: Start = [OPENING, MIDDLE, CLOSING];

/** The start as this desk would copy it, so that it goes in as it is. */
export function htmlOf(start: Start): string {
  const blocks = start.map((block) =>
    typeof block === "string" ? `<p data-kind="body">${block}</p>` : block.html,
  );
  return `<div data-pm-slice="0 0 []">${blocks.join("")}</div>`;
}

/** Fault where these don't stand in the text in one piece and once; null: they do. */
export function onceEach(blocks: readonly string[], ...phrases: readonly string[]): string | null {
  const text = blocks.join("\n");
  for (const phrase of phrases) {
    const times = text.split(phrase).length - 1;
    if (times !== 1) return `“${phrase}” stands there ${times} times`;
  }
  return null;
}

/** How the letters of `mine` end in a block: the longest end of them that stands there. */
export function endOf(mine: string, block: string): string {
  for (let from = 0; from < mine.length; from += 1) {
    if (block.includes(mine.slice(from))) return mine.slice(from);
  }
  return "";
}

export function equal(one: Reading | null, other: Reading | null): boolean {
  return one !== null && JSON.stringify(one) === JSON.stringify(other);
}
