import { counted } from "#app/domain/counted.ts";
import type { Actor } from "#app/domain/actor.ts";
import { LEAST_CHANGE_BYTES } from "#app/domain/margin/limits.ts";
import { MARGIN_BYTES_A_MINUTE, type ThreadChange } from "#app/domain/margin/thread-change.ts";
import type { ThreadsChanged } from "#app/document/margin/thread-view.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { countersOn, taken } from "#server/auth/counters.ts";
import { documentFor } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { queueKeyOf } from "#server/workers/queue-key.ts";
import type { ReadChangeOf } from "#server/workers/margin/index.ts";

/** The verbs of threads, by what a change does. */
type ThreadVerbs = {
  readonly [Verb in ThreadChange["do"]]: (
    actor: Actor,
    documentId: string,
    change: ReadChangeOf<Verb>,
  ) => Promise<Outcome<ThreadsChanged>>;
};

/** People's acts beside a text, as they arrive from a browser. */
export interface ThreadChanges {
  /**
   * Whether that person may send so many bytes about this document: asked before any of it is read.
   * They count for the minute in which they come, whatever becomes of them (M29).
   */
  admit(actor: Actor, documentId: string, bytes: number): Promise<Outcome<void>>;
  /** Reads the JSON of one ThreadChange, and calls the verb that it names. */
  change(actor: Actor, documentId: string, sent: Uint8Array): Promise<Outcome<ThreadsChanged>>;
}

export function createThreadChanges(
  { database, margin }: Pick<Resources, "database" | "margin">,
  verbs: ThreadVerbs,
): ThreadChanges {
  const sending = countersOn(database)("margin", { points: MARGIN_BYTES_A_MINUTE, seconds: 60 });
  return {
    async admit(actor, documentId, bytes) {
      const { client } = database;
      const found = await documentFor(client, actor, "document.view", documentId);
      if (!found.ok) {
        return found.refusal.code === "not-found" ? refuse("not-found", NO_DOCUMENT) : found;
      }
      const wait = await taken(sending, actor.userId, Math.max(bytes, LEAST_CHANGE_BYTES));
      return wait === 0 ? done() : refuse("too-many-tries", tooMuch(wait));
    },
    async change(actor, documentId, sent) {
      const read = await margin.read(sent, queueKeyOf(actor));
      return read.ok ? call(verbs, read.value.do, { actor, documentId, change: read.value }) : read;
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
    readonly change: ReadChangeOf<Verb>;
  },
): Promise<Outcome<ThreadsChanged>> {
  return verbs[verb](sent.actor, sent.documentId, sent.change);
}

const NO_DOCUMENT =
  "This document is not there any more, or you are no longer one of those who may see it. Nothing was sent; copy your words if you need them.";
const tooMuch = (wait: number) => {
  const seconds = Math.ceil(wait / 1_000);
  return `That was too much within a minute. Nothing was lost: your words are still here, and can be sent again in ${counted(seconds, "second")}.`;
};
