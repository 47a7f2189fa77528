import { BlockBuilder } from "./blocks.ts";
import { readComments } from "./comments.ts";
import type { FileContext, NoteSource, RawPlace } from "./context.ts";
import { fileCodeIn, pageText } from "./file-code.ts";
import type { ReadingClock } from "./limits.ts";
import { RunReader } from "./marks.ts";
import { NotKeptList } from "./not-kept.ts";
import { WordNumbering } from "./numbering.ts";
import { ownAtoms } from "./own-atoms.ts";
import type { NotesPart, PackageParts } from "./package.ts";
import { paragraphsOf, type RawBlock, type RawParagraph } from "./raw.ts";
import { ReferenceReader, type CitedBookmark, type CitedPlaces } from "./references.ts";
import { ReadRevisions } from "./revisions.ts";
import { giveShapes } from "./shapes.ts";
import { StoryReader } from "./story-reader.ts";
import { otherOfStyle, StyleSheet } from "./styles.ts";
import { numberTypedLines } from "./typed-numbers.ts";
import type { WordFile } from "./word-file.ts";
import { child, childrenOf, textIn, type XmlElement } from "./xml.ts";

/** The text of a file from its parts, with its changes and comments. */
export function textOf(parts: PackageParts, clock: ReadingClock): WordFile {
  const styles = new StyleSheet(parts.styles);
  const { code, hasKeys } = fileCodeIn(parts);
  const isOurs = code !== null || hasKeys || styles.areOurs;
  const notes = new UnreadNotes(parts);
  let ids = 0;
  const file: FileContext = {
    styles,
    runs: new RunReader(styles, isOurs),
    revisions: new ReadRevisions(),
    notKept: new NotKeptList<RawPlace>(),
    shown: [],
    clock,
    isOurs,
    noteOf: (of, id) => notes.take(of, id),
    nextId() {
      ids += 1;
      return `word-${ids}`;
    },
  };
  const body = child(parts.document, "w:body") ?? parts.document;
  const blocks = new StoryReader(file, parts.links, body).story(body);
  const paragraphs = paragraphsOf(blocks).filter(({ isOfContents }) => !isOfContents);
  giveShapes(paragraphs, new WordNumbering(parts.numbering, styles), file);
  if (!isOurs) numberTypedLines(blocks);
  const references = new ReferenceReader(citedPlaces(blocks, isOurs), file);
  for (const paragraph of paragraphs) {
    const items = references.read(paragraph.items, paragraph);
    paragraph.items.splice(0, paragraph.items.length);
    for (const item of items) paragraph.items.push(item);
  }
  clock.check();
  const built = new BlockBuilder(isOurs).build(blocks);
  const comments = readComments(parts, built.comments, file.notKept);
  tellTheRest(parts, notes, file);
  return {
    title: title(parts.coreProperties),
    language: styles.language ?? languageIn(parts.coreProperties),
    text: { blocks: built.blocks, revisions: file.revisions.list },
    comments,
    code,
    isOurs,
    notKept: file.notKept.all(built.blockOf),
    drawn: [
      ...built.drawn,
      ...(isOurs ? pagesOf(parts) : []).map((page) => ({ ...page, block: null, isTracked: false })),
    ],
    shown: file.shown.map(({ place, ...one }) => ({
      ...one,
      block: place === null ? null : built.blockOf(place),
    })),
    numbers: built.numbers,
  };
}

/** The notes of a file, each taken at the place that names it first. */
class UnreadNotes {
  readonly #parts: Readonly<Record<"footnote" | "endnote", NotesPart | null>>;
  readonly #left = new Map<string, NoteSource>();

  constructor({ footnotes, endnotes }: PackageParts) {
    this.#parts = { footnote: footnotes, endnote: endnotes };
    for (const of of ["footnote", "endnote"] as const) {
      const part = this.#parts[of];
      for (const element of childrenOf(part?.root ?? null, `w:${of}`)) {
        const { "w:id": id, "w:type": type } = element.attributes;
        if (part === null || id === undefined) continue;
        // The lines between text and notes; they may have words, which are told.
        const isLine = type !== undefined && type !== "normal";
        if (isLine && pageText(element).trim() === "") continue;
        if (!this.#left.has(`${of} ${id}`))
          this.#left.set(`${of} ${id}`, { element, links: part.links });
      }
    }
  }

  take(of: "footnote" | "endnote", id: string): NoteSource | null {
    const name = `${of} ${id}`;
    const source = this.#left.get(name) ?? null;
    this.#left.delete(name);
    return source;
  }

  get left(): readonly NoteSource[] {
    return [...this.#left.values()];
  }
}

function citedPlaces(blocks: readonly RawBlock[], isOurs: boolean): CitedPlaces {
  const byBookmark = new Map<string, CitedBookmark>();
  const order = new Map<CitedBookmark["kind"], string[]>();
  const add = (paragraph: RawParagraph, kind: CitedBookmark["kind"], id: string) => {
    const ids = order.get(kind) ?? [];
    order.set(kind, ids);
    if (ids.at(-1) !== id) ids.push(id);
    const place = { id, kind, rank: ids.length - 1 };
    for (const item of paragraph.items) {
      if (item.type === "bookmark" && !byBookmark.has(item.name)) byBookmark.set(item.name, place);
    }
  };
  for (const block of isOurs ? ownAtoms(blocks) : blocks) {
    const atom = block.type === "atom" ? block : null;
    if (atom !== null) {
      const [first] = atom.paragraphs;
      if (atom.kind !== "exhibit" || first === undefined) continue;
      for (const paragraph of atom.paragraphs) add(paragraph, "exhibit", first.id);
      continue;
    }
    if (block.type === "atom") continue;
    for (const paragraph of paragraphsOf([block])) {
      const { kind } = paragraph.shape;
      if (otherOfStyle(paragraph.style) !== null && isOurs) continue;
      if (kind === "numbered" || kind === "requestItem") add(paragraph, kind, paragraph.id);
    }
  }
  return { byBookmark, order };
}

/** Tells of all but the text: headers and footers, notes that nothing names, macros, protection. */
function tellTheRest(
  parts: PackageParts,
  notes: UnreadNotes,
  { notKept, isOurs }: FileContext,
): void {
  for (const { element } of notes.left) notKept.add("lost-note", null, pageText(element).trim());
  for (const { kind, words } of isOurs ? [] : pagesOf(parts)) notKept.add(kind, null, words);
  if (parts.hasMacros) notKept.add("macros", null);
  for (let count = 0; count < parts.embeddings; count += 1) notKept.add("embedded-file", null);
  const protection = child(parts.settings, "w:documentProtection");
  if (/^(?:1|true|on)$/u.test(protection?.attributes["w:enforcement"] ?? "")) {
    notKept.add("protection", null);
  }
}

/** The words of headers and footers, where they have any. */
function pagesOf({ headers, footers }: PackageParts) {
  const kinds = [
    ["header", headers],
    ["footer", footers],
  ] as const;
  return kinds.flatMap(([kind, pages]) =>
    pages
      .map((page) => ({ kind, words: pageText(page).trim() }))
      .filter(({ words }) => words !== ""),
  );
}

const LONGEST_TITLE = 500;

function title(core: XmlElement | null): string | null {
  const element = child(core, "dc:title");
  const words = element === null ? "" : textIn(element).replaceAll(/\s+/gu, " ").trim();
  return words === "" ? null : words.slice(0, LONGEST_TITLE);
}

function languageIn(core: XmlElement | null): string | null {
  const element = child(core, "dc:language");
  const tag = element === null ? "" : textIn(element).trim();
  return /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}$/u.test(tag) ? tag : null;
}
