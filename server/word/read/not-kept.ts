/** Parts of Word files that our text has no place for. */
export const NOT_KEPT_KINDS = [
  "header",
  "footer",
  "section",
  "column-break",
  "text-box",
  "content-control",
  "field",
  "contents",
  "reference-words",
  "uncited",
  "picture",
  "drawing",
  "object",
  "equation",
  "symbol",
  "ruby",
  "endnote",
  "note-mark",
  "lost-note",
  "comment",
  "hidden-text",
  "link",
  "nested-table",
  "wide-table",
  "page-break-in-table",
  "number",
  "heading-number",
  "deep-level",
  "format-change",
  "cell-change",
  "other-document",
  "macros",
  "embedded-file",
  "protection",
  "control-character",
] as const;
type NotKeptKind = (typeof NOT_KEPT_KINDS)[number];

interface NotKeptPlace {
  /** The index of the block in `text.blocks` where it stands; null outside the text. */
  readonly block: number | null;
  /** The words that are not in the text, or what describes it; empty for none. */
  readonly words: string;
}

export interface NotKept {
  readonly kind: NotKeptKind;
  readonly count: number;
  readonly places: readonly NotKeptPlace[];
}

/** One of a kind, several of it, and what became of it. */
const LABELS: Readonly<Record<NotKeptKind, readonly [one: string, several: string, fate: string]>> =
  {
    header: ["header", "headers", "left out"],
    footer: ["footer", "footers", "left out"],
    section: ["section break", "section breaks", "left out"],
    "column-break": ["column break", "column breaks", "now a line break"],
    "text-box": ["text box", "text boxes", "its words now stand below its paragraph"],
    "content-control": ["form control", "form controls", "its words stay as plain text"],
    field: ["field", "fields", "its words stay as they were last shown"],
    contents: ["table of contents", "tables of contents", "left out"],
    "reference-words": ["word before a reference", "words before references", "now part of it"],
    uncited: [
      "reference to what has no number now",
      "references to what has no number now",
      "in a new draft it is the words that it showed last; beside the document that the file left from, it stays a reference",
    ],
    picture: ["picture", "pictures", "left out"],
    drawing: ["drawing", "drawings", "left out"],
    object: ["embedded object", "embedded objects", "left out"],
    equation: ["equation", "equations", "left out"],
    symbol: ["symbol of a typeface", "symbols of a typeface", "left out"],
    ruby: ["reading above a word", "readings above words", "left out"],
    endnote: ["endnote", "endnotes", "now a footnote"],
    "note-mark": ["mark of a note", "marks of notes", "now a number"],
    "lost-note": ["note without a place", "notes without a place", "left out"],
    comment: ["comment without a place", "comments without a place", "left out"],
    "hidden-text": ["piece of hidden text", "pieces of hidden text", "left out"],
    link: ["link that can’t be followed", "links that can’t be followed", "its words stay"],
    "nested-table": ["table in a table", "tables in tables", "its cells are now paragraphs"],
    "wide-table": ["table of too many columns", "tables of too many columns", "its cells joined"],
    "page-break-in-table": ["page break in a table", "page breaks in tables", "left out"],
    number: ["number", "numbers", "left out"],
    "heading-number": ["number of a heading", "numbers of headings", "left out"],
    "deep-level": ["level deeper than ours", "levels deeper than ours", "now our deepest"],
    "format-change": [
      "tracked change of looks",
      "tracked changes of looks",
      "left out: looks follow the document’s layout",
    ],
    "cell-change": ["tracked change of a cell", "tracked changes of cells", "only its words"],
    "other-document": ["document that is linked in", "documents that are linked in", "left out"],
    macros: ["set of macros", "sets of macros", "left out, and never run"],
    "embedded-file": ["file inside the file", "files inside the file", "left out"],
    protection: ["protection against changes", "protections against changes", "left out"],
    "control-character": [
      "character that no page shows",
      "characters that no page shows",
      "left out",
    ],
  };

/** "3 text boxes: its words now stand below its paragraph" as a line of the report. */
export function notKeptLabel({ kind, count }: Pick<NotKept, "kind" | "count">): string {
  const [one, several, fate] = LABELS[kind];
  return `${count} ${count === 1 ? one : several} (${fate})`;
}

/** Counts what is not kept while a file is read. `P` is what a place is until the blocks are known. */
export class NotKeptList<P extends object> {
  readonly #found = new Map<NotKeptKind, { readonly place: P | null; readonly words: string }[]>();

  add(kind: NotKeptKind, place: P | null, words = ""): void {
    const places = this.#found.get(kind);
    if (places) places.push({ place, words });
    else this.#found.set(kind, [{ place, words }]);
  }

  /** In the order of NOT_KEPT_KINDS. */
  all(blockOf: (place: P) => number | null): NotKept[] {
    return NOT_KEPT_KINDS.flatMap((kind) => {
      const found = this.#found.get(kind);
      if (found === undefined) return [];
      const places = found.map(({ place, words }) => ({
        block: place === null ? null : blockOf(place),
        words,
      }));
      return [{ kind, count: places.length, places }];
    });
  }
}
