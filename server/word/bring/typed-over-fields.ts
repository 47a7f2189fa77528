import { fieldLabel, isKnownField } from "#app/document/details/filing-fields.ts";
import { drawing as fieldDrawing } from "#app/document/nodes/field.ts";
import { referenceOf } from "#app/document/nodes/reference.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { drawnPage } from "#app/document/rendering/drawn-page.ts";
import { idOf } from "#app/document/suggestion/index.ts";
import type { LeftBlock } from "#app/document/word/named-blocks.ts";
import type { ShownText, WordFile } from "#server/word/read/word-file.ts";
import type { PlacesThatLeft } from "./places.ts";
import type { LeftOutChange } from "./planned.ts";
import type { ComparedWith } from "./task.ts";

/**
 * Words that somebody typed, without tracking, over a field or the number of a reference: both stay as they
 * left, so that the words are told. Word itself counts numbers again, and prints fields again.
 */
export function typedOverFields(
  { shown, numbers, drawn, text, isOurs }: WordFile,
  left: readonly LeftBlock[],
  page: ComparedWith["page"],
  places: PlacesThatLeft,
): LeftOutChange[] {
  if (!isOurs || shown.length === 0) return [];
  const known = new Set([
    ...numbers.flatMap(({ label }) => partsOf(label)),
    ...drawn.flatMap(({ kind, words }) => (kind === "exhibit" ? partsOf(words) : [])),
    ...referencesIn(left.map(({ node }) => node)).flatMap(partsOf),
  ]);
  const byKey = new Map(left.map(({ key, node }) => [key, node]));
  byKey.delete(null);
  const where = ({ block }: ShownText) => {
    const key = block === null ? null : (text.blocks[block]?.key ?? null);
    const node = byKey.get(key);
    const named = node ? places.where(idOf(node)) : null;
    return named ?? (block === null ? "the text" : `paragraph ${block + 1}`);
  };
  return shown.flatMap((one): LeftOutChange[] => {
    const { field, words } = one;
    const said = words.replaceAll(/\s+/gu, " ").trim();
    if (field !== null) {
      const printed = page && fieldDrawing(field, { facts: page.facts }).content.join("");
      if (printed === undefined || printed.replaceAll(/\s+/gu, " ").trim() === said) return [];
      const name = isKnownField(field) ? fieldLabel(field) : field;
      return [{ where: where(one), why: typedSentence(said, `the field “${name}”`, OF_DETAILS) }];
    }
    if (partsOf(words).every((part) => known.has(part))) return [];
    return [
      { where: where(one), why: typedSentence(said, "the number of a reference", OF_NUMBERS) },
    ];
  });
}

const OF_DETAILS = "the document’s details are printed there; change those if it is to stay";
const OF_NUMBERS = "numbers are counted here; write it beside the reference if it is to stay";

/** Characters of what was typed that are told. */
const CHARACTERS = 300;

function typedSentence(words: string, over: string, why: string): string {
  if (words === "") return `the words of ${over} were taken out: ${why}`;
  const told = words.length > CHARACTERS ? `${words.slice(0, CHARACTERS)}…` : words;
  return `“${told}” was typed over ${over}: ${why}`;
}

/** Numbers and letters of a number: "12" and "a" of "12(a)". */
function partsOf(words: string): string[] {
  return words.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Words a text's references print. */
function referencesIn(content: readonly ProseNode[]): string[] {
  const { places } = drawnPage({ type: "doc", content });
  const printed: string[] = [];
  const visit = (node: ProseNode) => {
    if (node.type === "crossReference")
      printed.push(places.citationOf(referenceOf(node.attrs)) ?? "");
    node.content?.forEach(visit);
  };
  content.forEach(visit);
  return printed;
}
