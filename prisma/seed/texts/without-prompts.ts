import type { ProseJSON, ProseNode } from "#app/document/prose.ts";

/** Tasks left to the drafters: "[Confirm before filing.]", "[Each Requester to supply.]". */
const PROMPT = /\s*\[[^\]]*\b(?:confirm|supply|omit)\b[^\]]*\]/giu;

/** The text as it is filed: prompts are removed, and nothing is added. */
export function withoutPrompts(prose: ProseJSON): ProseJSON {
  return { ...prose, content: prose.content.map(settled) };
}

function settled(node: ProseNode): ProseNode {
  if (node.text !== undefined) return { ...node, text: node.text.replace(PROMPT, "") };
  return node.content ? { ...node, content: node.content.map(settled) } : node;
}
