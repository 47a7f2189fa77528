import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { letters } from "./reading.ts";

/** The text without its footnotes, which stand at the foot of the page and not where they belong. */
export function withoutNotes(prose: ProseJSON): ProseJSON {
  const rest = (nodes: readonly ProseNode[]): ProseNode[] =>
    nodes
      .filter(({ type }) => type !== "footnote")
      .map((node) => (node.content ? { ...node, content: rest(node.content) } : node));
  return { ...prose, content: rest(prose.content) };
}

/**
 * The text without its footnotes, caption and signature blocks: what stands on the page in the order
 * in which plain text has it, so that both can be compared letter by letter.
 */
export function inPlainOrder(prose: ProseJSON): ProseJSON {
  const { content } = withoutNotes(prose);
  return {
    ...prose,
    content: content.filter(({ type }) => type !== "caption" && type !== "signatureBlock"),
  };
}

/**
 * The letters without the heads of the text's tables, which the page repeats where a table goes on
 * overleaf.
 */
export function withoutTableHeads(text: string, prose: ProseJSON): string {
  const textOf = (node: ProseNode): string =>
    node.text ?? (node.content ?? []).map(textOf).join("");
  const rows = prose.content
    .filter(({ type }) => type === "table")
    .map(({ content }) => content?.[0]);
  const heads = rows.filter((row) => row?.content?.every(({ type }) => type === "tableHeader"));
  return heads.reduce(
    (rest, head) => (head ? rest.replaceAll(letters(textOf(head)), "") : rest),
    letters(text),
  );
}

/** Runs of typed words that are not found in `printed` where they should be, after those before. */
export function missingIn(printed: string, prose: ProseJSON): string[] {
  const page = letters(printed);
  const missing: string[] = [];
  let place = 0;
  const visit = (node: ProseNode) => {
    if (node.text !== undefined) {
      const run = letters(node.text);
      const found = page.indexOf(run, place);
      if (found < 0) missing.push(node.text);
      else place = found + run.length;
    }
    node.content?.forEach(visit);
  };
  visit(prose);
  return missing;
}
