import { HOUR_MS } from "#app/domain/durations.ts";
import type { Actor } from "#app/domain/actor.ts";
import { wordArrivalForm } from "#app/domain/forms/word-return.ts";
import { sizeText } from "#app/domain/exhibit.ts";
import { attachmentName } from "#app/domain/attachment.ts";
import { WORD_RETURN_LIMITS } from "#app/domain/word-return.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Database, PrismaClient, Transaction } from "#server/database/index.ts";
import { sha256 } from "#server/digest.ts";
import { taking, theActor, unaudited } from "#server/services/command.ts";
import type { Upload } from "#server/services/exhibits/add.ts";
import { queueKeyOf } from "#server/workers/queue-key.ts";
import type { WordReport } from "#server/word/bring/planned.ts";
import type { Resources } from "#server/services/resources.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { matterFor } from "#server/services/matters/load.ts";

/** Where somebody was who sent a file: at a document, at a matter, or at neither. */
export interface WordPlace {
  readonly documentId?: string | undefined;
  readonly slug?: string | undefined;
}

/** Whether somebody may send a file from there; asked before any of it is read. */
export async function mayArrive(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
  { documentId, slug }: WordPlace,
): Promise<Outcome<void>> {
  if (documentId !== undefined) {
    const found = await documentFor(client, actor, "document.view", documentId);
    return found.ok ? done() : found;
  }
  if (slug !== undefined) {
    const found = await matterFor(client, actor, "matter.view", slug);
    return found.ok ? done() : found;
  }
  return done();
}

/**
 * Takes a Word file in: what was read of it waits for a day, for its sender alone, so that exactly what the
 * page showed is what enters, also where the file is changed or gone on the device meanwhile. The file itself,
 * with its pictures and macros, is not kept. Nothing is written beside any text.
 */
export const receiveWordFile = unaudited({
  on: theActor,
  form: wordArrivalForm,
  takes: taking<[upload: Upload, place: WordPlace]>(),
  async prepare({ resources, actor, extra: [{ fileName, bytes }, place] }) {
    const allowed = await mayArrive(resources, actor, place);
    if (!allowed.ok) return allowed;
    const name = attachmentName(fileName);
    if (!/\.(?:docx|docm)$/iu.test(name)) return refuse("bad-input", undefined, notWord(name));
    const whole = await wholeOf(bytes, WORD_RETURN_LIMITS.fileBytes);
    if (whole === null) return refuse("too-large", undefined, { file: `“${name}” ${TOO_LARGE}` });
    if (whole.byteLength === 0)
      return refuse("bad-input", undefined, { file: `“${name}” is empty. ${NOTHING}` });
    const read = await resources.wordFiles.read(whole, queueKeyOf(actor));
    if (!read.ok) return inField(read);
    const { report, content } = read.value;
    if (content.byteLength > WORD_RETURN_LIMITS.waitingBytes) {
      return refuse("too-large", undefined, { file: `“${name}” ${TOO_MUCH_TEXT}` });
    }
    return done({ name, hash: sha256(whole), size: whole.byteLength, report, content });
  },
  async run({ tx, at, ids, actor, prepared, extra: [, { documentId, slug }] }) {
    const { userId } = actor;
    await tx.wordArrival.deleteMany({ where: { userId, expiresAt: { lte: at } } });
    const older = await tx.wordArrival.findMany({
      where: { userId },
      orderBy: [{ at: "desc" }, { id: "asc" }],
      skip: WORD_RETURN_LIMITS.waitingOfOne - 1,
      select: { id: true },
    });
    await tx.wordArrival.deleteMany({ where: { id: { in: older.map(({ id }) => id) } } });
    const arrivalId = ids();
    const matter = slug === undefined ? null : await tx.matter.findUnique({ where: { slug } });
    await tx.wordArrival.create({
      data: {
        id: arrivalId,
        userId,
        documentId: documentId ?? null,
        matterId: matter?.id ?? null,
        fileName: prepared.name,
        fileHash: prepared.hash,
        fileBytes: prepared.size,
        at,
        expiresAt: new Date(at.getTime() + WORD_RETURN_LIMITS.waitingHours * HOUR_MS),
        report: JSON.stringify(prepared.report),
        content: prepared.content,
      },
    });
    return done({ arrivalId });
  },
});

/** Deletes what waited for its day, whether or not anybody sends another file. */
export async function sweepWordArrivals(
  { client }: Pick<Database, "client">,
  now: Date,
): Promise<void> {
  await client.wordArrival.deleteMany({ where: { expiresAt: { lte: now } } });
}

/** Takes a file that waits away. */
export async function discardWordFile(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
  arrivalId: string,
): Promise<Outcome<void>> {
  await client.wordArrival.deleteMany({ where: { id: arrivalId, userId: actor.userId } });
  return done();
}

export type WaitingWordFile = Awaited<ReturnType<typeof rowOf>> & {
  readonly told: WordReport;
};

/** A file that waits, for its sender alone; refuses alike what never was, is another's, or waited too long. */
export async function waitingFile(
  client: PrismaClient | Transaction,
  actor: Actor,
  arrivalId: string,
  now: Date,
) {
  const row = await rowOf(client, arrivalId);
  if (!row || row.userId !== actor.userId || row.expiresAt <= now) {
    return refuse("not-found", GONE);
  }
  // Written by the command above alone.
  return done({ ...row, told: JSON.parse(row.report) as WordReport });
}

function rowOf(client: PrismaClient | Transaction, id: string) {
  return client.wordArrival.findUnique({ where: { id }, omit: { content: true } });
}

/** The text and report of a waiting file, compressed. */
export async function contentOf(
  client: PrismaClient | Transaction,
  arrivalId: string,
): Promise<Uint8Array> {
  const { content } = await client.wordArrival.findUniqueOrThrow({
    where: { id: arrivalId },
    select: { content: true },
  });
  return content;
}

/** All bytes; null where there are more, whose rest nobody holds in memory. */
async function wholeOf(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    size += piece.byteLength;
    if (size > most) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** A refusal of the file stands at its field. */
function inField(refused: Extract<Outcome<unknown>, { readonly ok: false }>): Outcome<never> {
  const { refusal } = refused;
  return refusal.fields === undefined
    ? refuse(refusal.code, undefined, { file: refusal.sentence })
    : refused;
}

const NOTHING = "Nothing of it was kept.";
const TOO_LARGE = `has more than ${sizeText(WORD_RETURN_LIMITS.fileBytes)}. ${NOTHING} Take out its pictures in Word, or send it in parts.`;
const TOO_MUCH_TEXT = `has more text than can be brought in at once. ${NOTHING} Send it in parts.`;
const GONE =
  "This file is no longer here: a Word file waits for a day, for the person who sent it. Nothing was changed; to bring it in, send it again.";
const notWord = (name: string) => ({
  file: `“${name}” is no Word file: its name should end in .docx. ${NOTHING} If it is an older .doc, a PDF or from another program, save it as .docx there first.`,
});
