import {
  ATTACHMENT_LIMITS,
  attachmentName,
  endingProblem,
  typeProblem,
  type AttachmentScan,
} from "#app/domain/attachment.ts";
import { sizeInWords } from "#app/domain/exhibit.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Blobs } from "#server/blobs/index.ts";
import { answered, notStoredSentence, StorageProblem } from "#server/blobs/problem.ts";
import { storedIn, type UploadRoom } from "#server/upload-room.ts";
import { createUploadSlots, UPLOADS_AT_ONCE } from "#server/upload-slots.ts";
import type { Requester } from "#server/workers/lane.ts";
import { TooMuchWaits } from "#server/workers/problems.ts";
import { refusedTask } from "#server/workers/task-refusal.ts";
import { createAttachmentReader, type AttachmentReaderOptions } from "./reader.ts";

/** A received file that is stored. */
interface StoredAttachment {
  readonly sha256: string;
  readonly bytes: number;
  /** The stored name: without folders and invisible characters. */
  readonly name: string;
  readonly mediaType: string;
  readonly scan: AttachmentScan;
}

/** Attached files: received, searched for private data, and stored by their hash. */
export interface Attachments {
  /**
   * Refuses a file for which there is no room (`too-large`), one whose content doesn't match its
   * name or is of an unsupported kind (`bad-input`), and one that arrives while too many wait
   * or the store fails (`unavailable`). The sentence names the file and says that nothing of it was
   * stored; `our-fault` blames no file.
   * @param by who adds it: organizations take turns.
   * @param watched the names to watch for (L68).
   */
  add(
    by: Requester,
    fileName: string,
    bytes: AsyncIterable<Uint8Array>,
    room: UploadRoom,
    watched: readonly string[],
  ): Promise<Outcome<StoredAttachment>>;
  /**
   * Searches a stored file again, for names that were not watched for when it was added. Refuses
   * `unavailable` where it can't be read now.
   */
  look(
    by: Requester,
    file: { readonly sha256: string; readonly name: string },
    watched: readonly string[],
  ): Promise<Outcome<AttachmentScan>>;
  close(): Promise<void>;
}

/** Starts its process on demand. */
export function createAttachments(
  options: AttachmentReaderOptions & { readonly blobs: Blobs },
): Attachments {
  const { blobs } = options;
  const reader = createAttachmentReader(options);
  const inSlot = createUploadSlots();

  async function take(
    by: Requester,
    name: string,
    bytes: AsyncIterable<Uint8Array>,
    room: UploadRoom,
    watched: readonly string[],
  ): Promise<Outcome<StoredAttachment>> {
    const ending = endingProblem(name);
    if (ending !== null) return refuse("bad-input", `“${name}” ${ending} ${NOTHING}`);
    const arrived = await blobs.receive(bytes, Math.min(room.left, ATTACHMENT_LIMITS.bytes));
    if (arrived === null) return refuse("too-large", tooLargeSentence(name, room));
    try {
      if (arrived.bytes === 0) return refuse("bad-input", `“${name}” is empty. ${NOTHING}`);
      const reading = await reader.read(by.lane, { file: arrived.path, name, watched });
      if (!reading.ok) {
        const tooCostly = refuse("bad-input", `“${name}” ${TOO_COSTLY}`);
        return refusedTask(reading.refusal, { tooCostly, busy: BUSY });
      }
      const problem = typeProblem(name, reading.value.mediaType);
      if (problem !== null) return refuse("bad-input", `“${name}” ${problem} ${NOTHING}`);
      const stored = await storedIn(room, arrived, () =>
        answered(blobs.put(arrived), notStoredSentence(name)),
      );
      if (!stored.ok) return stored;
      return done({ sha256: arrived.sha256, bytes: arrived.bytes, name, ...reading.value });
    } finally {
      // Already moved where it was stored; deletes a refused file.
      await blobs.discard(arrived);
    }
  }

  return {
    async add(by, fileName, bytes, room, watched) {
      const name = attachmentName(fileName);
      const taken = await inSlot(by.userId, () => take(by, name, bytes, room, watched));
      return taken ?? refuse("unavailable", enoughSentence(name));
    },
    async look(by, { sha256: hash, name }, watched) {
      const looked = await blobs
        .withFiles([hash], by.userId, async ({ [hash]: file }) =>
          file === undefined ? null : reader.read(by.lane, { file, name, watched }),
        )
        .catch((error: unknown) => {
          if (error instanceof StorageProblem || error instanceof TooMuchWaits) return null;
          throw error;
        });
      const notRead = refuse("unavailable", notReadSentence(name));
      if (looked === null) return notRead;
      if (looked.ok) return done(looked.value.scan);
      const busy = notRead.refusal.sentence;
      return refusedTask(looked.refusal, { tooCostly: notRead, busy });
    },
    close: () => reader.close(),
  };
}

function notReadSentence(name: string): string {
  return `“${name}” could not be looked through for names to watch for, so nothing was published. Try again in a minute; if it happens twice, attach it again.`;
}

function tooLargeSentence(name: string, { left, full }: UploadRoom): string {
  return left < ATTACHMENT_LIMITS.bytes
    ? `“${name}” is larger than the ${sizeInWords(left)} that are left for files here. ${NOTHING} ${full}`
    : `“${name}” is larger than ${sizeInWords(ATTACHMENT_LIMITS.bytes)}, the most that a file may be. ${NOTHING} Add it in parts.`;
}

function enoughSentence(name: string): string {
  return `${UPLOADS_AT_ONCE} other files of yours are still on their way, so “${name}” was not stored. Add it when they are done.`;
}

const NOTHING = "Nothing of it was stored.";
const BUSY =
  "Too many files are being looked through at this moment, so nothing was stored. Try again in a minute.";
const TOO_COSTLY =
  "took more time or memory to look through than it may, so nothing of it was stored. Print it to a new PDF, or add it in parts.";
