import type { NewComment } from "./returned-comments.ts";
import type { ReturnProposal } from "./return-proposals.ts";

/** Kept of a return, so that the next one adds only what is new (word.md W10). */
export interface ReturnTrace {
  readonly proposals: readonly string[];
  readonly comments: readonly string[];
}

/** Proposals and new comments that a return brings. */
interface Brought {
  readonly proposals: readonly ReturnProposal[];
  readonly comments: { readonly added: readonly NewComment[] };
}

/**
 * The trace of a return: a proposal is known by the blocks that it makes of which, a comment by its
 * author, time and words.
 * @param hash of a text; the same for both returns.
 */
export function traceOf(brought: Brought, hash: (text: string) => string): ReturnTrace {
  return {
    proposals: brought.proposals.map(({ identity }) => hash(identity)),
    comments: brought.comments.added.map((one) => hash(commentIdentity(one))),
  };
}

/** Leaves out what earlier returns of the same text brought. */
export function newSince(
  earlier: readonly ReturnTrace[],
  brought: Brought,
  hash: (text: string) => string,
): { readonly proposals: readonly ReturnProposal[]; readonly comments: readonly NewComment[] } {
  const proposals = new Set(earlier.flatMap((one) => one.proposals));
  const comments = new Set(earlier.flatMap((one) => one.comments));
  return {
    proposals: brought.proposals.filter(({ identity }) => !proposals.has(hash(identity))),
    comments: brought.comments.added.filter((one) => !comments.has(hash(commentIdentity(one)))),
  };
}

function commentIdentity({ comment, answers }: NewComment): string {
  const { author, at, text } = comment;
  return JSON.stringify([author, at, text, answers]);
}
