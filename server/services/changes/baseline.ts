import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { documentFor } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { contentOf } from "#server/services/versions/stored.ts";
import { asksTooOften } from "./asked-moments.ts";

/** The draft as it was at a moment, compressed with gzip, for who may read the draft. */
export async function changesBaseline(
  { database, drafts }: Resources,
  actor: Actor,
  documentId: string,
  moment: { readonly generation: number; readonly sequence: number },
): Promise<Outcome<Uint8Array>> {
  const found = await documentFor(database.client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const asked = await asksTooOften({ drafts }, actor);
  if (!asked.ok) return asked;
  return drafts.baseline(documentId, moment);
}

/** The text of a version, for a comparison where no draft of it is kept. */
export async function changesVersion(
  resources: Resources,
  actor: Actor,
  documentId: string,
  number: number,
): Promise<Outcome<{ readonly prose: ProseJSON }>> {
  const { client } = resources.database;
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const version = await client.version.findUnique({
    where: { documentId_number: { documentId, number } },
    select: { id: true },
  });
  if (!version) return refuse("not-found");
  const content = await contentOf(resources, documentId, version.id);
  return content.ok ? done({ prose: content.value.prose }) : content;
}
