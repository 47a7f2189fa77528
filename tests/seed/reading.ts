import { FIELD_LABEL, isFieldName } from "#app/document/details/filing-fields.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";

/** One block of a text as the tests read it, tables included, in the order of the page. */
export interface ReadBlock {
  readonly id: string;
  readonly kind: string;
  readonly level: number;
  readonly text: string;
}

function textOf(node: ProseNode): string {
  if (node.type === "hardBreak") return "\n";
  if (node.type === "crossReference") return "[reference]";
  if (node.type === "field") {
    const name = node.attrs?.name;
    return `[${isFieldName(name) ? FIELD_LABEL[name] : "lost field"}]`;
  }
  return node.text ?? (node.content ?? []).map(textOf).join("");
}

/** Every block of the text, those in table cells too. */
export function blocksOf(prose: ProseJSON): ReadBlock[] {
  const blocks: ReadBlock[] = [];
  const visit = (node: ProseNode) => {
    if (node.type === "block") {
      const { id, kind, level } = node.attrs as { id: string; kind: string; level: number };
      blocks.push({ id, kind, level, text: textOf(node) });
    } else {
      node.content?.forEach(visit);
    }
  };
  visit(prose);
  return blocks;
}

/** The ids that something names: organizations that sign, exhibits, targets of references. */
export function namedIn(prose: ProseJSON, type: "signatureBlock" | "exhibit" | "crossReference") {
  const found: string[] = [];
  const visit = (node: ProseNode) => {
    const { organization, id, targets } = node.attrs ?? {};
    if (node.type === type) {
      const ids = { signatureBlock: [organization], exhibit: [id], crossReference: targets }[type];
      found.push(...(ids as string[]));
    }
    node.content?.forEach(visit);
  };
  visit(prose);
  return found;
}

export function wholeText(prose: ProseJSON): string {
  return blocksOf(prose)
    .map(({ text }) => text)
    .join("\n");
}

/** Words as a word processor counts them: what stands between blanks. */
export function countWords(prose: ProseJSON): number {
  return wholeText(prose).split(/\s+/).filter(Boolean).length;
}

/** The text under each first-level heading; what comes before the first one under "". */
export function sectionsOf(prose: ProseJSON): Map<string, ReadBlock[]> {
  const sections = new Map<string, ReadBlock[]>([["", []]]);
  let current: ReadBlock[] = sections.get("")!;
  for (const block of blocksOf(prose)) {
    if (block.kind === "heading" && block.level === 1) {
      current = [];
      sections.set(block.text, current);
    } else {
      current.push(block);
    }
  }
  return sections;
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** Every date written out in the text ("September 9, 2021"), as ISO dates. */
export function datesIn(text: string): string[] {
  const written = new RegExp(`(${MONTHS.join("|")}) (\\d{1,2}), (\\d{4})`, "g");
  return [...text.matchAll(written)].map(([, month = "", day = "", year = ""]) => {
    const number = String(MONTHS.indexOf(month) + 1).padStart(2, "0");
    return `${year}-${number}-${day.padStart(2, "0")}`;
  });
}
