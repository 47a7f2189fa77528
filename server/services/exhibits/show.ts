import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { exhibitsNamed } from "#app/document/numbering/exhibits.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { upgradedProse } from "#app/document/version/upgrade.ts";
import { recordedRead } from "#server/services/audit/record-download.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { documentTag, type DocumentTag } from "#server/services/documents/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { contentOf } from "#server/services/versions/stored.ts";
import type { StoredContent } from "#server/services/versions/content.ts";
import { exhibitFileName } from "#server/typesetting/file-name.ts";
import { blobReader, type HandedFile } from "#server/services/handed-file.ts";

/** The exhibits of a document, those that the text names first, in the order of their letters. */
interface ExhibitsView {
  readonly document: DocumentTag;
  readonly exhibits: readonly ExhibitView[];
  readonly mayEdit: boolean;
}

export interface ExhibitView {
  readonly id: string;
  /** "B" for Exhibit B; null while the text does not name it. */
  readonly letter: string | null;
  readonly title: string;
  /** Null without a PDF: only its line is printed then. */
  readonly file: { readonly pages: number; readonly bytes: number } | null;
}

/** Requires the permission to read the document. */
export async function showExhibits(
  { database, drafts, log }: Pick<Resources, "database" | "drafts" | "log">,
  actor: Actor,
  documentId: string,
): Promise<Outcome<ExhibitsView>> {
  const found = await documentFor(database.client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  const pinned = await pinnedContent({ database, log }, row);
  if (!pinned.ok) return pinned;
  // The exhibits of a draft that can't be read are shown in the order in which they were added: a list
  // without letters can be edited; one without exhibits is of no use to anybody.
  const isReadable = pinned.value === null && row.schemaVersion === SCHEMA_VERSION;
  const draft = isReadable ? await drafts.prose(documentId) : null;
  const text = pinned.value ?? (draft?.ok ? { ...row, prose: draft.value.prose } : null);
  const { exhibits } = pinned.value?.facts ?? readDetails(row.facts);
  const named = text ? exhibitsNamed(upgradedProse(text.prose, text.schemaVersion)) : [];
  const letters = new Map(named.map(({ id, letter }) => [id, letter]));
  const rank = (id: string) => {
    const place = named.findIndex((known) => known.id === id);
    return place === -1 ? named.length : place;
  };
  return done({
    document: documentTag(actor, row),
    exhibits: exhibits
      .toSorted((one, other) => rank(one.id) - rank(other.id))
      .map(({ id, title, file }) => ({
        id,
        title,
        letter: letters.get(id) ?? null,
        file: file && { pages: file.pages, bytes: file.bytes },
      })),
    mayEdit: may(actor, "document.edit", { document: subject }).ok,
  });
}

/** The PDF of an exhibit, byte for byte as it was added. Every download is recorded. */
export async function exhibitPdf(
  { database, clock, blobs, log }: Pick<Resources, "database" | "clock" | "blobs" | "log">,
  actor: Actor,
  documentId: string,
  exhibitId: string,
): Promise<Outcome<HandedFile>> {
  const found = await documentFor(database.client, actor, "document.download", documentId);
  if (!found.ok) return found;
  const { row } = found.value;
  const pinned = await pinnedContent({ database, log }, row);
  if (!pinned.ok) return pinned;
  const { exhibits } = pinned.value?.facts ?? readDetails(row.facts);
  const exhibit = exhibits.find(({ id }) => id === exhibitId);
  if (!exhibit?.file) return refuse("not-found");
  const { title, file } = exhibit;
  const { sha256, bytes: size } = file;
  const about = { documentId, exhibitId };
  const open = blobReader({ blobs, log }, { sha256, size, missing: goneSentence(title), about });
  const download = {
    actorId: actor.userId,
    matterId: row.matterId,
    documentId,
    details: { what: "exhibit", exhibitId, title, sha256 },
  };
  const read = recordedRead({ database, clock }, open, download);
  const name = exhibitFileName(title);
  return done({ name, mediaType: "application/pdf", size, sha256, isStored: true, read });
}

/** The version, wherever one is pinned: that was agreed on. Null while the draft is open. */
async function pinnedContent(
  resources: Pick<Resources, "database" | "log">,
  { id, pinnedVersionId }: { readonly id: string; readonly pinnedVersionId: string | null },
): Promise<Outcome<StoredContent | null>> {
  return pinnedVersionId === null ? done(null) : contentOf(resources, id, pinnedVersionId);
}

function goneSentence(title: string): string {
  return `The PDF of the exhibit “${title}” is missing from this server, or damaged. Add it again, or ask whoever runs this workspace to bring it back from a backup.`;
}
