import * as Y from "yjs";
import { becomingOf, shownText } from "#app/document/acceptance/standing.ts";
import { flowRoot } from "#app/document/flow/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { idOf, locateBase, mergeSuggestion } from "#app/document/suggestion/index.ts";
import { encodeAuthorship } from "#app/protocol/authorship.ts";
import { sha256 } from "#server/digest.ts";
import { databaseLog } from "#server/rooms/index.ts";
import { proseFromUpdate } from "#tests/support/prose-from-update.ts";
import type { Review } from "./papers.ts";
import { talkOf } from "./talk.ts";

/** The draft of a review, as pages show it and rooms write it. */
export async function draftBeside(
  review: Pick<Review, "database" | "documentId" | "services" | "clock">,
) {
  const { database, documentId, clock } = review;
  const log = databaseLog(database);
  const talk = talkOf(review);
  const update = async () => {
    const stored = await log.load(documentId);
    if (!stored) throw new Error("no draft");
    return Y.mergeUpdates(
      [...(stored.base ? [stored.base] : []), ...stored.tail].map(({ bytes }) => bytes),
    );
  };
  const blocks = async () => proseFromUpdate(await update()).content;
  let client = 4_000;
  return {
    blocks,
    sequence: async () => (await log.load(documentId))?.sequence ?? 0,
    /** Suggests other words for a paragraph. */
    suggest: async (by: Actor, become: (words: string) => string, index = 0) => {
      const block = (await blocks())[index];
      if (!block) throw new Error("no such block");
      const proposed = [{ ...block, content: [{ type: "text", text: become(textOfNode(block)) }] }];
      return talk.begin(by, { text: "", suggestion: { base: [block], proposed } });
    },
    /** The request of a page that shows these now and accepts them. */
    accepting: async (by: Actor, ...threads: readonly ThreadView[]) => {
      const now = await blocks();
      const bodies = await Promise.all(threads.map((thread) => talk.suggested(by, thread)));
      const suggestions = threads.map(({ id: threadId }, index) => {
        const suggestion = bodies[index];
        if (!suggestion) throw new Error("no suggestion");
        const { base, proposed } = suggestion;
        const at = locateBase(base, now.map(idOf), (n) => now[n] ?? null, proposed);
        const current = at ? now.slice(at.from, at.to) : [];
        const becoming = becomingOf(mergeSuggestion(suggestion, current), null) ?? [];
        return {
          threadId,
          shown: sha256(shownText(current, becoming)),
          choice: null,
          behind: null,
        };
      });
      return { do: "accept" as const, suggestions };
    },
    /** Types into a paragraph, as a room commits it. */
    type: async ({ userId }: Actor, index: number, words: string, offset = 0) => {
      const document = new Y.Doc();
      const root = flowRoot(document);
      Y.applyUpdate(document, await update());
      document.clientID = client += 1;
      const before = Y.encodeStateVector(document);
      document.transact(() => root.insert(placeOf(root, index) + offset, words));
      const stored = await log.load(documentId);
      const inserted = new Map([[client, [{ clock: 0, length: words.length }]]]);
      const ranges = encodeAuthorship({ inserted, deleted: new Map() });
      await log.commit(
        [
          {
            documentId,
            generation: stored?.generation ?? 1,
            update: Y.encodeStateAsUpdate(document, before),
            authorship: [{ userId, ranges }],
            bindings: [{ clientId: client, userId }],
          },
        ],
        clock(),
      );
    },
  };
}

/** The place in the flow of the first letter of a block. */
function placeOf(root: Y.XmlText, index: number): number {
  let [at, opened] = [0, -1];
  for (const piece of root.toDelta() as { readonly insert: unknown }[]) {
    if (typeof piece.insert !== "string") opened += 1;
    at += typeof piece.insert === "string" ? piece.insert.length : 1;
    if (opened === index) return at;
  }
  return at;
}

export function textOfNode(node: ProseNode | undefined): string {
  return node?.text ?? (node?.content ?? []).map(textOfNode).join("");
}
