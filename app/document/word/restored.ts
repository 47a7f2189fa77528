import type { Effort } from "#app/document/comparison/effort.ts";
import { comparedRuns, replaced, type ComparedToken } from "#app/document/comparison/runs.ts";
import { stable } from "#app/document/comparison/stable.ts";
import { tokensOf } from "#app/document/comparison/tokens.ts";
import { referenceOf } from "#app/document/nodes/reference.ts";
import type { ProseNode } from "#app/document/prose.ts";

export interface RestoreTools {
  readonly effort: Effort;
  /** The words that a field or a reference of the text that left printed there; null for none. */
  readonly printed: (node: ProseNode) => string | null;
  /** Whether an id is that of a place of either text. */
  readonly isPlace: (id: string) => boolean;
}

/** A word or a node of a block. */
interface PlacedToken extends ComparedToken {
  readonly node: ProseNode;
  /** Of a word that a node printed: that node, and all its words. */
  readonly printedBy: { readonly node: ProseNode; readonly words: string } | null;
}

/** The longest edit script within one block that is searched for, in tokens: as of a redline. */
const LONGEST_EDIT = 1_200;

/**
 * A block that came back, with what a file can't hold as it left: ids of footnotes, ranges of references,
 * fields that came back as their words. Its words and marks are those that came back.
 */
export function restoredBlock(left: ProseNode, back: ProseNode, tools: RestoreTools): ProseNode {
  if (stable(left.content ?? []) === stable(back.content ?? [])) return back;
  return { ...back, content: restoredContent(left, back, tools) } as ProseNode;
}

function restoredContent(left: ProseNode, back: ProseNode, tools: RestoreTools): ProseNode[] {
  const content = new RestoredContent();
  const olds = tokensIn(left, atomsOf(back), tools);
  const news = tokensIn(back, null, tools);
  const found = comparedRuns(olds, news, tools.effort, LONGEST_EDIT);
  for (const { alike, before, after } of found ?? replaced(olds, news)) {
    if (alike) {
      after.forEach((token, index) => content.addAlike(token, before[index]));
      continue;
    }
    content.endText();
    const of = (type: ProseNode["type"]) =>
      before.filter(({ node }) => node.type === type).map(({ node }) => node);
    const [notes, references] = [of("footnote"), of("crossReference")];
    for (const { node } of after) {
      const note = node.type === "footnote" ? notes.shift() : undefined;
      const reference = node.type === "crossReference" ? references.shift() : undefined;
      if (note) {
        const inner = restoredContent(note, node, tools);
        content.nodes.push({ ...note, content: inner } as ProseNode);
      } else
        content.nodes.push(reference && isSameReference(reference, node, tools) ? reference : node);
    }
  }
  content.endText();
  return content.nodes;
}

/**
 * A file only has the numbers that a reference prints. Of a place that is there twice, gone and new, it may
 * mean either; one that can't be cited is only said to be gone.
 */
function isSameReference(left: ProseNode, back: ProseNode, tools: RestoreTools): boolean {
  const { targets } = referenceOf(back.attrs);
  const leadsNowhere = targets.length === 0 || !targets.every(tools.isPlace);
  return leadsNowhere || tools.printed(left) === tools.printed(back);
}

/** A file can't have words that are both above and below the line. */
function isStyledAlike(left: ProseNode, back: ProseNode): boolean {
  const marks = left.marks ?? [];
  const isAbove = marks.some(({ type }) => type === "superscript");
  const written = marks.filter(({ type }) => !isAbove || type !== "subscript");
  return stable(written) === stable(back.marks ?? []);
}

class RestoredContent {
  readonly nodes: ProseNode[] = [];
  /** The words so far of a node that came back as its words. */
  private words: ProseNode[] = [];
  private said = "";
  private of: PlacedToken["printedBy"] = null;

  addAlike(token: PlacedToken, was: PlacedToken | undefined): void {
    const printedBy = was?.printedBy ?? null;
    if (printedBy !== this.of) this.endText();
    if (printedBy === null) {
      const isAsLeft = was && (token.node.type !== "text" || isStyledAlike(was.node, token.node));
      this.nodes.push(isAsLeft ? was.node : token.node);
      return;
    }
    this.of = printedBy;
    this.words.push(token.node);
    this.said += token.key;
    if (this.said !== printedBy.words) return;
    this.words = [printedBy.node];
    this.endText();
  }

  /** Of words that are not all there, those that are stay words. */
  endText(): void {
    this.nodes.push(...this.words);
    this.words = [];
    this.said = "";
    this.of = null;
  }
}

/** How often each field and reference is in a block. */
function atomsOf(block: ProseNode): Map<string, number> {
  const counts = new Map([[REFERENCES, countOf(block, "crossReference")]]);
  for (const node of block.content ?? []) {
    if (isPrinted(node)) counts.set(keyOf(node), (counts.get(keyOf(node)) ?? 0) + 1);
  }
  return counts;
}

/** All references, whatever they lead to: a file may not say that. */
const REFERENCES = "references";

function countOf({ content = [] }: ProseNode, wanted: ProseNode["type"]): number {
  return content.filter(({ type }) => type === wanted).length;
}

function isPrinted({ type }: ProseNode): boolean {
  return type === "field" || type === "crossReference";
}

function keyOf(node: ProseNode): string {
  return tokensOf({ type: "block", content: [node] })[0]?.key ?? "";
}

/** @param there the nodes that came back as such: the others are compared by what they printed. */
function tokensIn(
  block: ProseNode,
  there: Map<string, number> | null,
  { printed }: RestoreTools,
): PlacedToken[] {
  const references = (there && there.get(REFERENCES)) ?? 0;
  const areReferencesThere = references >= countOf(block, "crossReference");
  return (block.content ?? []).flatMap((node): PlacedToken[] => {
    if (node.type === "footnote") {
      const key = `\u0001${stable(withoutIds(node.content ?? []))}`;
      return [{ key, node, letters: 0, printedBy: null }];
    }
    const own = tokensOf({ type: "block", content: [node] });
    if (there === null || !isPrinted(node)) return own.map((one) => ({ ...one, printedBy: null }));
    const key = keyOf(node);
    const left = there.get(key) ?? 0;
    if (left > 0) there.set(key, left - 1);
    const isThere = left > 0 || (node.type === "crossReference" && areReferencesThere);
    const words = isThere ? null : printed(node);
    if (words === null || words === "") return own.map((one) => ({ ...one, printedBy: null }));
    const printedBy = { node, words };
    const text = tokensOf({ type: "block", content: [{ type: "text", text: words }] });
    return text.map((one) => ({ ...one, printedBy }));
  });
}

function withoutIds(nodes: readonly ProseNode[]): unknown[] {
  return nodes.map(({ type, text, marks, attrs, content }) => {
    const { id: _id, ...others } = attrs ?? {};
    return [type, text, marks, others, withoutIds(content ?? [])];
  });
}
