import type {
  RevisedBlock,
  RevisedInline,
  RevisedParagraph,
  RevisedText,
  Tracked,
} from "#app/document/word/revised.ts";

/** Decided in Word on one tracked change. */
export type WordDecision = "accept" | "reject";

/** The text after they decided on changes; the others stay as they are. */
export function decided(
  { blocks, revisions }: RevisedText,
  decisions: Readonly<Record<number, WordDecision>>,
): RevisedText {
  const fateOf = ({ inserted, deleted }: Tracked): Tracked | null => {
    const came = inserted === null ? undefined : decisions[inserted];
    const went = deleted === null ? undefined : decisions[deleted];
    if (came === "reject" || went === "accept") return null;
    return {
      inserted: came === "accept" ? null : inserted,
      deleted: went === "reject" ? null : deleted,
    };
  };
  const content = (pieces: readonly RevisedInline[]) =>
    pieces.flatMap((piece) => {
      const fate = fateOf(piece);
      return fate ? [{ ...piece, ...fate }] : [];
    });
  const joined: RevisedBlock[] = [];
  let open: RevisedInline[] = [];
  for (const block of blocks) {
    if (block.type !== "paragraph") {
      joined.push(block);
      continue;
    }
    const mark = fateOf(block.mark);
    open.push(...content(block.content));
    if (!mark) continue;
    joined.push({ ...block, mark, content: open });
    open = [];
  }
  return { blocks: joined, revisions };
}

/** The text with a paragraph, found by its key, written otherwise. */
export function rewritten(
  { blocks, revisions }: RevisedText,
  key: string,
  change: (paragraph: RevisedParagraph) => RevisedBlock[],
): RevisedText {
  return {
    blocks: blocks.flatMap((block) =>
      block.type === "paragraph" && block.key === key ? change(block) : [block],
    ),
    revisions,
  };
}

/** Words of a paragraph. */
export function said(text: string, fate: Partial<Tracked> = {}): RevisedInline {
  return { node: { type: "text", text }, inserted: null, deleted: null, restyled: null, ...fate };
}

/** The paragraph with other words, which nobody tracked. */
export function silently(...words: string[]): (paragraph: RevisedParagraph) => RevisedBlock[] {
  return (paragraph) => [{ ...paragraph, content: words.map((one) => said(one)) }];
}
