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

/** The verbs of threads, by what a change does. */
type ThreadVerbs = {
  readonly [Verb in ThreadChange["do"]]: (
    actor: Actor,
    documentId: string,
    change: ThreadChangeOf<Verb>,
  ) => Promise<Outcome<ThreadsChanged>>;
};

/** What people do beside a text, as it arrives from a browser. */
export interface ThreadChanges {
  /** Whether that person may send anything about this document: asked before any of it is read. */
  admit(actor: Actor, documentId: string): Promise<Outcome<void>>;
  /** Reads one ThreadChange, and calls the verb that it names. */
  change(actor: Actor, documentId: string, sent: unknown): Promise<Outcome<ThreadsChanged>>;
}

export function createThreadChanges(
  resources: Pick<Resources, "database">,
  verbs: ThreadVerbs,
): ThreadChanges {
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
      return call(verbs, read.data.do, { actor, documentId, change: read.data });
    },
  };
}

/** The verb of a name takes the changes of that name. */
function call<Verb extends ThreadChange["do"]>(
  verbs: ThreadVerbs,
  verb: Verb,
  sent: {
    readonly actor: Actor;
    readonly documentId: string;
    readonly change: ThreadChangeOf<Verb>;
  },
): Promise<Outcome<ThreadsChanged>> {
  return verbs[verb](sent.actor, sent.documentId, sent.change);
}

const NO_DOCUMENT =
  "This document is not there any more, or you are no longer one of those who may see it. Nothing was sent; copy your words if you need them.";
const TOO_OFTEN =
  "That was too much within a minute. Nothing was lost: your words are still here; wait a minute and send them again.";
const UNREADABLE =
  "The page sent something that could not be read. Nothing was sent; copy your words if you need them, and load the page again.";
