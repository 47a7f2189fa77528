import path from "node:path";
import type { ExhibitFile } from "../../app/domain/exhibit";
import { done, refuse, type Outcome } from "../../app/domain/refusal";
import { faultSentence, tooLargeSentence, type ExhibitDatum } from "./inspection";
import { createInspector, type InspectorOptions } from "./inspector";
import { createExhibitStore } from "./store";

/** Exhibits' PDFs: taken in, looked through, kept by the hash of their bytes. */
export interface Exhibits {
  /**
   * Takes a PDF in as it arrives, looks through it and keeps it. Refuses with a sentence that names
   * the file what is too large (`too-large`), is no PDF that can be printed (`bad-input`), or comes
   * while too many wait (`unavailable`); nothing of it is stored then.
   */
  add(fileName: string, bytes: AsyncIterable<Uint8Array>): Promise<Outcome<ExhibitFile>>;
  /** The bytes; null where they are missing or damaged. */
  pdf(sha256: string): Promise<Uint8Array | null>;
  /** What looks private in its text; null where that could not be found out. */
  privateData(sha256: string): Promise<readonly ExhibitDatum[] | null>;
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
  const found = new Map<string, readonly ExhibitDatum[]>();
  return {
    async add(fileName, bytes) {
      const arrived = await store.take(bytes);
      if (arrived === null) return refuse("too-large", tooLargeSentence(fileName));
      try {
        const inspection = await inspector.inspect(arrived.path);
        if (inspection === null) return refuse("unavailable", BUSY);
        if (!inspection.ok) return refuse("bad-input", faultSentence(fileName, inspection));
        await store.keep(arrived, inspection.texts);
        const { sha256 } = arrived;
        return done({ sha256, pages: inspection.pages, bytes: arrived.bytes });
      } finally {
        // Moved away where it was kept; nothing is left of what was refused.
        await store.discard(arrived);
      }
    },
    pdf: store.pdf,
    async privateData(sha256) {
      const known = found.get(sha256);
      if (known) return known;
      const file = await store.textFile(sha256);
      const data = file === null ? null : await inspector.scan(file);
      if (data) {
        if (found.size >= SCANS_KEPT) found.clear();
        found.set(sha256, data);
      }
      return data;
    },
    close: () => inspector.close(),
  };
}

/** What was found in so many files is remembered: a content never changes. */
const SCANS_KEPT = 1_000;

const BUSY =
  "Too many files are being looked through at this moment, so nothing was stored. Try again in a minute.";
