/**
 * The two fates of tracked changes (word.md W4, W8): the text with all of them, and without, by the rules
 * by which Word takes and refuses them.
 */
import type { MarkJSON, ProseNode } from "#app/document/prose.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import type {
  RevisedCell,
  RevisedInline,
  RevisedParagraph,
  RevisedRow,
  RevisedTable,
  RevisedText,
  Tracked,
} from "./revised.ts";

/**
 * Decides what becomes of a text's changes, one by one. A part that two changes touch is there only where
 * both let it be.
 */
export interface FateChoice {
  /** Whether the change of this number is taken: inserted words stay, deleted ones go. */
  readonly isTaken: (revision: number) => boolean;
  /** Whether it is the earlier text: blocks have the ids that they had. */
  readonly isBefore?: boolean;
}

/**
 * The blocks of the text with all tracked changes taken, in the form of a version (canonical.ts). Ids stay
 * where the text has them. Throws a ProseError for content that a version can't have.
 */
export function accepted(text: RevisedText): ProseNode[] {
  return resolved(text, { isTaken: () => true });
}

/** The blocks of the text without any tracked change; throws as `accepted` does. */
export function rejected(text: RevisedText): ProseNode[] {
  return resolved(text, { isTaken: () => false, isBefore: true });
}

/**
 * The blocks of the text with some of its changes taken and the others refused; throws as `accepted` does.
 * A deleted end of a paragraph joins it with the following one, whose look survives. A paragraph of which
 * nothing is left is gone; but the last one of a cell, or of a text behind another paragraph, stays empty,
 * since there is none that it could join.
 */
export function resolved(text: RevisedText, choice: FateChoice): ProseNode[] {
  return canonicalBlocks(resolvedBlocks(text, choice).map(({ node }) => node));
}

/** Blocks in the form of a version; an empty paragraph for no blocks, since no text is without one. */
export function canonicalBlocks(blocks: readonly ProseNode[]): ProseNode[] {
  const content = blocks.length > 0 ? blocks : [{ type: "block" as const }];
  return [...canonicalProse({ type: "doc", content }).content];
}

/** A block of the text with the key under which the file knows it. */
export interface KeyedBlock {
  readonly node: ProseNode;
  readonly key: string | null;
  /** Indexes of the blocks of the revised text that it is made of, first and last. */
  readonly from: number;
  readonly to: number;
  /** Of a table, the revision by which each of its rows came; null for one that was there. */
  readonly rows?: readonly (number | null)[];
}

/** The same with the keys, and as the file has it: not yet in the form of a version. */
export function resolvedBlocks(text: RevisedText, choice: FateChoice): KeyedBlock[] {
  const fates = new Fates(choice);
  const blocks: KeyedBlock[] = [];
  const joined = new JoinedParagraphs(fates);
  text.blocks.forEach((block, index) => {
    if (block.type === "paragraph") {
      blocks.push(...joined.add(block, index));
      return;
    }
    blocks.push(...joined.end({ staysEmpty: false }));
    if (block.type === "table") {
      const node = fates.table(block);
      const rows = block.rows.filter((row) => fates.isThere(row)).map(({ inserted }) => inserted);
      if (node) blocks.push({ node, key: block.key, from: index, to: index, rows });
    } else if (fates.isThere(block)) {
      blocks.push({ node: block.node, key: block.key, from: index, to: index });
    }
  });
  const before = text.blocks[(joined.start ?? 0) - 1];
  blocks.push(...joined.end({ staysEmpty: before === undefined || before.type === "paragraph" }));
  return blocks;
}

/** The paragraphs of a cell, likewise: the last one of them stays. */
export function resolvedInCell(
  paragraphs: readonly RevisedParagraph[],
  choice: FateChoice,
): KeyedBlock[] {
  const joined = new JoinedParagraphs(new Fates(choice));
  const blocks = paragraphs.flatMap((block, index) => joined.add(block, index));
  return [...blocks, ...joined.end({ staysEmpty: true })];
}

/** Whether a part is there. */
export function isThere({ inserted, deleted }: Tracked, { isTaken }: FateChoice): boolean {
  return (inserted === null || isTaken(inserted)) && (deleted === null || !isTaken(deleted));
}

/** Paragraphs of which the ends are gone, until one whose end stays. */
class JoinedParagraphs {
  private open: { readonly paragraph: RevisedParagraph; readonly content: readonly ProseNode[] }[] =
    [];
  start: number | null = null;
  private last = 0;

  constructor(private readonly fates: Fates) {}

  /** The paragraph with those before it, where its end stays; else it waits for the next. */
  add(paragraph: RevisedParagraph, index: number): KeyedBlock[] {
    this.open.push({ paragraph, content: this.fates.inline(paragraph.content) });
    this.start ??= index;
    this.last = index;
    return this.fates.isThere(paragraph.mark) ? this.end({ staysEmpty: true }) : [];
  }

  /** Makes one paragraph of those waiting. */
  end({ staysEmpty }: { readonly staysEmpty: boolean }): KeyedBlock[] {
    const { open, start } = this;
    const last = open.at(-1);
    this.open = [];
    this.start = null;
    if (!last || start === null) return [];
    const content = open.flatMap((one) => one.content);
    if (content.length === 0 && !staysEmpty) return [];
    // The look is the last one's; but it is the paragraph whose words are left.
    const withWords = open.filter((one) => one.content.length > 0).map((one) => one.paragraph);
    const names = [...withWords, last.paragraph];
    const ids = names.map((one) => this.fates.idOf(one));
    const attrs = {
      id: ids.find((id) => id !== null) ?? null,
      ...this.fates.shapeOf(last.paragraph),
    };
    const node: ProseNode = { type: "block", attrs, content };
    const key = names.map((one) => one.key).find((one) => one !== null) ?? null;
    return [{ node, key, from: start, to: this.last }];
  }
}

class Fates {
  constructor(readonly choice: FateChoice) {}

  isThere(fate: Tracked): boolean {
    return isThere(fate, this.choice);
  }

  private isNow(change: { readonly revision: number } | null): boolean {
    return change === null || this.choice.isTaken(change.revision);
  }

  shapeOf({ shape, reshaped }: RevisedParagraph): RevisedParagraph["shape"] {
    const { kind, level } = reshaped === null || this.isNow(reshaped) ? shape : reshaped.shape;
    return { kind, level };
  }

  idOf({ id, idBefore }: RevisedParagraph): string | null {
    return idBefore !== undefined && this.choice.isBefore === true ? idBefore : id;
  }

  inline(content: readonly RevisedInline[]): ProseNode[] {
    return content.filter((piece) => this.isThere(piece)).flatMap((piece) => this.piece(piece));
  }

  private piece({ node, restyled, note }: RevisedInline): ProseNode[] {
    if (node.type === "footnote") return [{ ...node, content: this.inline(note ?? []) }];
    if (node.type !== "text") return [node];
    if (node.text === "") return [];
    const isBefore = restyled !== null && !this.isNow(restyled);
    return [withMarks(node, isBefore ? restyled.marks : (node.marks ?? []))];
  }

  table({ rows }: RevisedTable): ProseNode | null {
    const areThere = rows.map((row) => this.isThere(row));
    const content = rows.flatMap((row, index) =>
      areThere[index] === true ? [this.row(row, areThere.slice(index))] : [],
    );
    return content.length > 0 ? { type: "table", content } : null;
  }

  /** @param areThere whether it and each row below it is there. */
  private row({ cells }: RevisedRow, areThere: readonly boolean[]): ProseNode {
    return { type: "tableRow", content: cells.map((cell) => this.cell(cell, areThere)) };
  }

  private cell(
    { isHeader, colspan, rowspan, blocks }: RevisedCell,
    areThere: readonly boolean[],
  ): ProseNode {
    const nodes = resolvedInCell(blocks, this.choice).map(({ node }) => node);
    // A cell across rows of which some are gone spans the others.
    const gone = areThere.slice(0, rowspan).filter((isThere) => !isThere).length;
    return {
      type: isHeader ? "tableHeader" : "tableCell",
      attrs: { colspan, rowspan: rowspan - gone, colwidth: null },
      content: nodes.length > 0 ? nodes : [{ type: "block" }],
    };
  }
}

function withMarks<T extends ProseNode>(node: T, marks: readonly MarkJSON[]): T {
  const { marks: _other, ...bare } = node;
  // The rest of the node is as it was.
  return (marks.length > 0 ? { ...bare, marks } : bare) as T;
}
