import type { Actor } from "../../../app/domain/actor";
import { done, refuse, type Outcome } from "../../../app/domain/refusal";
import type { PrismaClient } from "../../database";
import { pdfFileName } from "../../typesetting/file-name";
import { appendEvent } from "../audit/append";
import { documentFor } from "../documents/load";
import type { PdfFile } from "../record-views";
import type { Resources } from "../resources";
import { candidateOf, readContent } from "../versions/content";
import { dateOfFilings } from "./day";
import { setPages } from "./pages";

interface Handed extends PdfFile {
  /** What it is, for the record. */
  readonly what: Readonly<Record<string, string | number>>;
}

/**
 * The document as a PDF. What is filed comes from the store, byte for byte; anything else is set now
 * and marked on every page: a draft with its change, a version with its number and hash. `number`
 * asks for one version. Each PDF handed out is a line in the record.
 */
export async function documentPdf(
  resources: Resources,
  actor: Actor,
  documentId: string,
  number?: number,
): Promise<Outcome<PdfFile>> {
  const { database, clock } = resources;
  const found = await documentFor(database.client, actor, "document.download", documentId);
  if (!found.ok) return found;
  const { row } = found.value;
  const handed =
    (number === undefined ? await filedPdf(database.client, documentId) : null) ??
    (await markedPdf(resources, row, number));
  if (!handed.ok) return handed;
  const { what, ...file } = handed.value;
  await database.write((tx) =>
    appendEvent(tx, clock(), {
      type: "document.downloaded",
      actorId: actor.userId,
      matterId: row.matterId,
      documentId,
      details: what,
    }),
  );
  return done(file);
}

async function filedPdf(client: PrismaClient, documentId: string): Promise<Outcome<Handed> | null> {
  const filing = await client.filing.findUnique({
    where: { documentId },
    select: { pdf: true, pdfName: true, pdfHash: true },
  });
  if (!filing) return null;
  const { pdf, pdfName, pdfHash } = filing;
  return done({ bytes: pdf, name: pdfName, filed: true, what: { what: "filed", pdfHash } });
}

interface MarkedRow {
  readonly id: string;
  readonly kind: string;
  readonly editedAt: Date;
  readonly pinnedVersionId: string | null;
}

async function markedPdf(
  resources: Resources,
  row: MarkedRow,
  number: number | undefined,
): Promise<Outcome<Handed>> {
  const { client } = resources.database;
  if (number === undefined && row.pinnedVersionId === null) return draftPdf(resources, row);
  const version = await client.version.findUnique({
    where:
      number === undefined
        ? { id: row.pinnedVersionId ?? "" }
        : { documentId_number: { documentId: row.id, number } },
  });
  if (!version) return refuse("not-found");
  const { hash, createdAt } = version;
  const content = readContent(version.content);
  const pages = await setPages(resources, content, {
    marking: { kind: "version", number: version.number, sha256: hash },
    filing: null,
    createdAt,
  });
  if (!pages.ok) return pages;
  return done({
    bytes: pages.value.pdf,
    name: nameOf(row, content.facts.title, createdAt, `version-${version.number}`),
    filed: false,
    what: { what: "version", number: version.number, hash },
  });
}

async function draftPdf(resources: Resources, row: MarkedRow): Promise<Outcome<Handed>> {
  const candidate = await candidateOf(resources, row.id);
  if (!candidate.ok) return candidate;
  const { at, text } = candidate.value;
  const content = readContent(text);
  const change = at.sequence;
  const pages = await setPages(resources, content, {
    marking: { kind: "draft", change },
    filing: null,
    createdAt: row.editedAt,
  });
  if (!pages.ok) return pages;
  return done({
    bytes: pages.value.pdf,
    name: nameOf(row, content.facts.title, row.editedAt, `draft-${change}`),
    filed: false,
    what: { what: "draft", change },
  });
}

/** A plain name that says that it is not the filed one. */
function nameOf({ kind }: MarkedRow, title: string, at: Date, ending: string): string {
  const name = pdfFileName(dateOfFilings(at), kind as Parameters<typeof pdfFileName>[1], title);
  return name.replace(/\.pdf$/u, `-${ending}.pdf`);
}
