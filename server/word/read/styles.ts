import { DEEPEST_LEVEL, type BlockShape } from "#app/document/nodes/kinds.ts";
import { OTHER_STYLES, shapeOfStyle } from "#app/document/word/styles.ts";
import { child, childrenOf, numberIn, valueOf, type XmlElement } from "./xml.ts";

interface Style {
  readonly id: string;
  readonly name: string;
  readonly basedOn: string | null;
  readonly paragraph: XmlElement | null;
  readonly run: XmlElement | null;
}

/** The list of a paragraph or style, by its number in the file; "0" takes it out of all lists. */
interface StyledListPlace {
  readonly list: string | null;
  readonly level: number | null;
}

/** The styles of a file, with what they inherit. */
export class StyleSheet {
  readonly #styles = new Map<string, Style>();
  readonly #shapes = new Map<string, BlockShape | null>();
  readonly defaultParagraph: string | null;
  readonly language: string | null;

  constructor(root: XmlElement | null) {
    let first: string | null = null;
    for (const element of childrenOf(root, "w:style")) {
      const id = element.attributes["w:styleId"];
      if (id === undefined || this.#styles.has(id)) continue;
      const name = (valueOf(element, "w:name") ?? id).toLowerCase();
      const isDefault = /^(?:1|true|on)$/u.test(element.attributes["w:default"] ?? "");
      if (isDefault && element.attributes["w:type"] === "paragraph") first ??= id;
      this.#styles.set(id, {
        id,
        name,
        basedOn: valueOf(element, "w:basedOn"),
        paragraph: child(element, "w:pPr"),
        run: child(element, "w:rPr"),
      });
    }
    this.defaultParagraph = first;
    const defaults = child(child(child(root, "w:docDefaults"), "w:rPrDefault"), "w:rPr");
    this.language =
      valueOf(defaults, "w:lang") ??
      (first === null ? null : valueOf(this.#styles.get(first)?.run ?? null, "w:lang"));
  }

  /** Whether the file has both styles that no other program has. */
  get areOurs(): boolean {
    return this.#styles.has("NumberedParagraph") && this.#styles.has("RequestedRecord");
  }

  /** Lower case, without spaces: "heading1", "listparagraph"; empty for a style that is not there. */
  nameOf(id: string | null): string {
    return (id === null ? undefined : this.#styles.get(id))?.name.replaceAll(/\s+/gu, "") ?? "";
  }

  /** The kind and level that a style says, by its id, its name or what it is based on; null for none. */
  shapeOf(id: string | null): BlockShape | null {
    if (id === null) return null;
    const known = this.#shapes.get(id);
    if (known !== undefined) return known;
    let shape: BlockShape | null = null;
    for (const style of this.#line(id)) {
      shape = shapeOfId(style.id) ?? shapeOfName(style.name);
      if (shape !== null) break;
    }
    // An id that has no style: Word falls back to the default one, other writers count on the id.
    if (shape === null && !this.#styles.has(id)) shape = shapeOfId(id);
    this.#shapes.set(id, shape);
    return shape;
  }

  /** The list that a style puts its paragraphs into. */
  listOf(id: string | null): StyledListPlace {
    let list: string | null = null;
    let level: number | null = null;
    for (const style of this.#line(id)) {
      const numbering = child(style.paragraph, "w:numPr");
      list ??= valueOf(numbering, "w:numId");
      level ??= numberIn(valueOf(numbering, "w:ilvl"));
      if (list !== null) break;
    }
    return { list, level };
  }

  /** The outline level of a style from 1; null for body text. */
  outlineOf(id: string | null): number | null {
    for (const style of this.#line(id)) {
      const level = numberIn(valueOf(style.paragraph, "w:outlineLvl"));
      if (level !== null) return level < 9 ? level + 1 : null;
    }
    return null;
  }

  /** The first element with this name among the paragraph properties that a style has or inherits. */
  paragraphProperty(id: string | null, name: string): XmlElement | null {
    return this.#property(id, "paragraph", name);
  }

  runProperty(id: string | null, name: string): XmlElement | null {
    return this.#property(id, "run", name);
  }

  #property(id: string | null, part: "paragraph" | "run", name: string): XmlElement | null {
    for (const style of this.#line(id)) {
      const found = child(style[part], name);
      if (found !== null) return found;
    }
    return null;
  }

  /** A style and what it is based on; a circle ends it. */
  #line(id: string | null): readonly Style[] {
    if (id === null) return [];
    const known = this.#lines.get(id);
    if (known !== undefined) return known;
    const line: Style[] = [];
    const seen = new Set<string>();
    for (let at: string | null = id; at !== null && !seen.has(at);) {
      seen.add(at);
      const style: Style | undefined = this.#styles.get(at);
      if (style === undefined || line.length >= DEEPEST_LINE) break;
      line.push(style);
      at = style.basedOn;
    }
    this.#lines.set(id, line);
    return line;
  }

  readonly #lines = new Map<string, readonly Style[]>();
}

/** No template bases styles on each other more often; a hostile one could, for each paragraph. */
const DEEPEST_LINE = 30;

/** Word's own ids in its first language, and ours. */
function shapeOfId(id: string): BlockShape | null {
  return shapeOfStyle(id) ?? shapeOfName(id.toLowerCase());
}

const PLAIN: Readonly<Record<string, BlockShape>> = {
  title: { kind: "heading", level: 1 },
  subtitle: { kind: "heading", level: 2 },
  quote: { kind: "quote", level: 1 },
  quotations: { kind: "quote", level: 1 },
  intensequote: { kind: "quote", level: 1 },
  blocktext: { kind: "quote", level: 1 },
  bodytext: { kind: "body", level: 1 },
  numberedparagraph: { kind: "numbered", level: 1 },
  requestedrecord: { kind: "requestItem", level: 1 },
};

/** Built-in styles have English names in every language; only their ids are translated. */
function shapeOfName(name: string): BlockShape | null {
  const bare = name.replaceAll(/[\s_-]+/gu, "");
  const plain = Object.hasOwn(PLAIN, bare) ? PLAIN[bare] : undefined;
  if (plain !== undefined) return plain;
  const match = /^(heading|listbullet|listnumber|numberedparagraph|requestedrecord)([1-9])?$/u.exec(
    bare,
  );
  const [, word = "", digit = "1"] = match ?? [];
  const kind = BY_WORD[word];
  if (kind === undefined) return null;
  return { kind, level: Math.min(Number(digit), DEEPEST_LEVEL[kind]) };
}

const BY_WORD: Readonly<Record<string, BlockShape["kind"]>> = {
  heading: "heading",
  listbullet: "bullet",
  listnumber: "ordered",
  numberedparagraph: "numbered",
  requestedrecord: "requestItem",
};

/** The atom that a paragraph style of ours stands for; null for all others. */
export function otherOfStyle(id: string | null): "caption" | "signatureBlock" | "exhibit" | null {
  for (const kind of ["caption", "signatureBlock", "exhibit"] as const) {
    if (id?.toLowerCase() === OTHER_STYLES[kind].id.toLowerCase()) return kind;
  }
  return null;
}

/** More styles of ours: a reference's runs, a row's heading, and paragraphs that are no part of the text. */
export const OWN_STYLES = {
  crossReference: "CrossReference",
  tableHeading: "TableHeading",
  tableGap: "TableGap",
  letterOpening: "LetterOpening",
} as const;
