import type { Actor } from "#app/domain/actor.ts";
import type { DraftPlace, Place } from "#app/domain/margin/place.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { GivenTo, SuggestedBlocks, ThreadChange } from "#app/domain/margin/thread-change.ts";
import { asNewBlocks, shownText } from "#app/document/acceptance/standing.ts";
import { readSuggested, type Suggested } from "#app/document/suggestion/index.ts";
import { sha256 } from "#server/digest.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import { value } from "./workspace.ts";
import type { Review } from "./papers.ts";

/** A place in the draft, as a browser that selected these words sends it. */
export const draftPlace = (words: string, more: Partial<DraftPlace> = {}): DraftPlace => ({
  in: "draft",
  generation: 1,
  from: { item: { client: 7, clock: 3 }, assoc: 0 },
  to: { item: { client: 7, clock: 9 }, assoc: -1 },
  blockId: "block-1",
  fromOffset: 3,
  toOffset: 3 + words.length,
  toBlockId: null,
  quote: words,
  before: "",
  after: "",
  ...more,
});

/** One paragraph, as canonical JSON has it. */
export const paragraph = (id: string, text: string): ProseNode => ({
  type: "block",
  attrs: { id },
  content: [{ type: "text", text }],
});

/** Words that become other words. */
export const rewording = (before: string, after: string): SuggestedBlocks => ({
  base: [paragraph("block-1", before)],
  proposed: [paragraph("block-1", after)],
});

interface Beginning {
  readonly text?: string;
  readonly place?: Place;
  readonly organizationId?: string | null;
  readonly mentions?: readonly Actor[];
  readonly suggestion?: SuggestedBlocks | null;
  readonly give?: GivenTo;
}

/** Acts of a review's people beside its draft. */
export function talkOf({ services, documentId }: Pick<Review, "services" | "documentId">) {
  const send = (actor: Actor, change: unknown) =>
    services.threads.change(actor, documentId, sent(change));
  return {
    send,
    /** Does it, and answers the thread as the actor sees it then. */
    async act(actor: Actor, change: unknown): Promise<ThreadView> {
      const [thread] = value(await send(actor, change)).threads;
      if (!thread) throw new Error("no thread was changed");
      return thread;
    },
    async begin(actor: Actor, beginning: Beginning = {}): Promise<ThreadView> {
      return this.act(actor, beginningOf(beginning));
    },
    /** Accepts suggestions, each as new paragraphs at the end: wherever the draft has other words. */
    async accept(actor: Actor, ...threadIds: string[]): Promise<ThreadView> {
      const { threads } = value(await services.threads.show(actor, documentId));
      const suggestions = await Promise.all(
        threadIds.map(async (id) => {
          const thread = threads.find((one) => one.id === id);
          return acceptedAsNew(thread && (await this.suggested(actor, thread)), id);
        }),
      );
      return this.act(actor, { do: "accept", suggestions });
    },
    reply: (actor: Actor, threadId: string, text: string, mentions: readonly Actor[] = []) =>
      send(actor, {
        do: "reply",
        threadId,
        commentId: crypto.randomUUID(),
        text,
        mentions: mentions.map(({ userId }) => userId),
      }),
    /** The blocks of a suggestion, as the actor is handed them. */
    async suggested(actor: Actor, { id }: ThreadView) {
      const { bodies } = value(await services.threads.bodies(actor, documentId, [id]));
      return bodies.map((body) => readSuggested(body))[0];
    },
    all: async (actor: Actor) => value(await services.threads.show(actor, documentId)),
    /** The words of all threads that the actor sees. */
    async words(actor: Actor): Promise<string[]> {
      const { threads } = value(await services.threads.show(actor, documentId));
      return threads.flatMap(({ comments }) => comments.map(({ text }) => text));
    },
  };
}

/** A change as a browser sends it. */
export const sent = (change: unknown) => new TextEncoder().encode(JSON.stringify(change));

/** One suggestion of `accept`, for its words as new paragraphs; any, where it can't be seen. */
export function acceptedAsNew(suggested: Suggested | undefined, threadId: string | undefined) {
  const added = suggested ? asNewBlocks(suggested) : [];
  return { threadId, shown: sha256(shownText([], added)), choice: "new", behind: null };
}

export function beginningOf({
  text = "Is this so?",
  place = draftPlace("these words"),
  organizationId = null,
  mentions = [],
  suggestion = null,
  give,
}: Beginning): Extract<ThreadChange, { do: "begin" }> {
  return {
    do: "begin",
    threadId: crypto.randomUUID(),
    commentId: crypto.randomUUID(),
    place,
    organizationId,
    text,
    mentions: mentions.map(({ userId }) => userId),
    suggestion,
    ...(give && { give }),
  };
}
