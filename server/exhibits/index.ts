import path from "node:path";
import type { ExhibitFile } from "../../app/domain/exhibit";
import { done, refuse, type Outcome } from "../../app/domain/refusal";
import { faultSentence, tooLargeSentence } from "./inspection";
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
  /** The text of each page; null where it is missing. */
  texts(sha256: string): Promise<readonly string[] | null>;
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
    texts: store.texts,
    close: () => inspector.close(),
  };
}

const BUSY =
  "Too many files are being looked through at this moment, so nothing was stored. Try again in a minute.";
