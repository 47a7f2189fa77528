import path from "node:path";
import type { ExhibitFile } from "#app/domain/exhibit.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { clipped, faultSentence, tooLargeSentence, type ExhibitScan } from "./inspection.ts";
import { createInspector, type InspectorOptions } from "./inspector.ts";
import { createExhibitStore } from "./store.ts";

/** Exhibits' PDFs: taken in, looked through, kept by the hash of their bytes. */
export interface Exhibits {
  /**
   * Takes a PDF in as it arrives, looks through it and keeps it. Refuses with a sentence that names
   * the file what is too large (`too-large`), is no PDF that can be printed (`bad-input`), or comes
   * while too many wait, of this person or in all (`unavailable`); nothing of it is stored then.
   * @param by the id of whoever adds it: people take turns.
   */
  add(
    by: string,
    fileName: string,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<Outcome<ExhibitFile>>;
  /** The bytes; null where they are missing or damaged. */
  pdf(sha256: string): Promise<Uint8Array | null>;
  /**
   * What looks private in its text, and which pages hold none; null where that could not be found
   * out. `by` is whoever asks.
   */
  scan(by: string, sha256: string): Promise<ExhibitScan | null>;
  /**
   * Deletes what nothing has referred to for 30 days, and answers its hashes. `usedAmong` answers which
   * of the files something refers to.
   */
  sweep(
    usedAmong: (kept: readonly string[]) => Promise<ReadonlySet<string>>,
    now: Date,
  ): Promise<string[]>;
  close(): Promise<void>;
}

/** Where exhibits lie in DATA_DIR. */
export function exhibitsFolderIn(dataDir: string): string {
  return path.join(dataDir, "exhibits");
}

/** Starts no process before there is work. `folder` is made when the first file arrives. */
export function createExhibits(options: InspectorOptions & { readonly folder: string }): Exhibits {
  const store = createExhibitStore(options.folder);
  const inspector = createInspector(options);
  const scans = new Map<string, ExhibitScan>();
  const scanning = new Map<string, Promise<ExhibitScan | null>>();
  const arriving = new Map<string, number>();
  const remember = (sha256: string, scan: ExhibitScan) => {
    if (scans.size >= SCANS_KEPT) scans.clear();
    scans.set(sha256, scan);
  };

  async function scanAnew(by: string, sha256: string): Promise<ExhibitScan | null> {
    const file = await store.textFile(sha256);
    const scan = file === null ? null : await inspector.scan(by, file);
    if (scan) remember(sha256, scan);
    return scan;
  }

  async function take(by: string, fileName: string, bytes: AsyncIterable<Uint8Array>) {
    const arrived = await store.take(bytes);
    if (arrived === null) return refuse("too-large", tooLargeSentence(fileName));
    try {
      const inspection = await inspector.inspect(by, arrived.path);
      if (inspection === null) return refuse("unavailable", BUSY);
      if (!inspection.ok) return refuse("bad-input", faultSentence(fileName, inspection));
      await store.keep(arrived, inspection.texts);
      const { sha256 } = arrived;
      remember(sha256, inspection.scan);
      return done({ sha256, pages: inspection.pages, bytes: arrived.bytes });
    } finally {
      // Moved away where it was kept; nothing is left of what was refused.
      await store.discard(arrived);
    }
  }

  return {
    async add(by, fileName, bytes) {
      const already = arriving.get(by) ?? 0;
      if (already >= AT_ONCE) return refuse("unavailable", enoughSentence(fileName));
      arriving.set(by, already + 1);
      try {
        return await take(by, fileName, bytes);
      } finally {
        const left = (arriving.get(by) ?? 1) - 1;
        if (left > 0) arriving.set(by, left);
        else arriving.delete(by);
      }
    },
    pdf: store.pdf,
    async scan(by, sha256) {
      const known = scans.get(sha256);
      if (known) return known;
      // Whoever asks meanwhile shares the answer.
      const started = scanning.get(sha256) ?? scanAnew(by, sha256);
      scanning.set(sha256, started);
      return started.finally(() => scanning.delete(sha256));
    },
    async sweep(usedAmong, now) {
      const kept = await store.kept();
      const used = await usedAmong(kept);
      const deleted: string[] = [];
      for (const sha256 of kept) {
        if (used.has(sha256)) await store.used(sha256);
        else if (await store.unused(sha256, now, GRACE_MS)) deleted.push(sha256);
      }
      for (const sha256 of deleted) scans.delete(sha256);
      return deleted;
    },
    close: () => inspector.close(),
  };
}

/** What was found in so many files is remembered: a content never changes. */
const SCANS_KEPT = 1_000;

/** How long a file stays that nothing refers to: an exhibit taken out by mistake can be added again. */
const GRACE_MS = 30 * 24 * 60 * 60 * 1000;

/** How many files of one person may be on their way at once. */
const AT_ONCE = 3;

function enoughSentence(fileName: string): string {
  return `${AT_ONCE} other files of yours are still being looked through, so “${clipped(fileName)}” was not stored. Add it when they are done.`;
}

const BUSY =
  "Too many files are being looked through at this moment, so nothing was stored. Try again in a minute.";
