import type { Passage } from "../domain/private-data";
import type { ProseJSON, ProseNode } from "./prose";

/**
 * Everything that is typed into a document, a passage for each block and each note, named by its id;
 * and each of its facts, named by nothing. Marks don't part a passage: a number half in bold is one.
 */
export function passagesOf(prose: ProseJSON, facts: unknown): Passage[] {
  const passages: Passage[] = [];
  const words = (node: ProseNode): string => {
    if (node.type === "footnote") {
      add(node);
      return "";
    }
    if (node.type === "hardBreak") return "\n";
    return node.text ?? (node.content ?? []).map(words).join("");
  };
  const add = (node: ProseNode) => {
    const id: unknown = node.attrs?.id;
    const text = (node.content ?? []).map(words).join("");
    if (text) passages.push({ place: typeof id === "string" ? id : null, text });
  };
  const visit = (node: ProseNode) => {
    if (node.type === "block") add(node);
    else node.content?.forEach(visit);
  };
  prose.content.forEach(visit);
  return [...passages, ...textsIn(facts).map((text) => ({ place: null, text }))];
}

/** What holds ids, which no page prints; a few of them would pass for the number of a card. */
const IDS: ReadonlySet<string> = new Set(["id", "organizationId", "counsel"]);

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) => (IDS.has(key) ? [] : textsIn(held)));
}
