import type { Passage } from "#app/domain/private-data.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { typedText, type TypedTextOptions } from "./typed-text.ts";

const WITHOUT_FOOTNOTES: TypedTextOptions = { lineBreak: "\n", footnote: () => "" };

/** In lines, without words of their own. */
const DRAWN: ReadonlySet<string> = new Set(["crossReference", "field"]);

/**
 * Everything typed into a document, as one passage for each block and each note, identified by its
 * id, and one without an id for each of its details. Marks don't split a passage: a number half in
 * bold is still found. With `drawn` references, fields and exhibits are read, too, in its words.
 */
export function passagesOf(
  prose: ProseJSON,
  details: unknown,
  drawn: (node: ProseNode) => string = () => "",
): Passage[] {
  const passages: Passage[] = [];
  const textOf = (node: ProseNode): string =>
    DRAWN.has(node.type) ? drawn(node) : typedText(node, WITHOUT_FOOTNOTES);
  const cellText = ({ content = [] }: ProseNode) => content.map(textOf).join(" ");
  const add = (node: ProseNode) => {
    const id: unknown = node.attrs?.id;
    const text = node.type === "exhibit" ? drawn(node) : (node.content ?? []).map(textOf).join("");
    for (const child of node.content ?? []) if (child.type === "footnote") add(child);
    if (text) passages.push({ place: typeof id === "string" ? id : null, text });
  };
  const visit = (node: ProseNode) => {
    if (node.type === "block" || node.type === "exhibit") add(node);
    else if (node.type === "table") visitTable(node);
    else node.content?.forEach(visit);
  };
  /** In a table, the column's header or the cell before labels a number. */
  const visitTable = ({ content: rows = [] }: ProseNode) => {
    const heads: string[] = [];
    rows.forEach((row, index) => {
      let column = 0;
      let before = "";
      for (const cell of row.content ?? []) {
        const text = cellText(cell);
        const first = passages.length;
        cell.content?.forEach(visit);
        const labels = [heads[column] ?? "", before].filter((label) => label.trim() !== "");
        if (labels.length > 0) {
          for (let at = first; at < passages.length; at += 1) {
            const passage = passages[at];
            if (passage) passages[at] = { ...passage, labels };
          }
        }
        if (index === 0) heads[column] = text;
        before = text;
        column += Number(cell.attrs?.colspan ?? 1);
      }
    });
  };
  prose.content.forEach(visit);
  return [...passages, ...textsIn(details).map((text) => ({ place: null, text }))];
}

/** Fields that hold ids, which are not printed; some would look like card numbers. */
const IDS: ReadonlySet<string> = new Set(["id", "organizationId", "counsel"]);

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) => (IDS.has(key) ? [] : textsIn(held)));
}
