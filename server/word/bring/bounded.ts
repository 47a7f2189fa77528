import { WORD_AUTHOR_LIMIT } from "#app/domain/word-return.ts";
import type { CountedAuthor, PlannedChange, PlannedTalk, WordPlan } from "./planned.ts";

/**
 * The most of a plan that leaves the worker: several times what comes in at once, so that the rest may come
 * with later returns, and little enough for the thread on which requests are answered.
 */
const PLAN_LIMITS = {
  changes: 2_000,
  /** Bytes of the blocks of changes. */
  changeBytes: 8_000_000,
  comments: 2_000,
  /** Letters of comments. */
  letters: 2_000_000,
  /** Paragraphs in which something changed that nobody tracked, and changes that can't come in. */
  named: 500,
  /** Authors who are named; of the others the sum is said. */
  authors: 50,
} as const;

/** The name under which the authors stand who are not named. */
const OTHER_AUTHORS = "others";

/** A plan within its limits, with how much of it was left out. */
export function boundedPlan(plan: Omit<WordPlan, "beyond">): WordPlan {
  const changes = fittingChanges(plan.changes);
  const talk = fittingTalk(plan.talk);
  return {
    ...plan,
    tracked: boundedAuthors(plan.tracked),
    silent: plan.silent.slice(0, PLAN_LIMITS.named),
    leftOut: plan.leftOut.slice(0, PLAN_LIMITS.named),
    changes,
    talk,
    beyond: {
      changes: plan.changes.length - changes.length,
      comments: commentsIn(plan.talk) - commentsIn(talk),
      silent: Math.max(0, plan.silent.length - PLAN_LIMITS.named),
      leftOut: Math.max(0, plan.leftOut.length - PLAN_LIMITS.named),
    },
  };
}

function fittingChanges(changes: readonly PlannedChange[]): PlannedChange[] {
  const fitting: PlannedChange[] = [];
  let bytes = 0;
  for (const change of changes) {
    bytes += change.suggestion.bytes;
    if (fitting.length === PLAN_LIMITS.changes || bytes > PLAN_LIMITS.changeBytes) break;
    fitting.push(change);
  }
  return fitting;
}

function fittingTalk(talk: readonly PlannedTalk[]): PlannedTalk[] {
  const fitting: PlannedTalk[] = [];
  let [count, letters] = [0, 0];
  for (const one of talk) {
    const comments = one.comments.filter(({ text }) => {
      count += 1;
      letters += text.length;
      return count <= PLAN_LIMITS.comments && letters <= PLAN_LIMITS.letters;
    });
    if (comments.length > 0) fitting.push({ ...one, comments });
  }
  return fitting;
}

export function commentsIn(talk: readonly PlannedTalk[]): number {
  return talk.reduce((sum, { comments }) => sum + comments.length, 0);
}

/** Those with the most first where there are many; a name as long as it may be. */
export function boundedAuthors(authors: readonly CountedAuthor[]): CountedAuthor[] {
  const cut = ({ author, count }: CountedAuthor) => ({
    author: author.length > WORD_AUTHOR_LIMIT ? `${author.slice(0, WORD_AUTHOR_LIMIT)}…` : author,
    count,
  });
  if (authors.length <= PLAN_LIMITS.authors) return authors.map(cut);
  const ordered = authors.toSorted((one, other) => other.count - one.count);
  const rest = ordered.slice(PLAN_LIMITS.authors).reduce((sum, { count }) => sum + count, 0);
  return [
    ...ordered.slice(0, PLAN_LIMITS.authors).map(cut),
    { author: OTHER_AUTHORS, count: rest },
  ];
}
