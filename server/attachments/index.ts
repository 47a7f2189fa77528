import {
  ATTACHMENT_LIMITS,
  attachmentName,
  typeProblem,
  type AttachmentScan,
} from "#app/domain/attachment.ts";
import { sizeInWords } from "#app/domain/exhibit.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Blobs } from "#server/blobs/index.ts";
import { createAttachmentReader, type AttachmentReaderOptions } from "./reader.ts";

/** A file that was taken in and is stored. */
export interface StoredAttachment {
  readonly sha256: string;
  readonly bytes: number;
  /** As it is kept: without folders and signs that nobody sees. */
  readonly name: string;
  readonly mediaType: string;
  readonly scan: AttachmentScan;
}

/** Files beside the papers: taken in as they arrive, looked through, stored by their hash. */
export interface Attachments {
  /**
   * Refuses, with a sentence that names the file and says that nothing of it is stored, what has more
   * than `most` bytes (`too-large`), is not what its name says or of a kind that is not kept
   * (`bad-input`), or comes while too many wait (`unavailable`).
   * @param by the id of whoever adds it: people take turns.
   * @param most bytes: what the quota still leaves.
   */
  add(
    by: string,
    fileName: string,
    bytes: AsyncIterable<Uint8Array>,
    most: number,
  ): Promise<Outcome<StoredAttachment>>;
  close(): Promise<void>;
}

/** How many files of one person may be on their way at once. */
const AT_ONCE = 3;

/** Starts no process before there is work. */
export function createAttachments(
  options: AttachmentReaderOptions & { readonly blobs: Blobs },
): Attachments {
  const { blobs } = options;
  const reader = createAttachmentReader(options);
  const arriving = new Map<string, number>();

  async function take(
    by: string,
    name: string,
    bytes: AsyncIterable<Uint8Array>,
    most: number,
  ): Promise<Outcome<StoredAttachment>> {
    const limit = Math.min(most, ATTACHMENT_LIMITS.bytes);
    const arrived = await blobs.receive(bytes, limit);
    if (arrived === null) return refuse("too-large", tooLargeSentence(name, most));
    try {
      if (arrived.bytes === 0) return refuse("bad-input", `“${name}” is empty. ${NOTHING}`);
      const reading = await reader.read(by, arrived.path, name);
      if (reading === "busy") return refuse("unavailable", BUSY);
      if (reading === "too-costly") return refuse("bad-input", `“${name}” ${TOO_COSTLY}`);
      const problem = typeProblem(name, reading.mediaType);
      if (problem !== null) return refuse("bad-input", `“${name}” ${problem} ${NOTHING}`);
      await blobs.put(arrived);
      return done({ sha256: arrived.sha256, bytes: arrived.bytes, name, ...reading });
    } finally {
      // Moved away where it was stored; nothing is left of what was refused.
      await blobs.discard(arrived);
    }
  }

  return {
    async add(by, fileName, bytes, most) {
      const name = attachmentName(fileName);
      const already = arriving.get(by) ?? 0;
      if (already >= AT_ONCE) {
        return refuse(
          "unavailable",
          `${AT_ONCE} other files of yours are still on their way, so “${name}” was not stored. Add it when they are done.`,
        );
      }
      arriving.set(by, already + 1);
      try {
        return await take(by, name, bytes, most);
      } finally {
        const left = (arriving.get(by) ?? 1) - 1;
        if (left > 0) arriving.set(by, left);
        else arriving.delete(by);
      }
    },
    close: () => reader.close(),
  };
}

function tooLargeSentence(name: string, most: number): string {
  return most < ATTACHMENT_LIMITS.bytes
    ? `“${name}” is larger than the ${sizeInWords(Math.max(0, most))} that are left for files here. ${NOTHING} Remove files that are no longer needed, or ask whoever runs this workspace for more room.`
    : `“${name}” is larger than ${sizeInWords(ATTACHMENT_LIMITS.bytes)}, the most that a file may be. ${NOTHING} Add it in parts.`;
}

const NOTHING = "Nothing of it was stored.";
const BUSY =
  "Too many files are being looked through at this moment, so nothing was stored. Try again in a minute.";
const TOO_COSTLY =
  "took more time or memory to look through than it may, so nothing of it was stored. Print it to a new PDF, or add it in parts.";
