import type { FilingZone } from "./filing-zone.ts";

/** The requirements of a layout of pages besides its appearance, which its Typst template has. */
export interface Layout {
  /** As the screens and captions name it: "Letter", "Northern District of California". */
  readonly name: string;
  /** The rules for its pages, as a sentence. */
  readonly pageRules: string;
  /** The zone in which the day of a filing is counted (L24). */
  readonly filingZone: FilingZone;
  readonly pdf: PdfRules;
}

interface PdfRules {
  /** The largest accepted PDF, in bytes; null where no limit is known. */
  readonly limit: number | null;
  /** The recipient, as sentences name it. */
  readonly takenBy: string;
}
