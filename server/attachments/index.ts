import { readFile } from "node:fs/promises";
import {
  ATTACHMENT_LIMITS,
  attachmentName,
  endingProblem,
  pdfProblem,
  typeProblem,
  type AttachmentScan,
} from "#app/domain/attachment.ts";
import { sizeInWords } from "#app/domain/exhibit.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { ArrivedBlob, Blobs } from "#server/blobs/index.ts";
import { answered, notStoredSentence } from "#server/blobs/problem.ts";
import { storedIn, type UploadRoom } from "#server/upload-room.ts";
import { createUploadSlots, UPLOADS_AT_ONCE } from "#server/upload-slots.ts";
import type { Requester } from "#server/workers/lane.ts";
import { refusedTask } from "#server/workers/task-refusal.ts";
import type { Reading } from "./reading.ts";
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
   */
  add(
    by: Requester,
    fileName: string,
    bytes: AsyncIterable<Uint8Array>,
    room: UploadRoom,
  ): Promise<Outcome<StoredAttachment>>;
  /**
   * The same for a PDF that is kept elsewhere: takes the room of it and hands its bytes back, with
   * what was found. Refuses besides what is no PDF that can be opened.
   * @param most bytes.
   */
  look(
    by: Requester,
    fileName: string,
    bytes: AsyncIterable<Uint8Array>,
    room: UploadRoom,
    most: number,
  ): Promise<Outcome<LookedThroughPdf>>;
  close(): Promise<void>;
}

/** A received PDF, of which nothing is stored but that it takes room. */
export interface LookedThroughPdf {
  readonly sha256: string;
  readonly pdf: Uint8Array<ArrayBuffer>;
  readonly scan: AttachmentScan;
}

/** Starts its process on demand. */
export function createAttachments(
  options: AttachmentReaderOptions & { readonly blobs: Blobs },
): Attachments {
  const { blobs } = options;
  const reader = createAttachmentReader(options);
  const inSlot = createUploadSlots();

  async function take<T>(
    by: Requester,
    name: string,
    { bytes, most }: { readonly bytes: AsyncIterable<Uint8Array>; readonly most: number },
    room: UploadRoom,
    keep: (arrived: ArrivedBlob, reading: Reading) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const ending = endingProblem(name);
    if (ending !== null) return refuse("bad-input", `“${name}” ${ending} ${NOTHING}`);
    const arrived = await blobs.receive(bytes, Math.min(room.left, most));
    if (arrived === null) return refuse("too-large", tooLargeSentence(name, room, most));
    try {
      if (arrived.bytes === 0) return refuse("bad-input", `“${name}” is empty. ${NOTHING}`);
      const reading = await reader.read(by.lane, arrived.path, name);
      if (!reading.ok) {
        const tooCostly = refuse("bad-input", `“${name}” ${TOO_COSTLY}`);
        return refusedTask(reading.refusal, { tooCostly, busy: BUSY });
      }
      const problem = typeProblem(name, reading.value.mediaType);
      if (problem !== null) return refuse("bad-input", `“${name}” ${problem} ${NOTHING}`);
      return await keep(arrived, reading.value);
    } finally {
      // Already moved where it was stored; deletes a refused file.
      await blobs.discard(arrived);
    }
  }

  return {
    async add(by, fileName, bytes, room) {
      const name = attachmentName(fileName);
      const { bytes: most } = ATTACHMENT_LIMITS;
      const keep = async (arrived: ArrivedBlob, reading: Reading) => {
        const stored = await storedIn(room, arrived, () =>
          answered(blobs.put(arrived), notStoredSentence(name)),
        );
        if (!stored.ok) return stored;
        return done({ sha256: arrived.sha256, bytes: arrived.bytes, name, ...reading });
      };
      const taken = await inSlot(by.userId, () => take(by, name, { bytes, most }, room, keep));
      return taken ?? refuse("unavailable", enoughSentence(name));
    },
    async look(by, fileName, bytes, room, most) {
      const name = attachmentName(fileName);
      const keep = async (arrived: ArrivedBlob, { mediaType, scan }: Reading) => {
        const problem = pdfProblem(mediaType, scan);
        if (problem !== null) return refuse("bad-input", `“${name}” ${problem} ${NOTHING}`);
        const { sha256, path } = arrived;
        return storedIn(room, arrived, async () =>
          done({ sha256, pdf: new Uint8Array(await readFile(path)), scan }),
        );
      };
      const taken = await inSlot(by.userId, () => take(by, name, { bytes, most }, room, keep));
      return taken ?? refuse("unavailable", enoughSentence(name));
    },
    close: () => reader.close(),
  };
}

function tooLargeSentence(name: string, { left, full }: UploadRoom, most: number): string {
  if (left < most) {
    return `“${name}” is larger than the ${sizeInWords(left)} that are left for files here. ${NOTHING} ${full}`;
  }
  const parts = most === ATTACHMENT_LIMITS.bytes ? " Add it in parts." : "";
  return `“${name}” is larger than ${sizeInWords(most)}, the most that a file may be. ${NOTHING}${parts}`;
}

function enoughSentence(name: string): string {
  return `${UPLOADS_AT_ONCE} other files of yours are still on their way, so “${name}” was not stored. Add it when they are done.`;
}

const NOTHING = "Nothing of it was stored.";
const BUSY =
  "Too many files are being looked through at this moment, so nothing was stored. Try again in a minute.";
const TOO_COSTLY =
  "took more time or memory to look through than it may, so nothing of it was stored. Print it to a new PDF, or add it in parts.";
