import type { BlockShape } from "#app/document/nodes/kinds.ts";
import type { MarkJSON } from "#app/document/prose.ts";
import type {
  RevisedBlock,
  RevisedInline,
  RevisedParagraph,
  RevisedText,
  Tracked,
  WordComment,
} from "#app/document/word/revised.ts";

/** The revisions of these texts: Jane's and Ana's. */
const REVISIONS = [
  { author: "Jane Doe", at: "2026-11-12T09:30:00Z" },
  { author: "Ana Example", at: "2026-11-13T10:00:00Z" },
] as const;

const UNTOUCHED: Tracked = { inserted: null, deleted: null };
export const INSERTED: Tracked = { inserted: 0, deleted: null };
export const DELETED: Tracked = { inserted: null, deleted: 1 };
/** By one, and taken out again by the other. */
export const BOTH: Tracked = { inserted: 0, deleted: 1 };

export function text(words: string, fate = UNTOUCHED, marks: MarkJSON[] = []): RevisedInline {
  return { node: { type: "text", text: words, marks }, ...fate, restyled: null };
}

export function noted(...note: RevisedInline[]): RevisedInline {
  return { node: { type: "footnote", attrs: {} }, ...UNTOUCHED, restyled: null, note };
}

export function referring(...targets: string[]): RevisedInline {
  return {
    node: { type: "crossReference", attrs: { targets, ranges: [] } },
    ...UNTOUCHED,
    restyled: null,
  };
}

export interface SomeParagraph {
  readonly kind?: BlockShape["kind"];
  readonly level?: number;
  readonly id?: string;
  readonly key?: string;
  readonly mark?: Tracked;
  readonly reshaped?: RevisedParagraph["reshaped"];
}

export function paragraph(of: SomeParagraph, ...content: RevisedInline[]): RevisedParagraph {
  const { kind = "body", level = 1, id = null, key = null, mark = UNTOUCHED, reshaped = null } = of;
  return { type: "paragraph", id, key, shape: { kind, level }, reshaped, mark, content };
}

export function revised(...blocks: RevisedBlock[]): RevisedText {
  return { blocks, revisions: REVISIONS };
}

const cell = (...blocks: RevisedParagraph[]) => ({
  isHeader: false,
  colspan: 1,
  rowspan: 1,
  blocks,
});

/** A redline with every kind of change that there is. */
export const SAMPLE_REDLINE: RevisedText = revised(
  paragraph(
    { kind: "heading", reshaped: { shape: { kind: "heading", level: 2 }, revision: 0 } },
    text("The parties"),
  ),
  paragraph(
    { kind: "numbered", id: "p1" },
    text("The agency "),
    text("refused", DELETED),
    text("failed", INSERTED),
    text(" and "),
    text("never", BOTH),
    text("did not answer."),
    noted(text("See the "), text("old ", DELETED), text("new ", INSERTED), text("letter.")),
  ),
  paragraph({ kind: "numbered", mark: DELETED }, text("This whole paragraph goes.", DELETED)),
  paragraph({ kind: "numbered", mark: INSERTED }, text("This whole paragraph came.", INSERTED)),
  paragraph({ kind: "numbered", mark: BOTH }, text("Came and went.", BOTH)),
  paragraph({ kind: "numbered", mark: INSERTED }, text("One that was split")),
  paragraph({ kind: "quote" }, text(" in two.")),
  paragraph({ kind: "body", mark: DELETED }, text("One that is joined")),
  paragraph({ kind: "heading", level: 3 }, text(" with the next.")),
  paragraph(
    { reshaped: { shape: { kind: "ordered", level: 1 }, revision: 1 } },
    { ...text("Bold now", UNTOUCHED, [{ type: "bold" }]), restyled: { marks: [], revision: 0 } },
    text(" and "),
    {
      ...text("linked now", UNTOUCHED, [{ type: "link", attrs: { href: "https://example.org/" } }]),
      restyled: { marks: [], revision: 0 },
    },
    text("."),
  ),
  {
    type: "table",
    key: null,
    rows: [
      {
        ...UNTOUCHED,
        cells: [cell(paragraph({}, text("Kept"))), cell(paragraph({}, text("row")))],
      },
      { ...INSERTED, cells: [cell(paragraph({}, text("Came"))), cell(paragraph({}, text("row")))] },
      { ...DELETED, cells: [cell(paragraph({}, text("Went"))), cell(paragraph({}, text("row")))] },
    ],
  },
  { type: "other", key: null, node: { type: "pageBreak" }, ...INSERTED },
  { type: "other", key: null, node: { type: "exhibit", attrs: { id: "request" } }, ...DELETED },
  paragraph({}, text("See "), referring("p1"), text(".")),
);

/** A thread with a reply, and one that is done. */
export const SAMPLE_COMMENTS: readonly WordComment[] = [
  {
    id: 0,
    author: "Jane Doe",
    at: "2026-11-12T09:31:00Z",
    text: "Is that so?\nSee the letter.",
    parent: null,
    isDone: false,
    from: { block: 1, cell: null, offset: 4 },
    to: { block: 1, cell: null, offset: 10 },
  },
  {
    id: 1,
    author: "Ana Example",
    at: "2026-11-12T10:00:00Z",
    text: "It is.",
    parent: 0,
    isDone: false,
    from: { block: 1, cell: null, offset: 4 },
    to: { block: 1, cell: null, offset: 10 },
  },
  {
    id: 2,
    author: "Ana Example",
    at: null,
    text: "Settled",
    parent: null,
    isDone: true,
    from: { block: 6, cell: null, offset: 0 },
    to: { block: 8, cell: null, offset: 3 },
  },
];

/** The paragraphs that a text has with all of its changes, or without. */
export function settledLines({ blocks }: RevisedText, side: "newer" | "older"): string[] {
  const lives = ({ inserted, deleted }: Tracked) =>
    side === "newer" ? deleted === null : inserted === null;
  const lines: string[] = [];
  let before = "";
  for (const block of blocks) {
    if (block.type === "paragraph") {
      before += block.content
        .filter(lives)
        .map(({ node }) => (node.type === "hardBreak" ? "\n" : (node.text ?? "")))
        .join("");
      if (!lives(block.mark)) continue;
      lines.push(before);
      before = "";
    } else if (block.type === "table") {
      for (const { cells } of block.rows.filter(lives)) {
        for (const one of cells) {
          lines.push(...settledLines({ blocks: one.blocks, revisions: [] }, side));
        }
      }
    }
  }
  return lines;
}
