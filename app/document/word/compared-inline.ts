import type { Effort } from "#app/document/comparison/effort.ts";
import { comparedRuns, replaced, withoutChance } from "#app/document/comparison/runs.ts";
import { stable } from "#app/document/comparison/stable.ts";
import { tokensOf, type Token } from "#app/document/comparison/tokens.ts";
import type { InlineNodes, MarkJSON, ProseNode } from "#app/document/prose.ts";
import type { RevisedInline } from "./revised.ts";

type InlineNode = InlineNodes[keyof InlineNodes];

/** The number of the revision that changed these letters, counted as `RevisedChange` says. */
export type NameChange = (
  kind: "inserted" | "deleted" | "restyled",
  from: number,
  to: number,
) => number;

/** The longest edit script within one block that is searched for, in tokens: as of a redline. */
const LONGEST_EDIT = 1_200;

/** The inline content of one block as it was and as it is. */
export function comparedInline(
  before: ProseNode,
  after: ProseNode,
  name: NameChange,
  effort: Effort,
): RevisedInline[] {
  return new Comparer(name, effort).compared(before, after);
}

/** All inline content of a block with one fate. */
export function wholeInline(
  block: ProseNode,
  fate: "same" | "inserted" | "deleted",
  name: NameChange,
): RevisedInline[] {
  const writer = new Comparer(name, null);
  const pieces: RevisedInline[] = [];
  for (const node of inlineOf(block)) writer.whole(pieces, node, fate);
  return joinedPieces(pieces);
}

/** The letters of a block, in UTF-16 units, with those of its footnotes. */
export function lettersOfBlock({ text, content }: ProseNode): number {
  return (
    (text?.length ?? 0) + (content ?? []).reduce((sum, inner) => sum + lettersOfBlock(inner), 0)
  );
}

class Comparer {
  private old = 0;
  private now = 0;

  constructor(
    private readonly name: NameChange,
    private readonly effort: Effort | null,
  ) {}

  compared(before: ProseNode, after: ProseNode): RevisedInline[] {
    const pieces: RevisedInline[] = [];
    if (stable(before.content ?? []) === stable(after.content ?? [])) {
      for (const node of inlineOf(after)) this.whole(pieces, node, "same");
      return joinedPieces(pieces);
    }
    const [olds, news] = [tokensIn(before), tokensIn(after)];
    const found = this.effort && comparedRuns(olds, news, this.effort, LONGEST_EDIT);
    // A footnote that stays is no chance: its own words are compared.
    const runs = withoutChance(found ?? replaced(olds, news), ({ after: tokens }) =>
      tokens.some(({ node }) => node.type === "footnote"),
    );
    for (const run of runs) {
      if (run.alike) {
        run.after.forEach((token, index) => {
          const was = run.before[index];
          if (was) this.alike(pieces, was, token);
        });
      } else {
        for (const { node } of run.before) this.whole(pieces, inline(node), "deleted");
        for (const { node } of run.after) this.whole(pieces, inline(node), "inserted");
      }
    }
    return joinedPieces(pieces);
  }

  /** Adds a node as a whole, and counts its letters on the sides that have it. */
  whole(pieces: RevisedInline[], node: InlineNode, fate: "same" | "inserted" | "deleted"): void {
    const length = lettersOfBlock(node);
    const from = fate === "deleted" ? this.old : this.now;
    const number = fate === "same" ? null : this.name(fate, from, from + length);
    pieces.push({
      ...bare(node),
      inserted: fate === "inserted" ? number : null,
      deleted: fate === "deleted" ? number : null,
      restyled: null,
    });
    if (fate !== "inserted") this.old += length;
    if (fate !== "deleted") this.now += length;
  }

  private alike(pieces: RevisedInline[], one: Token, other: Token): void {
    const [was, node] = [inline(one.node), inline(other.node)];
    const isSame = stable(was) === stable(node);
    if (isSame) this.whole(pieces, node, "same");
    else if (was.type === "text" && node.type === "text") this.restyled(pieces, was, node);
    else if (isSameNote(was, node)) {
      const note = this.compared(was, node);
      const { content: _words, ...attributes } = node;
      pieces.push({
        node: attributes as InlineNode,
        inserted: null,
        deleted: null,
        restyled: null,
        note,
      });
    } else {
      this.whole(pieces, was, "deleted");
      this.whole(pieces, node, "inserted");
    }
  }

  private restyled(
    pieces: RevisedInline[],
    was: InlineNodes["text"],
    node: InlineNodes["text"],
  ): void {
    const revision = this.name("restyled", this.now, this.now + node.text.length);
    const restyled = { marks: was.marks ?? [], revision };
    pieces.push({ node, inserted: null, deleted: null, restyled });
    this.old += was.text.length;
    this.now += node.text.length;
  }
}

function isSameNote(one: InlineNode, other: InlineNode): boolean {
  return (
    one.type === "footnote" &&
    other.type === "footnote" &&
    stable(one.attrs ?? {}) === stable(other.attrs ?? {})
  );
}

/** The inline nodes of a block: the schema allows no others there. */
export function inlineOf({ content = [] }: ProseNode): InlineNode[] {
  return content.map(inline);
}

function inline(node: ProseNode): InlineNode {
  return node as InlineNode;
}

/** Words and nodes; a footnote is one node here, since the words in it are compared on their own. */
function tokensIn(block: ProseNode): Token[] {
  return inlineOf(block).flatMap((node): Token[] => {
    if (node.type !== "footnote") return tokensOf({ type: "block", content: [node] });
    const { id } = node.attrs ?? {};
    const name = typeof id === "string" ? id : stable(node.content ?? []);
    return [{ key: `\u0001${name}`, node, letters: 0, note: null }];
  });
}

/** A node as a piece has it: the text of a footnote beside it. */
function bare(node: InlineNode): Pick<RevisedInline, "node" | "note"> {
  if (node.type !== "footnote") return { node };
  const { content: _words, ...attributes } = node;
  return { node: attributes, note: wholeInline(node, "same", () => 0) };
}

/** Adjacent texts with the same marks and the same fate become one. */
function joinedPieces(pieces: readonly RevisedInline[]): RevisedInline[] {
  const run: RevisedInline[] = [];
  for (const piece of pieces) {
    const last = run.at(-1);
    if (last?.node.type === "text" && piece.node.type === "text" && isLike(last, piece)) {
      run[run.length - 1] = {
        ...last,
        node: { ...last.node, text: `${last.node.text}${piece.node.text}` },
      };
    } else {
      run.push(piece);
    }
  }
  return run;
}

function isLike(one: RevisedInline, other: RevisedInline): boolean {
  return (
    one.inserted === other.inserted &&
    one.deleted === other.deleted &&
    marksKey(one.node.marks) === marksKey(other.node.marks) &&
    one.restyled?.revision === other.restyled?.revision &&
    marksKey(one.restyled?.marks) === marksKey(other.restyled?.marks)
  );
}

function marksKey(marks: readonly MarkJSON[] = []): string {
  return stable(marks);
}
