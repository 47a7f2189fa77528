import type { Actor } from "#app/domain/actor.ts";
import { titleOfFile } from "#app/domain/exhibit-title.ts";
import { EXHIBIT_LIMITS, sizeText, type ExhibitFile } from "#app/domain/exhibit.ts";
import { addExhibitForm } from "#app/domain/forms/exhibit.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import {
  DETAILS_LIMITS,
  readDetails,
  type ExhibitDetails,
} from "#app/document/details/document-details.ts";
import { command, taking } from "#server/services/command.ts";
import { documentFor, documentTo } from "#server/services/documents/load.ts";
import { giveBack, roomIn } from "#server/services/files/room.ts";
import type { Resources } from "#server/services/resources.ts";
import { queueKeyOf } from "#server/workers/queue-key.ts";
import { changeExhibits, NO_SUCH_EXHIBIT, withChanged } from "./change.ts";

/** An uploaded PDF as a stream. */
export interface Upload {
  /** As the browser named it. */
  readonly fileName: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Whether the actor may add exhibits to the draft; checked before anything is read. */
export async function mayChangeExhibits(
  { database }: Pick<Resources, "database">,
  actor: Actor,
  documentId: string,
): Promise<Outcome<void>> {
  const found = await documentFor(database.client, actor, "document.edit", documentId);
  return found.ok ? done() : found;
}

/**
 * Adds an uploaded PDF to the exhibits of an open draft; its default title is the file's name.
 * Refuses an invalid or unprintable PDF and one over the limits, without changing the draft.
 */
export const addExhibit = command({
  on: documentTo("document.edit"),
  form: addExhibitForm,
  takes: taking<[upload: Upload]>(),
  async prepare({ resources, actor, found: { row }, extra: [{ fileName, bytes }] }) {
    const fits = fitsInDocument(readDetails(row.facts).exhibits, null, 1);
    return fits.ok ? store(resources, actor, row.matterId, { fileName, bytes }) : fits;
  },
  undo: ({ sha256 }, { resources, found }) => giveBack(resources, found.row.matterId, sha256),
  run: (inside) =>
    changeExhibits(inside, (exhibits) => {
      const { ids, form, extra, prepared: file } = inside;
      // Checked again inside: others add exhibits too.
      const still = fitsInDocument(exhibits, null, file.bytes);
      const title = form.title ?? titleOfFile(extra[0].fileName);
      return still.ok ? done([...exhibits, { id: ids(), title, file }]) : still;
    }),
});

/** Replaces an exhibit's PDF; its title, its letter and its references stay. */
export const replaceExhibit = command({
  on: documentTo("document.edit"),
  takes: taking<[exhibitId: string, upload: Upload]>(),
  async prepare({ resources, actor, found: { row }, extra: [exhibitId, { fileName, bytes }] }) {
    const { exhibits } = readDetails(row.facts);
    if (!exhibits.some(({ id }) => id === exhibitId)) return refuse("not-found", NO_SUCH_EXHIBIT);
    return store(resources, actor, row.matterId, { fileName, bytes });
  },
  undo: ({ sha256 }, { resources, found }) => giveBack(resources, found.row.matterId, sha256),
  run: (inside) =>
    changeExhibits(inside, (exhibits) => {
      const { extra, prepared: file } = inside;
      const [exhibitId] = extra;
      const fits = fitsInDocument(exhibits, exhibitId, file.bytes);
      return fits.ok ? withChanged(exhibits, exhibitId, { file }) : fits;
    }),
});

async function store(
  resources: Resources,
  actor: Actor,
  matterId: string,
  { fileName, bytes }: Upload,
): Promise<Outcome<ExhibitFile>> {
  const room = await roomIn(resources, matterId);
  if (!room.ok) return room;
  const by = { userId: actor.userId, queueKey: queueKeyOf(actor) };
  return resources.exhibits.add(by, fileName, bytes, room.value);
}

/**
 * Whether that many more bytes fit into the document, besides all its exhibits except the replaced
 * one.
 */
function fitsInDocument(
  exhibits: readonly ExhibitDetails[],
  replaced: string | null,
  bytes: number,
): Outcome<void> {
  if (replaced === null && exhibits.length >= DETAILS_LIMITS.exhibits) {
    return refuse(
      "too-large",
      `A document has at most ${DETAILS_LIMITS.exhibits} exhibits. ${STAYS}`,
    );
  }
  const others = exhibits.filter(({ id }) => id !== replaced);
  const taken = others.reduce((sum, { file }) => sum + (file?.bytes ?? 0), 0);
  if (taken + bytes <= EXHIBIT_LIMITS.bytesOfDocument) return done();
  const most = sizeText(EXHIBIT_LIMITS.bytesOfDocument);
  return refuse(
    "too-large",
    `All exhibits of a document together may be ${most}, and the others are ${sizeText(taken)} already. ${STAYS}`,
  );
}

const STAYS = "The document is unchanged; remove an exhibit or file some of them apart.";
