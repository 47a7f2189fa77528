import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Actor } from "#app/domain/actor.ts";
import { CHANGES_A_MINUTE } from "#app/domain/margin/limits.ts";
import {
  threadChangeSchema,
  type ThreadChange,
  type ThreadChangeOf,
} from "#app/domain/margin/thread-change.ts";
import type { ThreadsChanged } from "#app/document/margin/thread-view.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { documentFor } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { beginThread } from "./begin.ts";
import { editComment, removeComment, reply } from "./comments.ts";
import { moveThreads } from "./move.ts";
import { readThread, reopenThread, resolveThread, shareThread } from "./state.ts";
import {
  acceptSuggestion,
  claimSuggestion,
  rejectSuggestion,
  releaseSuggestion,
  withdrawSuggestion,
} from "./suggestions.ts";

const COMMANDS: {
  readonly [Verb in ThreadChange["do"]]: (
    resources: Resources,
    actor: Actor,
    documentId: string,
    change: ThreadChangeOf<Verb>,
  ) => Promise<Outcome<ThreadsChanged>>;
} = {
  begin: beginThread,
  reply,
  edit: editComment,
  remove: removeComment,
  resolve: resolveThread,
  reopen: reopenThread,
  share: shareThread,
  read: readThread,
  move: moveThreads,
  claim: claimSuggestion,
  release: releaseSuggestion,
  accept: acceptSuggestion,
  reject: rejectSuggestion,
  withdraw: withdrawSuggestion,
};

/** What people do beside a text, as it arrives from a browser. */
export interface ThreadChanges {
  /** Whether that person may send anything about this document: asked before any of it is read. */
  admit(actor: Actor, documentId: string): Promise<Outcome<void>>;
  /** Reads one ThreadChange, and does it. */
  change(actor: Actor, documentId: string, sent: unknown): Promise<Outcome<ThreadsChanged>>;
}

export function createThreadChanges(resources: Resources): ThreadChanges {
  const sending = new RateLimiterMemory({ points: CHANGES_A_MINUTE, duration: 60 });
  return {
    async admit(actor, documentId) {
      const { client } = resources.database;
      const found = await documentFor(client, actor, "document.view", documentId);
      if (!found.ok) {
        return found.refusal.code === "not-found" ? refuse("not-found", NO_DOCUMENT) : found;
      }
      const { consumedPoints } = await sending.penalty(actor.userId);
      return consumedPoints > CHANGES_A_MINUTE ? refuse("too-many-tries", TOO_OFTEN) : done();
    },
    async change(actor, documentId, sent) {
      const read = threadChangeSchema.safeParse(sent);
      if (!read.success) {
        const { message = "" } = read.error.issues[0] ?? {};
        // Only sentences that the schema has of its own are for people.
        return refuse("bad-input", message.endsWith(".") ? message : UNREADABLE);
      }
      const change = read.data;
      const command = COMMANDS[change.do] as (typeof COMMANDS)[keyof typeof COMMANDS];
      // The command of that name takes that change.
      return command(resources, actor, documentId, change as never);
    },
  };
}

const NO_DOCUMENT =
  "This document is not there any more, or you are no longer one of those who may see it. Nothing was sent; copy your words if you need them.";
const TOO_OFTEN =
  "That was too much within a minute. Nothing was lost: your words are still here; wait a minute and send them again.";
const UNREADABLE =
  "The page sent something that could not be read. Nothing was sent; copy your words if you need them, and load the page again.";
