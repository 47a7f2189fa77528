import {
  DEEPEST_LEVEL,
  isItemKind,
  type BlockKind,
  type BlockShape,
} from "#app/document/nodes/kinds.ts";
import {
  isBulletLevel,
  numberedLists,
  QUOTE_INDENT,
  type ForeignItem,
  type ListLevel,
} from "#app/document/word/numbers.ts";
import { styleOf } from "#app/document/word/styles.ts";
import type { FileContext } from "./context.ts";
import type { WordNumbering, PlacedItem } from "./numbering.ts";
import { textOfItems, type RawParagraph } from "./raw.ts";
import { child, numberIn, valueOf, type XmlElement } from "./xml.ts";

/** Properties of a paragraph that tell its kind. */
interface Looks {
  readonly properties: XmlElement | null;
  readonly style: string | null;
  /** The list by its number in the file; null for none. */
  readonly list: string | null;
  /** From 0. */
  readonly level: number;
  /** Whether the paragraph itself says its list, not its style. */
  readonly isDirect: boolean;
  /** Whether it says that it is in none. */
  readonly isTakenOut: boolean;
  readonly format: ListLevel | null;
}

/**
 * Gives each paragraph its kind and level: by its style's id, name or ancestors first, then by its list,
 * then by its looks (W7); and the number that the file prints.
 */
export function giveShapes(
  paragraphs: readonly RawParagraph[],
  numbering: WordNumbering,
  file: FileContext,
): void {
  const shaper = new Shaper(numbering, file);
  const known = paragraphs.map((paragraph) => {
    const looks = shaper.looksOf(paragraph.properties, paragraph.style);
    const placed = looks.list === null ? null : numbering.next(looks.list, looks.level);
    return { paragraph, looks, placed, words: textOfItems(paragraph.items).trim() };
  });
  const numbered = numberedLists(
    known.map(({ placed }) => itemOf(placed)),
    known.map(({ placed, words }) => itemOf(placed) === null && words !== ""),
  );
  for (const { paragraph, looks, placed, words } of known) {
    const isNumbered = placed !== null && numbered.has(placed.list);
    paragraph.shape = shaper.told(
      shaper.shapeOf(looks, isNumbered, words.length, paragraph),
      paragraph,
    );
    tellLabel(paragraph, placed, file);
    const former = formerLooks(paragraph, shaper);
    if (former === null) continue;
    const shape = shaper.limited(shaper.shapeOf(former.looks, isNumbered, words.length, paragraph));
    const isSame = shape.kind === paragraph.shape.kind && shape.level === paragraph.shape.level;
    if (isSame) file.notKept.add("format-change", paragraph);
    else paragraph.reshaped = { shape, revision: former.revision };
  }
}

function itemOf(placed: PlacedItem | null): ForeignItem | null {
  if (placed === null || placed.label === "") return null;
  return { list: placed.list, level: placed.level, sign: placed.label };
}

/** Numbers of headings follow the text they are in; a label of another kind is told where it goes. */
function tellLabel(paragraph: RawParagraph, placed: PlacedItem | null, file: FileContext): void {
  if (placed === null || placed.label === "" || isBulletLevel(placed.format)) return;
  paragraph.label = placed.label;
  if (file.isOurs) return;
  const { kind } = paragraph.shape;
  if (kind === "heading") file.notKept.add("heading-number", paragraph, placed.label);
  else if (!isItemKind(kind)) file.notKept.add("number", paragraph, placed.label);
}

function formerLooks(
  { formerly, listed, properties, style }: RawParagraph,
  shaper: Shaper,
): { readonly looks: Looks; readonly revision: number } | null {
  if (formerly !== null) {
    const own = valueOf(formerly.properties, "w:pStyle");
    return {
      looks: shaper.looksOf(formerly.properties, own ?? shaper.defaultStyle),
      revision: formerly.revision,
    };
  }
  if (listed === null || properties === null) return null;
  const children = properties.children.filter(
    (node) => typeof node === "string" || node.name !== "w:numPr",
  );
  return { looks: shaper.looksOf({ ...properties, children }, style), revision: listed };
}

/** A longer paragraph with an outline level is a numbered one that a table of contents shows. */
const LONGEST_HEADING = 250;

class Shaper {
  readonly #numbering: WordNumbering;
  readonly #file: FileContext;

  constructor(numbering: WordNumbering, file: FileContext) {
    this.#numbering = numbering;
    this.#file = file;
  }

  get defaultStyle(): string | null {
    return this.#file.styles.defaultParagraph;
  }

  looksOf(properties: XmlElement | null, style: string | null): Looks {
    const direct = child(properties, "w:numPr");
    const ofStyle = this.#file.styles.listOf(style);
    const own = valueOf(direct, "w:numId");
    const named = own ?? ofStyle.list;
    const list = named === null || named === "0" ? null : named;
    const ownLevel = numberIn(valueOf(direct, "w:ilvl"));
    const level = Math.min(8, Math.max(0, ownLevel ?? this.#levelOfStyle(style, list) ?? 0));
    const format = list === null ? null : this.#numbering.formatOf(list, level);
    const isDirect = own !== null && own !== "0";
    return { properties, style, list, level, isDirect, isTakenOut: own === "0", format };
  }

  /** The level of a style's own list, from 0; null where neither it nor the list says one. */
  #levelOfStyle(style: string | null, list: string | null): number | null {
    const ofStyle = this.#file.styles.listOf(style);
    const bound = list === null ? null : this.#numbering.levelOfStyle(list, style);
    return bound ?? ofStyle.level;
  }

  shapeOf(looks: Looks, isNumbered: boolean, length: number, paragraph: RawParagraph): BlockShape {
    const { styles, isOurs } = this.#file;
    const styled = styles.shapeOf(looks.style);
    if (styled?.kind === "heading") return styled;
    const item = this.#itemShape(looks, isNumbered);
    const outline = this.#outlineOf(looks);
    const isStyledItem = styled !== null && isItemKind(styled.kind);
    const family = looks.isDirect ? this.#ownKindOf(looks.list) : null;
    // LibreOffice keeps the list of a paragraph where it gives it the style of the one before.
    if (family !== null && item !== null && family !== styled?.kind) {
      return { kind: family, level: looks.level + 1 };
    }
    if (outline !== null && !isOurs && !isStyledItem && length <= LONGEST_HEADING && length > 0) {
      return { kind: "heading", level: outline };
    }
    if (isStyledItem) {
      if (looks.isTakenOut) return { kind: "body", level: 1 };
      if (item === null) return styled;
      const differs = (styled.kind === "bullet") !== (item.kind === "bullet");
      // Word's own List Number may be a list or a complaint's paragraphs: its use says which.
      if (differs || (!isOurs && styled.kind === "ordered")) return item;
      const usual = this.#levelOfStyle(looks.style, looks.list) ?? styled.level - 1;
      return { kind: styled.kind, level: Math.max(1, styled.level + looks.level - usual) };
    }
    if (item !== null && (looks.isDirect || styled === null || styled.kind === "body")) return item;
    if (styled !== null && (isOurs || styled.kind !== "body")) return styled;
    if (!isOurs && !paragraph.isInCell && this.#isIndentedOnBothSides(looks)) {
      return { kind: "quote", level: 1 };
    }
    return { kind: "body", level: 1 };
  }

  /** The kind of ours whose list this is, by the style that is bound to it. */
  #ownKindOf(list: string | null): BlockKind | null {
    if (list === null || !this.#file.isOurs) return null;
    for (const kind of ["numbered", "requestItem"] as const) {
      if (this.#file.styles.listOf(styleOf({ kind, level: 1 }).id).list === list) return kind;
    }
    return null;
  }

  #itemShape({ format, level }: Looks, isNumbered: boolean): BlockShape | null {
    if (format === null || format.format === "none") return null;
    if (isBulletLevel(format)) return { kind: "bullet", level: level + 1 };
    // "Section" without a number is no list.
    if (!/%[1-9]/u.test(format.text)) return null;
    const kind: BlockKind = isNumbered ? "numbered" : "ordered";
    return { kind, level: level + 1 };
  }

  #outlineOf({ properties, style }: Looks): number | null {
    const own = numberIn(valueOf(properties, "w:outlineLvl"));
    if (own !== null) return own >= 0 && own < 9 ? own + 1 : null;
    return this.#file.styles.outlineOf(style);
  }

  #isIndentedOnBothSides({ properties, style }: Looks): boolean {
    const of = (name: string) =>
      child(properties, name) ?? this.#file.styles.paragraphProperty(style, name);
    if (/^(?:center|right|end)$/u.test(valueOf(of("w:jc")) ?? "")) return false;
    const own = child(properties, "w:ind")?.attributes ?? {};
    const inherited = this.#file.styles.paragraphProperty(style, "w:ind")?.attributes ?? {};
    const side = (...names: readonly string[]) => {
      for (const attributes of [own, inherited]) {
        for (const name of names) {
          const twips = numberIn(attributes[name]);
          if (twips !== null) return twips;
        }
      }
      return 0;
    };
    const least = QUOTE_INDENT * 20;
    return side("w:left", "w:start") >= least && side("w:right", "w:end") >= least;
  }

  /** Within what our kinds have; says so where that is less. */
  told(shape: BlockShape, paragraph: RawParagraph): BlockShape {
    const limited = this.limited(shape);
    if (limited.level !== shape.level && shape.kind !== "heading") {
      this.#file.notKept.add("deep-level", paragraph);
    }
    return limited;
  }

  limited({ kind, level }: BlockShape): BlockShape {
    return { kind, level: Math.max(1, Math.min(level, DEEPEST_LEVEL[kind])) };
  }
}
