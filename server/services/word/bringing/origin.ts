import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { loadDocument, type LoadedDocument } from "#server/services/documents/load.ts";
import { personTags } from "#server/services/people/tag.ts";
import type { WordOrigin } from "./views.ts";

/** Meaning of a file's code to somebody who may see the document that it left from. */
export interface KnownOrigin {
  readonly record: NonNullable<Awaited<ReturnType<typeof recordOf>>>;
  readonly document: LoadedDocument;
  readonly view: WordOrigin;
}

/**
 * The record of an export by the code in a file. Null alike for a code that is none of ours and for one of
 * a document that the actor may not see: neither tells anything (W9).
 */
export async function originOf(
  client: PrismaClient,
  actor: Actor,
  code: string | null,
  place: { readonly matterId: string | null },
): Promise<KnownOrigin | null> {
  if (code === null) return null;
  const record = await recordOf(client, code);
  // Asked for alike where there is no record, so that no time tells of one that is hidden.
  const document = await loadDocument(client, record?.documentId ?? "");
  if (!record || !document || !may(actor, "document.view", { document: document.subject }).ok)
    return null;
  const { row, subject } = document;
  const [people, version] = [
    await personTags(client, [record.takenById], subject.matter.partyIds),
    record.versionId === null
      ? null
      : await client.version.findUnique({
          where: { id: record.versionId },
          select: { number: true },
        }),
  ];
  return {
    record,
    document,
    view: {
      document: { id: row.id, title: row.title, matter: row.matter.title },
      version: version?.number ?? null,
      isRedline: record.what === "redline",
      takenAt: record.at.toISOString(),
      takenBy: people.get(record.takenById) ?? null,
      isElsewhere: place.matterId !== null && place.matterId !== row.matterId,
    },
  };
}

function recordOf(client: PrismaClient, code: string) {
  return client.wordExport.findUnique({ where: { code } });
}
