import type { ProseJSON, ProseNode } from "~/prose/prose";
import { letters } from "./reading";

/** The text without its footnotes, which stand at the foot of the page and not where they belong. */
export function withoutNotes(prose: ProseJSON): ProseJSON {
  const rest = (nodes: readonly ProseNode[]): ProseNode[] =>
    nodes
      .filter(({ type }) => type !== "footnote")
      .map((node) => (node.content ? { ...node, content: rest(node.content) } : node));
  return { ...prose, content: rest(prose.content) };
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
