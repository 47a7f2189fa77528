import { readFile } from "node:fs/promises";
import {
  ATTACHMENT_LIMITS,
  attachmentName,
  endingProblem,
  pdfProblem,
  typeProblem,
  type AttachmentScan,
} from "#app/domain/attachment.ts";
import { sizeText } from "#app/domain/exhibit.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { ArrivedBlob, Blobs } from "#server/blobs/index.ts";
import { answered, notStoredSentence, StorageProblem } from "#server/blobs/problem.ts";
import { sha256 as digest } from "#server/digest.ts";
import { storedIn, type UploadRoom } from "#server/upload-room.ts";
import { createUploadSlots, UPLOADS_AT_ONCE } from "#server/upload-slots.ts";
import type { Requester } from "#server/workers/queue-key.ts";
import { TooMuchWaits } from "#server/workers/problems.ts";
import { refusedTask } from "#server/workers/task-refusal.ts";
import type { AttachmentPageText, Reading } from "./reading.ts";
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
   * The same for a PDF that is kept elsewhere: takes the room of it and hands its bytes back, with
   * what was found. Refuses besides what is no PDF that can be opened.
   */
  look(
    by: Requester,
    fileName: string,
    bytes: AsyncIterable<Uint8Array>,
    room: UploadRoom,
    of: { readonly most: number; readonly watched: readonly string[] },
  ): Promise<Outcome<LookedThroughPdf>>;
  /**
   * Searches a file of the record again, for names that were not watched for when it came here; what
   * was found is kept in memory. Refuses `unavailable` where it can't be read now.
   */
  search(
    by: Requester,
    file: FileToSearch,
    watched: readonly string[],
  ): Promise<Outcome<AttachmentScan>>;
  /**
   * The words of a file of the record, by page, for who searches it; in turns of their own. Null where
   * it can't be read now.
   */
  texts(file: FileToSearch): Promise<readonly AttachmentPageText[] | null>;
  close(): Promise<void>;
}

/** A received PDF, of which nothing is stored but that it takes room. */
interface LookedThroughPdf {
  readonly sha256: string;
  readonly pdf: Uint8Array<ArrayBuffer>;
  readonly scan: AttachmentScan;
}

/** A file of the record by its hash. */
interface FileToSearch {
  readonly name: string;
  readonly sha256: string;
  /** Of one that is kept elsewhere. */
  readonly bytes?: () => AsyncIterable<Uint8Array>;
}

interface FileComing {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Bytes that it may have at most. */
  readonly most: number;
  readonly watched: readonly string[];
}

/** Starts its process on demand. */
export function createAttachments(
  options: AttachmentReaderOptions & { readonly blobs: Blobs },
): Attachments {
  const { blobs } = options;
  const reader = createAttachmentReader(options);
  const inSlot = createUploadSlots();
  const searched = new Map<string, AttachmentScan>();
  const searching = new Map<string, Promise<Outcome<AttachmentScan>>>();

  async function searchAnew(
    by: Requester,
    { name, sha256, bytes }: FileToSearch,
    watched: readonly string[],
  ): Promise<Outcome<AttachmentScan>> {
    const read = async (file: string | undefined) =>
      file === undefined ? null : reader.read(by.queueKey, { file, name, watched });
    const looked = await (
      bytes
        ? whileReceived(blobs, bytes(), read)
        : blobs.withFiles([sha256], by.userId, ({ [sha256]: file }) => read(file))
    ).catch((error: unknown) => {
      if (error instanceof StorageProblem || error instanceof TooMuchWaits) return null;
      throw error;
    });
    const notRead = refuse("unavailable", notReadSentence(name));
    if (looked === null) return notRead;
    if (looked.ok) return done(looked.value.scan);
    const busy = notRead.refusal.sentence;
    return refusedTask(looked.refusal, { tooCostly: notRead, busy });
  }

  async function take<T>(
    by: Requester,
    name: string,
    { bytes, most, watched }: FileComing,
    room: UploadRoom,
    keep: (arrived: ArrivedBlob, reading: Reading) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const ending = endingProblem(name);
    if (ending !== null) return refuse("bad-input", `“${name}” ${ending} ${NOTHING}`);
    const arrived = await blobs.receive(bytes, Math.min(room.left, most));
    if (arrived === null) return refuse("too-large", tooLargeSentence(name, room, most));
    try {
      if (arrived.bytes === 0) return refuse("bad-input", `“${name}” is empty. ${NOTHING}`);
      const reading = await reader.read(by.queueKey, { file: arrived.path, name, watched });
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
    async add(by, fileName, bytes, room, watched) {
      const name = attachmentName(fileName);
      const { bytes: most } = ATTACHMENT_LIMITS;
      const keep = async (arrived: ArrivedBlob, reading: Reading) => {
        const stored = await storedIn(room, arrived, () =>
          answered(blobs.put(arrived), notStoredSentence(name)),
        );
        if (!stored.ok) return stored;
        return done({ sha256: arrived.sha256, bytes: arrived.bytes, name, ...reading });
      };
      const from = { bytes, most, watched };
      const taken = await inSlot(by.userId, () => take(by, name, from, room, keep));
      return taken ?? refuse("unavailable", enoughSentence(name));
    },
    async look(by, fileName, bytes, room, of) {
      const name = attachmentName(fileName);
      const keep = async (arrived: ArrivedBlob, { mediaType, scan }: Reading) => {
        const problem = pdfProblem(mediaType, scan);
        if (problem !== null) return refuse("bad-input", `“${name}” ${problem} ${NOTHING}`);
        const { sha256, path } = arrived;
        return storedIn(room, arrived, async () =>
          done({ sha256, pdf: new Uint8Array(await readFile(path)), scan }),
        );
      };
      const taken = await inSlot(by.userId, () => take(by, name, { bytes, ...of }, room, keep));
      return taken ?? refuse("unavailable", enoughSentence(name));
    },
    async search(by, file, watched) {
      // Only a hash of the names stays in memory.
      const key = `${file.sha256} ${digest(JSON.stringify([file.name, watched]))}`;
      const known = searched.get(key);
      if (known) return done(known);
      // Whoever asks again meanwhile shares one search.
      const started = searching.get(key) ?? searchAnew(by, file, watched);
      searching.set(key, started);
      const scan = await started.finally(() => searching.delete(key));
      if (scan.ok) {
        if (searched.size >= SEARCHES_KEPT) searched.clear();
        searched.set(key, scan.value);
      }
      return scan;
    },
    async texts({ name, sha256 }) {
      const looked = await blobs
        .withFiles([sha256], SEARCH_QUEUE_KEY, async ({ [sha256]: file }) =>
          file === undefined
            ? null
            : reader.read(SEARCH_QUEUE_KEY, { file, name, watched: [], keepsText: true }),
        )
        .catch((error: unknown) => {
          if (error instanceof StorageProblem || error instanceof TooMuchWaits) return null;
          throw error;
        });
      if (looked === null) return null;
      if (looked.ok) return looked.value.words ?? [];
      // A file over its limits is not read again: it is found by its name.
      return looked.refusal.code === "too-costly" ? [] : null;
    },
    close: () => reader.close(),
  };
}

/** Owner of the search's turns: an organization's uploads never wait for it. */
const SEARCH_QUEUE_KEY = "search";

/** The number of results in memory; the content of a hash never changes. */
const SEARCHES_KEPT = 1_000;

/** Runs with the path of a file as long as it takes; null where the file is larger than any here. */
async function whileReceived<T>(
  blobs: Blobs,
  bytes: AsyncIterable<Uint8Array>,
  run: (file: string) => Promise<T>,
): Promise<T | null> {
  const arrived = await blobs.receive(bytes, ATTACHMENT_LIMITS.bytes);
  if (arrived === null) return null;
  try {
    return await run(arrived.path);
  } finally {
    await blobs.discard(arrived);
  }
}

function notReadSentence(name: string): string {
  return `“${name}” could not be looked through for names to watch for, so nothing was published. Try again in a minute; if it happens twice, attach it again.`;
}

function tooLargeSentence(name: string, { left, full }: UploadRoom, most: number): string {
  if (left < most) {
    return `“${name}” is larger than the ${sizeText(left)} that are left for files here. ${NOTHING} ${full}`;
  }
  const parts = most === ATTACHMENT_LIMITS.bytes ? " Add it in parts." : "";
  return `“${name}” is larger than ${sizeText(most)}, the most that a file may be. ${NOTHING}${parts}`;
}

function enoughSentence(name: string): string {
  return `${UPLOADS_AT_ONCE} other files of yours are still on their way, so “${name}” was not stored. Add it when they are done.`;
}

const NOTHING = "Nothing of it was stored.";
const BUSY =
  "Too many files are being looked through at this moment, so nothing was stored. Try again in a minute.";
const TOO_COSTLY =
  "took more time or memory to look through than it may, so nothing of it was stored. Print it to a new PDF, or add it in parts.";
