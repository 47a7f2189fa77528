import type { HelpPageName } from "./pages.ts";

/** A piece of a sentence. Nothing in it is markup: what shows it decides how. */
export type HelpInline =
  | { readonly kind: "words"; readonly words: string }
  | { readonly kind: "strong" | "emphasis"; readonly pieces: readonly HelpInline[] }
  | { readonly kind: "code"; readonly words: string }
  | { readonly kind: "link"; readonly to: string; readonly pieces: readonly HelpInline[] };

export type HelpBlock =
  | { readonly kind: "heading"; readonly id: string; readonly words: string }
  | { readonly kind: "paragraph" | "note"; readonly pieces: readonly HelpInline[] }
  | {
      readonly kind: "list";
      readonly isOrdered: boolean;
      readonly items: readonly (readonly HelpInline[])[];
    }
  | {
      readonly kind: "table";
      readonly head: readonly (readonly HelpInline[])[];
      readonly rows: readonly (readonly (readonly HelpInline[])[])[];
    }
  | { readonly kind: "picture"; readonly file: string; readonly alt: string };

/** One page of the help, as read from its file. */
export interface HelpText {
  readonly name: HelpPageName;
  readonly title: string;
  /** The first paragraph: says what the page is about. */
  readonly lead: string;
  readonly blocks: readonly HelpBlock[];
}

/** The words of pieces, without how they look. */
export function textOfHelp(pieces: readonly HelpInline[]): string {
  return pieces
    .map((piece) => ("pieces" in piece ? textOfHelp(piece.pieces) : piece.words))
    .join("");
}
