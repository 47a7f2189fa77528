import type { LeavingText } from "#app/domain/word-leaving.ts";
import type { DocumentKind } from "#app/domain/document.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { sha256 } from "#server/digest.ts";
import { pdfFileName } from "#server/typesetting/file-name.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { NO_VERSIONS } from "#server/services/filings/pdf.ts";
import type { LoadedDocument } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import {
  readableDraft,
  readContent,
  type StoredContent,
} from "#server/services/versions/content.ts";
import { storedVersion } from "#server/services/versions/stored.ts";

/** A text of the document as it leaves. */
export interface LeavingSide {
  /** Its version's number; null for the draft. */
  readonly number: number | null;
  readonly versionId: string | null;
  readonly content: StoredContent;
  /** SHA-256 of its canonical form. */
  readonly hash: string;
  /** The draft's number and generation that it is, or was made from. */
  readonly sequence: number;
  readonly generation: number;
  readonly at: Date;
  readonly leftOut: number;
}

/** One text that leaves, or the later and the earlier one of a redline. */
export interface LeavingSides {
  readonly after: LeavingSide;
  readonly before: LeavingSide | null;
}

/** The texts that leave, as committed. Refuses `not-found` for a version that is not there. */
export async function leavingSides(
  resources: Resources,
  { row }: Pick<LoadedDocument, "row">,
  text: LeavingText,
): Promise<Outcome<LeavingSides>> {
  if (row.filing?.origin === "elsewhere") return refuse("wrong-status", NO_VERSIONS);
  if (text.is === "current") {
    const after = await currentSide(resources, row);
    return after.ok ? done({ after: after.value, before: null }) : after;
  }
  if (text.is === "version") {
    const after = await versionSide(resources, row.id, { number: text.number });
    return after.ok ? done({ after: after.value, before: null }) : after;
  }
  const before = await versionSide(resources, row.id, { number: text.from });
  if (!before.ok) return before;
  const after =
    text.to === "draft"
      ? await draftSide(resources, row)
      : await versionSide(resources, row.id, { number: text.to });
  return after.ok ? done({ after: after.value, before: before.value }) : after;
}

/** The pinned version, or else the draft: as its PDF is. */
function currentSide(
  resources: Resources,
  row: LoadedDocument["row"],
): Promise<Outcome<LeavingSide>> {
  return row.pinnedVersionId === null
    ? draftSide(resources, row)
    : versionSide(resources, row.id, { id: row.pinnedVersionId });
}

async function draftSide(
  resources: Resources,
  row: LoadedDocument["row"],
): Promise<Outcome<LeavingSide>> {
  const draft = await readableDraft(resources, row.id);
  if (!draft.ok) return draft;
  const { at, text, hash, unknown } = draft.value;
  return done({
    number: null,
    versionId: null,
    content: readContent(text),
    hash,
    sequence: at.sequence,
    generation: at.generation,
    at: row.editedAt,
    leftOut: unknown.length,
  });
}

async function versionSide(
  resources: Resources,
  documentId: string,
  which: { readonly id: string } | { readonly number: number },
): Promise<Outcome<LeavingSide>> {
  const version = await storedVersion(resources, documentId, which, "handed out");
  if (!version.ok) return version;
  const { id, number, content, text, sequence, generation, createdAt } = version.value;
  return done({
    number,
    versionId: id,
    content,
    hash: sha256(text),
    sequence,
    generation,
    at: createdAt,
    leftOut: 0,
  });
}

/** A plain file name that says which text it is, as PDFs have them. */
export function wordFileName(
  { kind }: { readonly kind: string },
  { after, before }: LeavingSides,
  now: Date,
): string {
  const side = after.number === null ? `draft-${after.sequence}` : String(after.number);
  const ending = before
    ? `redline-${before.number}-to-${side}`
    : after.number === null
      ? side
      : `version-${side}`;
  const day = dateOfFilings(before && after.number === null ? now : after.at);
  const name = pdfFileName(day, kind as DocumentKind, after.content.facts.title);
  return name.replace(/\.pdf$/u, `-${ending}.docx`);
}

/** The texts that are searched for private data, with the version that each is. */
export function sidesToDecide({
  after,
  before,
}: LeavingSides): readonly (readonly [LeavingSide, number | null])[] {
  return [...(before ? [[before, before.number] as const] : []), [after, after.number] as const];
}
