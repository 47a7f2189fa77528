import { catalogOf, contentOf, dictionaryAt, follow, pagesOf } from "./objects.ts";
import type { Objects, Page } from "./objects.ts";
import { operatorsOf } from "./operators.ts";
import type { Operand, Operator } from "./operators.ts";
import { parentsOf } from "./structure-rules.ts";
import type { TaggedContent } from "./structure-rules.ts";

// Everything that a page draws is either in a tag or marked as no part of the text (ISO 14289-1, 7.1),
// in colors that do not depend on the device, with signs that have a meaning (ISO 19005-2, 6.2).

const PAINTS = new Set("S s f F f* B B* b b* sh Do Tj TJ ' \" BI".split(" "));
const SHOWS = new Set(["Tj", "TJ", "'", '"']);
const DEVICE_COLORS = new Set("g G rg RG k K".split(" "));

/** Faults of what the pages draw. */
export function drawingProblems(objects: Objects, tagged: readonly TaggedContent[]): string[] {
  return pagesOf(objects).flatMap((page, index) => {
    const operators = operatorsOf(contentOf(objects, page));
    const problems = [
      ...markingProblems(objects, page, operators, tagged),
      ...signProblems(objects, page, operators),
      ...colorProblems(operators),
    ];
    return [...new Set(problems)].map((problem) => `page ${index + 1}: ${problem}`);
  });
}

type Part = number | "artifact" | "other";

function partOf({ operands }: Operator): Part {
  const [tag, properties] = operands;
  if (tag === "/Artifact") return "artifact";
  if (!Array.isArray(properties)) return "other";
  const parts: readonly Operand[] = properties;
  const mcid = parts[parts.indexOf("/MCID") + 1];
  return parts.includes("/MCID") && typeof mcid === "number" ? mcid : "other";
}

function markingProblems(
  objects: Objects,
  page: Page,
  operators: readonly Operator[],
  tagged: readonly TaggedContent[],
): string[] {
  const problems: string[] = [];
  const open: Part[] = [];
  const drawn: number[] = [];
  for (const operator of operators) {
    if (operator.name === "BDC" || operator.name === "BMC") {
      const part = partOf(operator);
      if (typeof part === "number") drawn.push(part);
      if (part === "artifact" && open.some((outer) => typeof outer === "number")) {
        problems.push("what is no text stands within the text");
      }
      open.push(part);
    } else if (operator.name === "EMC") {
      if (open.pop() === undefined) problems.push("a mark ends that never began");
    } else if (PAINTS.has(operator.name) && !open.some((part) => part !== "other")) {
      problems.push(`“${operator.name}” draws outside the tags`);
    }
  }
  if (open.length > 0) problems.push("a mark has no end");
  if (new Set(drawn).size < drawn.length) problems.push("two parts have one number");

  const root = dictionaryAt(objects, catalogOf(objects)["/StructTreeRoot"]);
  const parents = follow(objects, parentsOf(objects, root, page.dictionary["/StructParents"]));
  const held = new Map(
    tagged.filter((part) => part.page === page.key).map(({ mcid, tag }) => [mcid, tag]),
  );
  for (const part of drawn) {
    const tag = held.get(part);
    if (tag === undefined) problems.push(`part ${part} is in no tag`);
    else if (!Array.isArray(parents) || parents[part] !== tag) {
      problems.push(`part ${part} has another tag in the index`);
    }
  }
  for (const part of held.keys()) {
    if (!drawn.includes(part)) problems.push(`a tag holds part ${part}, which is not drawn`);
  }
  return problems;
}

/** 6.2.11.7.2: every sign that is shown stands for a character. */
function signProblems(objects: Objects, page: Page, operators: readonly Operator[]): string[] {
  const resources = dictionaryAt(objects, page.dictionary["/Resources"]);
  const fonts = dictionaryAt(objects, resources["/Font"]);
  const meanings = new Map<string, Map<number, string>>();
  const problems: string[] = [];
  let font = "";
  for (const { name, operands } of operators) {
    if (name === "Tf") font = String(operands[0]);
    if (!SHOWS.has(name)) continue;
    const meaning = meanings.get(font) ?? meaningsIn(objects, fonts, font);
    meanings.set(font, meaning);
    for (const code of operands.flat().flatMap(codesIn)) {
      const character = meaning.get(code);
      if (character === undefined) problems.push(`sign ${code} of ${font} means nothing`);
      else if (/[\0\ufeff\ufffe\ue000-\uf8ff]/u.test(character)) {
        problems.push(`sign ${code} of ${font} stands for what is no character`);
      }
    }
  }
  return problems;
}

function codesIn(operand: unknown): number[] {
  if (!Buffer.isBuffer(operand)) return [];
  return Array.from({ length: operand.length / 2 }, (_, index) => operand.readUInt16BE(index * 2));
}

/** Characters of the font's signs, by its map (ISO 32000-1, 9.10.3). */
function meaningsIn(
  objects: Objects,
  fonts: ReturnType<typeof dictionaryAt>,
  name: string,
): Map<number, string> {
  const stream = String(dictionaryAt(objects, fonts[name])["/ToUnicode"]);
  const map = new Map<number, string>();
  const text = objects.streams.get(stream)?.toString("latin1") ?? "";
  const characters = (hex: string) => Buffer.from(hex, "hex").swap16().toString("utf16le");
  for (const [, lines = ""] of text.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = "", to = ""] of lines.matchAll(/<(\w+)>\s*<(\w+)>/g)) {
      map.set(Number.parseInt(code, 16), characters(to));
    }
  }
  for (const [, lines = ""] of text.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = "", until = "", to = ""] of lines.matchAll(
      /<(\w+)>\s*<(\w+)>\s*<(\w+)>/g,
    )) {
      const first = Number.parseInt(from, 16);
      const start = characters(to);
      for (let code = first; code <= Number.parseInt(until, 16); code += 1) {
        const last = (start.codePointAt(0) ?? 0) + code - first;
        map.set(code, String.fromCodePoint(last));
      }
    }
  }
  return map;
}

/** 6.2.4: colors of a named space, none of the device's own. */
function colorProblems(operators: readonly Operator[]): string[] {
  const device = operators.filter(
    ({ name, operands }) =>
      DEVICE_COLORS.has(name) || (/^cs$/i.test(name) && String(operands[0]).startsWith("/Device")),
  );
  return device.map(({ name }) => `“${name}” takes a colour of the device`);
}
