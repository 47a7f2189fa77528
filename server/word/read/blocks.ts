import type {
  RevisedBlock,
  RevisedCell,
  RevisedInline,
  RevisedOther,
  RevisedParagraph,
  RevisedPlace,
  Tracked,
} from "#app/document/word/revised.ts";
import { KEY_PREFIX, TABLE_KEY_PREFIX } from "#app/document/word/code.ts";
import type { RawPlace } from "./context.ts";
import { sameMarks } from "./marks.ts";
import {
  append,
  isAnchor,
  isTouched,
  sameFate,
  UNTOUCHED,
  type RawBlock,
  type RawItem,
  type RawParagraph,
  type RawTable,
} from "./raw.ts";
import { ownAtoms, type OwnAtom } from "./own-atoms.ts";
import type { DrawnPart } from "./word-file.ts";

/** Where the ends of comments stand, by their ids. */
export interface CommentEnds {
  readonly from: Map<number, RevisedPlace>;
  readonly to: Map<number, RevisedPlace>;
  readonly at: Map<number, RevisedPlace>;
}

/** The blocks of a text, and where the parts of the file came to stand in them. */
interface BuiltBlocks {
  readonly blocks: readonly RevisedBlock[];
  readonly drawn: readonly DrawnPart[];
  readonly comments: CommentEnds;
  readonly numbers: readonly { readonly id: string; readonly label: string }[];
  /** The index of the block that a part of the file became. */
  blockOf(place: RawPlace): number | null;
}

/** Turns what was read into blocks of ours. */
export class BlockBuilder {
  readonly #blocks: RevisedBlock[] = [];
  readonly #drawn: DrawnPart[] = [];
  readonly #numbers: { id: string; label: string }[] = [];
  readonly #at = new Map<RawPlace, number>();
  readonly #keys = new Set<string>();
  readonly #comments: CommentEnds = { from: new Map(), to: new Map(), at: new Map() };
  readonly #isOurs: boolean;
  /** Anchors of paragraphs that are left out, for the next that is not. */
  #waiting: RawItem[] = [];

  constructor(isOurs: boolean) {
    this.#isOurs = isOurs;
  }

  build(raw: readonly RawBlock[]): BuiltBlocks {
    for (const block of this.#isOurs ? ownAtoms(raw) : raw) {
      if (block.type === "paragraph") this.#paragraph(block);
      else if (block.type === "table") this.#table(block);
      else if (block.type === "atom") this.#atom(block);
      else this.#pageBreak(block.tracked, this.#keyOf(block.bookmarks, false));
    }
    this.#placeWaiting();
    return {
      blocks: this.#blocks,
      drawn: this.#drawn,
      comments: this.#comments,
      numbers: this.#numbers,
      blockOf: (place) => this.#at.get(place) ?? null,
    };
  }

  #paragraph(paragraph: RawParagraph): void {
    if (this.#isLeftOut(paragraph)) {
      this.#at.set(paragraph, Math.max(0, this.#blocks.length - 1));
      append(this.#waiting, paragraph.items.filter(isAnchor));
      return;
    }
    const items = [...this.#waiting, ...paragraph.items];
    this.#waiting = [];
    this.#at.set(paragraph, this.#blocks.length);
    const key = this.#keyOfItems(items, KEY_PREFIX);
    const breaks = items.flatMap((item, index) => (item.type === "page-break" ? [index] : []));
    if (breaks.length === 0) {
      this.#push(paragraph, items, key);
      return;
    }
    const isOnly = items.every((one) => one.type === "page-break" || isAnchor(one));
    let from = 0;
    let left = key;
    breaks.forEach((at, index) => {
      const part = items.slice(from, at);
      const item = items[at];
      const tracked = item?.type === "page-break" ? item.tracked : UNTOUCHED;
      from = at + 1;
      if (part.some((one) => !isAnchor(one))) {
        this.#push(partOf(paragraph, index, tracked), part, left);
        left = null;
      } else append(this.#waiting, part);
      this.#pageBreak(tracked, isOnly ? left : null);
      if (isOnly) left = null;
    });
    const rest = items.slice(from);
    if (rest.some((one) => !isAnchor(one))) {
      this.#push(partOf(paragraph, breaks.length, paragraph.mark), rest, left);
    } else append(this.#waiting, rest);
  }

  /** Spacing of other programs, and what stands between our blocks for Word's sake. */
  #isLeftOut(paragraph: RawParagraph): boolean {
    if (paragraph.isOfContents) return true;
    if (this.#isOurs) return false;
    const last = this.#blocks.at(-1);
    const joins = last?.type === "paragraph" && isTouched(last.mark);
    return (
      !joins &&
      !isTouched(paragraph.mark) &&
      paragraph.reshaped === null &&
      paragraph.items.every(
        (item) =>
          isAnchor(item) ||
          (item.type === "inline" &&
            !isTouched(item.inline) &&
            (item.inline.node.type === "hardBreak" || !/\S/u.test(item.inline.node.text ?? "x"))),
      )
    );
  }

  #push(paragraph: RawParagraph, items: readonly RawItem[], key: string | null): void {
    const block = this.#blocks.length;
    this.#blocks.push(this.#revised(paragraph, items, key, { block, cell: null }, UNTOUCHED));
  }

  #revised(
    paragraph: RawParagraph,
    items: readonly RawItem[],
    key: string | null,
    place: Omit<RevisedPlace, "offset">,
    around: Tracked,
  ): RevisedParagraph {
    const { id, shape, reshaped, label } = paragraph;
    if (label !== "") this.#numbers.push({ id, label });
    const mark = without(paragraph.mark, around);
    const content = inlineOf(items, around, (item, offset) =>
      this.#anchor(item, { ...place, offset }),
    );
    return { type: "paragraph", id, key, shape, reshaped, mark, content };
  }

  #anchor(item: RawItem, place: RevisedPlace): void {
    if (item.type !== "comment") return;
    const ends = this.#comments[item.end];
    if (!ends.has(item.id)) ends.set(item.id, place);
  }

  #pageBreak(tracked: Tracked, key: string | null): void {
    const { inserted, deleted } = tracked;
    const other: RevisedOther = {
      type: "other",
      key,
      node: { type: "pageBreak" },
      inserted,
      deleted,
    };
    this.#blocks.push(other);
  }

  #atom({ kind, paragraphs, words, tracked, bookmarks, places }: OwnAtom): void {
    const block = this.#blocks.length;
    const items = paragraphs.flatMap((paragraph) => paragraph.items);
    const key = this.#keyOf(bookmarks, true) ?? this.#keyOfItems(items, KEY_PREFIX);
    for (const place of [...paragraphs, ...places]) this.#at.set(place, block);
    for (const item of [...this.#waiting, ...items]) {
      this.#anchor(item, { block, cell: null, offset: 0 });
    }
    this.#waiting = [];
    const id = paragraphs[0]?.id ?? null;
    const { inserted, deleted } = tracked;
    const isTracked = items.some((item) => item.type === "inline" && isTouched(item.inline));
    if (kind === "letterOpening") {
      this.#drawn.push({ block: null, kind, words, isTracked });
      return;
    }
    this.#drawn.push({ block, kind, words, isTracked });
    const node =
      kind === "signatureBlock"
        ? ({ type: kind, attrs: { id, organization: null } } as const)
        : ({ type: kind, attrs: { id } } as const);
    this.#blocks.push({ type: "other", key, node, inserted, deleted });
  }

  #table(table: RawTable): void {
    const block = this.#blocks.length;
    const first = table.rows.flatMap(({ cells }) => cells)[0]?.paragraphs[0];
    if (first !== undefined && this.#waiting.length > 0) {
      const items = [...this.#waiting, ...first.items];
      first.items.length = 0;
      append(first.items, items);
      this.#waiting = [];
    }
    this.#at.set(table, block);
    const key =
      this.#keyOf(table.bookmarks, true) ?? this.#keyOfItems(first?.items ?? [], TABLE_KEY_PREFIX);
    const rows = table.rows.map(({ tracked, cells }, y) => ({
      inserted: tracked.inserted,
      deleted: tracked.deleted,
      cells: cells.map((cell, x): RevisedCell => {
        const paragraphs = cell.paragraphs.filter(({ isOfContents }) => !isOfContents);
        const { isHeader, colspan, rowspan } = cell;
        const blocks = paragraphs.map((paragraph, index) => {
          this.#at.set(paragraph, block);
          const items = paragraph.items.filter(({ type }) => type !== "page-break");
          const own = this.#keyOfItems(items, KEY_PREFIX);
          return this.#revised(paragraph, items, own, { block, cell: [y, x, index] }, tracked);
        });
        return { isHeader, colspan, rowspan, blocks };
      }),
    }));
    this.#blocks.push({ type: "table", key, rows });
  }

  /** Comments may end in what is left out at the end of a text. */
  #placeWaiting(): void {
    const block = this.#blocks.length - 1;
    const last = this.#blocks[block];
    if (last === undefined) return;
    const offset =
      last.type === "paragraph" ? last.content.reduce((sum, one) => sum + lengthOf(one), 0) : 0;
    for (const item of this.#waiting) this.#anchor(item, { block, cell: null, offset });
  }

  /**
   * The key of a paragraph: of several at its start the last, since a program that takes out the
   * paragraph before leaves that one's bookmark here; else the first.
   */
  #keyOfItems(items: readonly RawItem[], prefix: string): string | null {
    const start = items.findIndex((item) => !isAnchor(item));
    const names = (some: readonly RawItem[]) =>
      some.flatMap((item) => (item.type === "bookmark" ? [item.name] : []));
    const atStart = start === -1 ? items : items.slice(0, start);
    return (
      this.#firstKey(names(atStart).toReversed(), prefix) ??
      this.#firstKey(names(items.slice(atStart.length)), prefix)
    );
  }

  /** @param isTable whether a paragraph's prefix will do as well as a table's. */
  #keyOf(names: readonly string[], isTable: boolean): string | null {
    return (
      (isTable ? this.#firstKey(names, TABLE_KEY_PREFIX) : null) ??
      this.#firstKey(names, KEY_PREFIX)
    );
  }

  #firstKey(names: readonly string[], prefix: string): string | null {
    for (const name of names) {
      if (!name.startsWith(prefix)) continue;
      const key = name.slice(prefix.length);
      // Where a text is copied within a file, the first one is the one that left.
      const taken = `${prefix}${key}`;
      if (key === "" || this.#keys.has(taken)) continue;
      this.#keys.add(taken);
      return key;
    }
    return null;
  }
}

/** A part of a paragraph that page breaks divide: only the first has its number, the last its end. */
function partOf(paragraph: RawParagraph, index: number, mark: Tracked): RawParagraph {
  if (index === 0) return { ...paragraph, mark };
  const { kind } = paragraph.shape;
  const shape = kind === "quote" ? paragraph.shape : ({ kind: "body", level: 1 } as const);
  const id = `${paragraph.id}-${index + 1}`;
  return { ...paragraph, id, mark, shape, reshaped: null, label: "" };
}

/** A part's fate where it is not that of what it is a part of. */
function without(own: Tracked, around: Tracked): Tracked {
  return {
    inserted: own.inserted === around.inserted ? null : own.inserted,
    deleted: own.deleted === around.deleted ? null : own.deleted,
  };
}

/** Inline content with equal neighbors joined; `anchor` is told of what stands between. */
function inlineOf(
  items: readonly RawItem[],
  around: Tracked,
  anchor: (item: RawItem, offset: number) => void,
): RevisedInline[] {
  const content: RevisedInline[] = [];
  let offset = 0;
  for (const item of items) {
    if (item.type === "inline")
      offset += add(content, { ...item.inline, ...without(item.inline, around) });
    else if (item.type === "note") {
      const fate = without(item.tracked, around);
      const note = inlineOf(item.items, item.tracked, (inner) => anchor(inner, offset));
      offset += add(content, {
        node: { type: "footnote", attrs: { id: null } },
        ...fate,
        restyled: null,
        note,
      });
    } else anchor(item, offset);
  }
  return content;
}

function add(content: RevisedInline[], item: RevisedInline): number {
  const { node } = item;
  const length = lengthOf(item);
  if (length === 0) return 0;
  const last = content.at(-1);
  if (node.type === "text" && last?.node.type === "text" && isSame(last, item)) {
    content[content.length - 1] = {
      ...last,
      node: { ...last.node, text: last.node.text + node.text },
    };
  } else content.push(item);
  return length;
}

function isSame(one: RevisedInline, other: RevisedInline): boolean {
  const [was, is] = [one.restyled, other.restyled];
  const isSameChange =
    was === null || is === null
      ? was === is
      : was.revision === is.revision && sameMarks(was.marks, is.marks);
  return (
    isSameChange && sameFate(one, other) && sameMarks(one.node.marks ?? [], other.node.marks ?? [])
  );
}

function lengthOf({ node }: RevisedInline): number {
  return node.type === "text" ? node.text.length : 1;
}
