import { attachmentName, typeProblem } from "#app/domain/attachment.ts";
import { EXHIBIT_LIMITS, type ExhibitFile } from "#app/domain/exhibit.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Requester } from "#server/workers/queue-key.ts";
import { refusedTask } from "#server/workers/task-refusal.ts";
import {
  clipped,
  faultSentence,
  tooCostlySentence,
  tooLargeSentence,
  type ExhibitScan,
} from "./inspection.ts";
import { createInspector, type InspectorOptions } from "./inspector.ts";
import type { PageTexts } from "./page-texts.ts";
import type { Blobs } from "#server/blobs/index.ts";
import { answered, notStoredSentence, StorageProblem } from "#server/blobs/problem.ts";
import { storedIn, type UploadRoom } from "#server/upload-room.ts";
import { createUploadSlots, UPLOADS_AT_ONCE } from "#server/upload-slots.ts";
import { sha256 as digest } from "#server/digest.ts";
import { TooMuchWaits } from "#server/workers/problems.ts";

/** The PDFs of exhibits: received, inspected, and stored by their hash. */
export interface Exhibits {
  /**
   * Receives a PDF as a stream, inspects and stores it. Refuses, with a sentence that names the
   * file, one that is too large (`too-large`), isn't a printable PDF (`bad-input`), or arrives
   * while too many wait, of this person or in all, or the store fails (`unavailable`); nothing of it
   * is stored then. `our-fault` blames no file.
   * @param by who adds it: organizations take turns.
   */
  add(
    by: Requester,
    fileName: string,
    bytes: AsyncIterable<Uint8Array>,
    room: UploadRoom,
  ): Promise<Outcome<ExhibitFile>>;
  /**
   * The private data in its text, and the pages without searchable text; refuses `unavailable` if
   * the search failed. `by` is the requester, `watched` the names to watch for (L68).
   */
  scan(by: string, sha256: string, watched: readonly string[]): Promise<Outcome<ExhibitScan>>;
  /** Deletes everything derived from a deleted PDF. */
  forget(sha256: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts its processes on demand. */
export function createExhibits(
  options: InspectorOptions & { readonly blobs: Blobs; readonly texts: PageTexts },
): Exhibits {
  const { blobs, texts } = options;
  const inspector = createInspector(options);
  const scans = new Map<string, ExhibitScan>();
  const scansUnderway = new Map<string, Promise<Outcome<ExhibitScan>>>();
  const inSlot = createUploadSlots();
  const remember = (key: string, scan: ExhibitScan) => {
    if (scans.size >= SCANS_KEPT) scans.clear();
    scans.set(key, scan);
  };

  async function scanAnew(
    by: string,
    sha256: string,
    watched: readonly string[],
  ): Promise<Outcome<ExhibitScan>> {
    const known = await texts.file(sha256);
    if (known === null) {
      const read = await readAnew(by, sha256);
      if (!read.ok || watched.length === 0) return read;
    }
    const file = known ?? (await texts.file(sha256));
    if (file === null) return NOT_READ.tooCostly;
    const scan = await inspector.scan(by, file, watched);
    if (!scan.ok) return refusedTask(scan.refusal, NOT_READ);
    remember(scanKey(sha256, watched), scan.value);
    return scan;
  }

  /** The text of the pages is missing, for example after restoring only the PDFs. */
  async function readAnew(by: string, sha256: string): Promise<Outcome<ExhibitScan>> {
    const inspected = await blobs
      .withFiles([sha256], by, async ({ [sha256]: file }) =>
        file === undefined ? null : inspector.inspect(by, file),
      )
      .catch((error: unknown) => {
        if (error instanceof StorageProblem || error instanceof TooMuchWaits) return null;
        throw error;
      });
    if (inspected === null) return NOT_READ.tooCostly;
    if (!inspected.ok) return refusedTask(inspected.refusal, NOT_READ);
    if (!inspected.value.ok) return NOT_READ.tooCostly;
    await texts.keep(sha256, inspected.value.texts);
    remember(scanKey(sha256, []), inspected.value.scan);
    return done(inspected.value.scan);
  }

  async function take(
    by: Requester,
    fileName: string,
    bytes: AsyncIterable<Uint8Array>,
    room: UploadRoom,
  ) {
    // Whatever it holds, it would be kept and handed on under a name that promises something else.
    if (typeProblem(attachmentName(fileName), "application/pdf") !== null) {
      return refuse("bad-input", faultSentence(fileName, { why: "not-a-pdf" }));
    }
    const arrived = await blobs.receive(bytes, Math.min(room.left, EXHIBIT_LIMITS.bytes));
    if (arrived === null) {
      const why = tooLargeSentence(fileName, room.left);
      return refuse("too-large", room.left < EXHIBIT_LIMITS.bytes ? `${why} ${room.full}` : why);
    }
    try {
      const inspected = await inspector.inspect(by.queueKey, arrived.path);
      if (!inspected.ok) {
        const tooCostly = refuse("bad-input", tooCostlySentence(fileName));
        return refusedTask(inspected.refusal, { tooCostly, busy: BUSY });
      }
      const inspection = inspected.value;
      if (!inspection.ok) return refuse("bad-input", faultSentence(fileName, inspection));
      const { sha256 } = arrived;
      const stored = await storedIn(room, arrived, async () => {
        await texts.keep(sha256, inspection.texts);
        return answered(blobs.put(arrived), notStoredSentence(clipped(fileName)));
      });
      if (!stored.ok) return stored;
      remember(scanKey(sha256, []), inspection.scan);
      return done({ sha256, pages: inspection.pages, bytes: arrived.bytes });
    } finally {
      // Already moved where it was stored; deletes a refused file.
      await blobs.discard(arrived);
    }
  }

  return {
    add: async (by, fileName, bytes, room) =>
      (await inSlot(by.userId, () => take(by, fileName, bytes, room))) ??
      refuse("unavailable", enoughSentence(fileName)),
    async scan(by, sha256, watched) {
      const key = scanKey(sha256, watched);
      const known = scans.get(key);
      if (known) return done(known);
      // Concurrent requests share one search.
      const started = scansUnderway.get(key) ?? scanAnew(by, sha256, watched);
      scansUnderway.set(key, started);
      return started.finally(() => scansUnderway.delete(key));
    },
    async forget(sha256) {
      for (const key of scans.keys()) if (key.startsWith(sha256)) scans.delete(key);
      await texts.delete(sha256);
    },
    close: () => inspector.close(),
  };
}

/** Names all that a search depends on: the PDF, and the names, of which only a hash stays in memory. */
function scanKey(file: string, watched: readonly string[]): string {
  return watched.length === 0 ? file : `${file} ${digest(JSON.stringify(watched))}`;
}

/** The number of cached results; the content of a hash never changes. */
const SCANS_KEPT = 1_000;

function enoughSentence(fileName: string): string {
  return `${UPLOADS_AT_ONCE} other files of yours are still being looked through, so “${clipped(fileName)}” was not stored. Add it when they are done.`;
}

/** Whatever the reason, the same is to be done. */
const NOT_READ = {
  tooCostly: refuse("unavailable"),
  busy: refuse("unavailable").refusal.sentence,
};
const BUSY =
  "Too many files are being looked through at this moment, so nothing was stored. Try again in a minute.";
