import type { Tracked } from "#app/document/word/revised.ts";
import { branchOf } from "./branch.ts";
import {
  fateWithin,
  type Around,
  type BlockList,
  type BlockSource,
  type FileContext,
  type RawPlace,
} from "./context.ts";
import { wholeFields } from "./fields.ts";
import { anchorOf, isTold } from "./content-kinds.ts";
import { InlineReader, type InlineHost } from "./inline-reader.ts";
import { isOn } from "./marks.ts";
import { MoveRanges } from "./move-ranges.ts";
import { OpenFields } from "./open-fields.ts";
import type { Relationships } from "./package.ts";
import {
  append,
  paragraphsOf,
  UNTOUCHED,
  textOfItems,
  type RawBlock,
  type RawItem,
  type RawParagraph,
} from "./raw.ts";
import { readTable } from "./table-reader.ts";
import { child, isElement, textIn, valueOf, type XmlElement } from "./xml.ts";

const NOWHERE: Around = { tracked: UNTOUCHED, link: null };

/** Reads the blocks of a text: of the document, or of a note. */
export class StoryReader implements BlockSource {
  readonly file: FileContext;
  readonly #links: Relationships;
  readonly #fields: OpenFields;
  /** For a note, what its place is reported as. */
  readonly #outer: RawPlace | null;
  readonly #isNote: boolean;
  /** Anchors between blocks, which go into the next paragraph. */
  #waiting: RawItem[] = [];
  /** Texts of boxes, which come after the paragraph they hang on. */
  #boxes: { readonly content: XmlElement; readonly around: Around }[] = [];
  #last: RawParagraph | null = null;
  readonly #moves: MoveRanges;

  constructor(
    file: FileContext,
    links: Relationships,
    root: XmlElement,
    outer: { readonly place: RawPlace | null } | null = null,
  ) {
    this.file = file;
    this.#links = links;
    this.#moves = new MoveRanges(file.revisions);
    this.#fields = new OpenFields(file, wholeFields(root));
    this.#outer = outer?.place ?? null;
    this.#isNote = outer !== null;
  }

  /** All blocks of a text. */
  story(root: XmlElement): RawBlock[] {
    const list: BlockList = { blocks: [], isCell: false };
    this.blocks(root, NOWHERE, list);
    // A comment may end behind the last paragraph.
    if (this.#last !== null) append(this.#last.items, this.#waiting);
    return list.blocks;
  }

  blocks(element: XmlElement | null, around: Around, list: BlockList): void {
    for (const node of element?.children ?? [])
      if (isElement(node)) this.#block(node, around, list);
  }

  wait(element: XmlElement): void {
    append(this.#waiting, anchorOf(element));
  }

  takeTableBookmarks(): readonly string[] {
    const names: string[] = [];
    this.#waiting = this.#waiting.filter((item) => {
      if (item.type !== "bookmark" || !item.name.startsWith("_cd")) return true;
      names.push(item.name);
      return false;
    });
    return names;
  }

  #block(element: XmlElement, around: Around, list: BlockList): void {
    const { file } = this;
    const fate = fateWithin(element, around.tracked, file.revisions);
    if (fate !== null) {
      this.blocks(element, { ...around, tracked: fate }, list);
      return;
    }
    switch (element.name) {
      case "w:p":
        file.clock.check();
        this.#paragraph(element, around, list);
        return;
      case "w:tbl": {
        file.clock.check();
        const table = readTable(element, around, this, list.isCell);
        if (Array.isArray(table)) append(list.blocks, table);
        else if (table !== null) list.blocks.push(table);
        return;
      }
      case "w:sdt": {
        const content = child(element, "w:sdtContent");
        if (isContentsControl(element)) {
          this.#fields.inContents(this.#last ?? this.#outer, () =>
            this.blocks(content, around, list),
          );
          return;
        }
        if (isTold(element)) file.notKept.add("content-control", this.#last ?? this.#outer);
        this.blocks(content, around, list);
        return;
      }
      case "mc:AlternateContent":
        this.blocks(branchOf(element), around, list);
        return;
      case "w:bookmarkStart":
      case "w:commentRangeStart":
      case "w:commentRangeEnd":
        this.wait(element);
        return;
      case "w:moveFromRangeStart":
      case "w:moveFromRangeEnd":
      case "w:moveToRangeStart":
      case "w:moveToRangeEnd":
        this.#moves.turn(element);
        return;
      case "w:altChunk":
        file.notKept.add("other-document", this.#last ?? this.#outer);
        return;
      case "m:oMathPara":
      case "m:oMath":
        file.notKept.add("equation", this.#last ?? this.#outer, textIn(element));
        return;
      case "w:r":
        // Runs without a paragraph, as no program should write them.
        this.#paragraph({ name: "w:p", attributes: {}, children: [element] }, around, list);
        return;
      default:
        if (!/^w:(?:\w+Pr|proofErr|bookmarkEnd)$/u.test(element.name))
          this.blocks(element, around, list);
    }
  }

  #paragraph(element: XmlElement, around: Around, list: BlockList): void {
    const { file } = this;
    const properties = child(element, "w:pPr");
    const change = child(properties, "w:pPrChange");
    const numbering = child(properties, "w:numPr");
    const listed = child(numbering, "w:ins");
    const markLooks = child(properties, "w:rPr");
    const host = this.#host();
    const reader = new InlineReader(host);
    const paragraph: RawParagraph = {
      type: "paragraph",
      id: this.#isNote ? "" : file.nextId(),
      items: reader.items,
      properties,
      formerly:
        change === null
          ? null
          : { properties: child(change, "w:pPr"), revision: file.revisions.of(change) },
      listed: listed === null ? null : file.revisions.of(listed),
      style: valueOf(properties, "w:pStyle") ?? file.styles.defaultParagraph,
      isInCell: list.isCell,
      mark: markFate(markLooks, around.tracked, file),
      shape: { kind: "body", level: 1 },
      reshaped: null,
      label: "",
      isOfContents: false,
    };
    append(reader.items, this.#waiting);
    this.#waiting = [];
    this.#last = paragraph;
    const startsInContents = this.#fields.isInContents;
    if (isOn(child(properties, "w:pageBreakBefore")) && !this.#isNote) {
      // LibreOffice says so too of a break before a table of ours, which stands in its own place.
      if (list.isCell) {
        if (!file.isOurs) file.notKept.add("page-break-in-table", paragraph);
      } else list.blocks.push({ type: "page-break", tracked: paragraph.mark, bookmarks: [] });
    }
    if (child(properties, "w:sectPr") !== null) file.notKept.add("section", paragraph);
    reader.read(element, around);
    paragraph.mark = this.#moves.markWithin(paragraph);
    if (list.isCell && reader.items.some(({ type }) => type === "page-break")) {
      file.notKept.add("page-break-in-table", paragraph);
    }
    paragraph.isOfContents =
      (startsInContents || this.#fields.isInContents) && textOfItems(paragraph.items) === "";
    this.#fields.endLine();
    list.blocks.push(paragraph);
    this.#placeBoxes(list);
  }

  /** The words of boxes stand below their paragraph, and are told. */
  #placeBoxes(list: BlockList): void {
    const boxes = this.#boxes;
    this.#boxes = [];
    const anchor = this.#outer ?? this.#last;
    for (const { content, around } of boxes) {
      const from = list.blocks.length;
      const inner = this.#isNote ? { ...list, blocks: [] } : list;
      this.blocks(content, around, inner);
      const added = this.#isNote ? inner.blocks : list.blocks.slice(from);
      const words = paragraphsOf(added)
        .map(({ items }) => textOfItems(items))
        .join("\n");
      this.file.notKept.add("text-box", anchor, words);
    }
  }

  #host(): InlineHost {
    const { file } = this;
    const place = () => this.#outer ?? this.#last;
    return {
      file,
      links: this.#links,
      fields: this.#fields,
      get place() {
        return place();
      },
      note: (of, id) => this.#note(of, id),
      moveRange: (range) => this.#moves.turn(range),
      textBox: (content, around) => {
        this.#boxes.push({ content, around });
      },
    };
  }

  /** Each note is read where it is first named; a note in a note is none. */
  #note(of: "footnote" | "endnote", id: string): readonly RawItem[] | null {
    const source = this.#isNote ? null : this.file.noteOf(of, id);
    if (source === null) return null;
    const place = { place: this.#last };
    const reader = new StoryReader(this.file, source.links, source.element, place);
    return inOneLine(reader.story(source.element));
  }
}

/** The paragraphs of a note, parted by line breaks that share the fate of their ends. */
function inOneLine(blocks: readonly RawBlock[]): RawItem[] {
  const paragraphs = paragraphsOf(blocks);
  return paragraphs.flatMap(({ items, mark }, index): RawItem[] => {
    const inline = items.map((item): RawItem =>
      item.type === "page-break" ? lineBreak(item.tracked) : item,
    );
    return index === paragraphs.length - 1 ? inline : [...inline, lineBreak(mark)];
  });
}

function lineBreak(tracked: Tracked): RawItem {
  const inline = { node: { type: "hardBreak" } as const, ...tracked, restyled: null };
  return { type: "inline", inline, isOfReference: false };
}

function markFate(looks: XmlElement | null, around: Tracked, file: FileContext): Tracked {
  let fate = around;
  for (const name of ["w:ins", "w:moveTo", "w:del", "w:moveFrom"]) {
    const change = child(looks, name);
    if (change !== null) fate = fateWithin(change, fate, file.revisions) ?? fate;
  }
  return fate;
}

function isContentsControl(element: XmlElement): boolean {
  const part = child(child(element, "w:sdtPr"), "w:docPartObj");
  return valueOf(part, "w:docPartGallery") === "Table of Contents";
}
