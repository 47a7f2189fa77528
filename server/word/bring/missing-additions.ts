import { counted } from "#app/domain/counted.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { idOf } from "#app/document/suggestion/index.ts";
import type { EarlierAdditions } from "./earlier.ts";
import type { PlacesThatLeft } from "./places.ts";
import type { LeftOutChange } from "./planned.ts";

/** Paragraphs that are named, and characters of their words. */
const NAMED = 20;
const CHARACTERS = 120;

/**
 * Paragraphs of an earlier return that this file hasn't: somebody took them out in Word, or it is a copy
 * from before. A file can't tell which, so that they stay, and that is said.
 * @param present the ids of what this file adds.
 */
export function missingAdditions(
  earlier: EarlierAdditions,
  present: ReadonlySet<unknown>,
  draft: readonly ProseNode[],
  places: PlacesThatLeft,
): LeftOutChange[] {
  const inDraft = new Set(draft.map(idOf));
  const lines = earlier.missing(present).flatMap(({ node, beside, isOpen }): LeftOutChange[] => {
    const words = textOfNode(node).replaceAll(/\s+/gu, " ").trim();
    const isThere = inDraft.has(idOf(node));
    if (words === "" || !(isThere || isOpen)) return [];
    const told = words.length > CHARACTERS ? `${words.slice(0, CHARACTERS)}…` : words;
    const stays = isThere
      ? "It stays in the draft; take it out there if it is to go"
      : "The suggestion that adds it stays open; reject it if it is not to come";
    const why = `“${told}” came with an earlier return of this file and is not in this one. ${stays}`;
    return [{ where: places.where(beside) ?? "the text", why }];
  });
  const more = lines.length - NAMED;
  if (more <= 0) return lines;
  return [...lines.slice(0, NAMED), { where: "the text", why: othersSentence(more) }];
}

function othersSentence(count: number): string {
  const those = counted(count, "more paragraph");
  return `${those} of earlier returns of this file ${count === 1 ? "is" : "are"} not in this one, and nothing is taken out here`;
}

function textOfNode(node: ProseNode): string {
  if (node.type === "text") return node.text;
  return (node.content ?? []).map(textOfNode).join(node.type === "block" ? "" : " ");
}
