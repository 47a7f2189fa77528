import type { Actor } from "#app/domain/actor.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { documentFor } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { queueKeyOf } from "#server/workers/queue-key.ts";
import { contentOf, waitingFile } from "./arrival.ts";

/** The text of a file for the desk, which inserts it at the caret. */
export interface WordBlocks {
  readonly fileName: string;
  readonly blocks: readonly ProseNode[];
}

/** The text of a file that waits, for whoever may write it into that draft; nothing is written here. */
export async function wordBlocks(
  resources: Resources,
  actor: Actor,
  documentId: string,
  { arrivalId, changes }: { readonly arrivalId: string; readonly changes: "with" | "without" },
): Promise<Outcome<WordBlocks>> {
  const { client } = resources.database;
  const document = await documentFor(client, actor, "document.edit", documentId);
  if (!document.ok) return document;
  const arrival = await waitingFile(client, actor, arrivalId, resources.clock());
  if (!arrival.ok) return arrival;
  const content = await contentOf(client, arrivalId);
  const text = await resources.wordFiles.text(content, changes, queueKeyOf(actor));
  if (!text.ok) return text;
  return done({ fileName: arrival.value.fileName, blocks: text.value.blocks });
}
