import type { LayoutProfile } from "#app/domain/document.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import type { FilingFields } from "#app/document/details/filing-fields.ts";

/** What a PDF is of, as long as it is not the filed one. Printed on every page. */
export type Marking =
  | ({ readonly kind: "draft"; readonly change: number } & LeftOut)
  /** A draft that is looked at while people type: no number that changes with every key. */
  | ({ readonly kind: "preview" } & LeftOut)
  /** `sha256` in hexadecimal. */
  | { readonly kind: "version"; readonly number: number; readonly sha256: string };

/** How much of a draft the pages leave out because it can't be shown; absent where it is nothing. */
interface LeftOut {
  readonly leftOut?: number;
}

/** Everything that the pages depend on. The same input gives the same bytes. */
export interface TypesetInput {
  readonly prose: ProseJSON;
  readonly facts: DocumentDetails;
  readonly layoutProfile: LayoutProfile;
  /** Null for the filed document alone, which must be whole: nothing missing, nothing dangling. */
  readonly marking: Marking | null;
  /** What is filled in at filing; null until then. */
  readonly filing: FilingFields | null;
  /** The PDF's title and, on a letter, what the continuation pages are called. */
  readonly title: string;
  /** BCP 47: "en" or "en-US", "es". */
  readonly language: string;
  /** When the text was pinned or filed: the PDF's date, of which the day counts (UTC). */
  readonly createdAt: Date;
  /**
   * For looking at while typing: the check against PDF/UA-1 is left out, which halves the time.
   * What people are handed is never a preview.
   */
  readonly preview?: boolean;
  /** Whether headings carry numbers (I., A., 1., a.). */
  readonly numberHeadings?: boolean;
}

/** The words of the marking, as every page carries them. */
export function markingText(marking: Marking): string {
  switch (marking.kind) {
    case "draft":
      return `Draft, as of change ${marking.change} · not filed${leftOutWords(marking)}`;
    case "preview":
      return `Draft · not filed${leftOutWords(marking)}`;
    case "version":
      return `Version ${marking.number} · sha256 ${marking.sha256.slice(0, 12)} · not filed`;
  }
}

function leftOutWords({ leftOut = 0 }: LeftOut): string {
  if (leftOut === 0) return "";
  return leftOut === 1
    ? " · 1 thing that can't be shown is left out"
    : ` · ${leftOut} things that can't be shown are left out`;
}
