import type { PageDetails } from "#app/document/details/page-details.ts";
import type { RevisedBlock, Revision } from "#app/document/word/revised.ts";
import { blockBookmark } from "./keys.ts";
import type { WordLayout } from "./layout.ts";
import type { NumberedLists } from "./lists.ts";
import type { CitedPlace, TextView } from "./views.ts";
import type { WordScripts } from "./scripts.ts";
import { xml } from "./xml.ts";

/** Addresses outside the file that one part links to. */
export class Links {
  readonly #ids = new Map<string, string>();

  idOf(address: string): string {
    const known = this.#ids.get(address);
    if (known !== undefined) return known;
    const id = `rLink${this.#ids.size + 1}`;
    this.#ids.set(address, id);
    return id;
  }

  get all(): readonly (readonly [address: string, id: string])[] {
    return [...this.#ids];
  }
}

/** A value that a field of the text prints, as a property of the file. */
interface FieldProperty {
  readonly name: string;
  readonly value: string;
}

/** A file so far, and what its parts are written from. */
export class WordWriting {
  readonly page: PageDetails;
  readonly layout: WordLayout;
  readonly lists: NumberedLists;
  readonly newer: TextView;
  readonly older: TextView;
  readonly scripts: WordScripts;
  readonly keyedBlocks: ReadonlySet<RevisedBlock>;
  readonly links = new Links();
  readonly linksOfNotes = new Links();
  readonly notes: string[] = [];
  readonly #revisions: readonly Revision[];
  readonly #references = new Map<CitedPlace, string>();
  readonly #properties = new Map<string, FieldProperty>();
  #ids = 0;

  constructor(
    from: Pick<
      WordWriting,
      "page" | "layout" | "lists" | "newer" | "older" | "scripts" | "keyedBlocks"
    > & {
      readonly revisions: readonly Revision[];
    },
  ) {
    this.page = from.page;
    this.layout = from.layout;
    this.lists = from.lists;
    this.newer = from.newer;
    this.older = from.older;
    this.scripts = from.scripts;
    this.keyedBlocks = from.keyedBlocks;
    this.#revisions = from.revisions;
  }

  /** An id for a revision or a bookmark: no two of a file are the same. */
  nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  /** An element of a tracked change, such as `w:ins`. */
  tracked(name: string, revision: number, content = ""): string {
    const known = this.#revisions[revision];
    if (known === undefined) throw new RangeError("a change is of no revision of its text");
    return xml(name, { "w:id": this.nextId(), ...attributed(known) }, content);
  }

  /** A bookmark around this; its name is not one that is shown. */
  bookmarked(name: string, content: string): string {
    const [start, end] = this.bookmark(name);
    return start + content + end;
  }

  bookmark(name: string): readonly [start: string, end: string] {
    const id = this.nextId();
    return [
      xml("w:bookmarkStart", { "w:id": id, "w:name": name }),
      xml("w:bookmarkEnd", { "w:id": id }),
    ];
  }

  /** The bookmark of a block's key; nothing for one without. */
  keyed(block: RevisedBlock): readonly [start: string, end: string] {
    if (block.key === null || !this.keyedBlocks.has(block)) return ["", ""];
    return this.bookmark(blockBookmark(block.key, block.type === "table" ? "table" : "block"));
  }

  /** Bookmarks for the places that references name, with names as Word makes them. */
  markPlaces(places: Iterable<CitedPlace>): void {
    for (const place of places) {
      this.#references.set(place, `_Ref${FIRST_REFERENCE + this.#references.size}`);
    }
  }

  referenceTo(place: CitedPlace): string | null {
    return this.#references.get(place) ?? null;
  }

  /** The content of a block, as the place that references to it lead to. */
  asPlace(place: CitedPlace, content: string): string {
    const name = this.#references.get(place);
    return name === undefined ? content : this.bookmarked(name, content);
  }

  /** The property that holds what this field prints, named by its label. */
  property(field: string, label: string, value: string): string {
    const known = this.#properties.get(field);
    if (known !== undefined) return known.name;
    const names = new Set([...this.#properties.values()].map(({ name }) => name));
    let name = label;
    for (let count = 2; names.has(name); count += 1) name = `${label} ${count}`;
    this.#properties.set(field, { name, value });
    return name;
  }

  get properties(): readonly FieldProperty[] {
    return [...this.#properties.values()];
  }
}

const FIRST_REFERENCE = 100_000_001;

/**
 * Author and time. Word writes its own clock's time into `w:date`, whatever the "Z" says, and the instant
 * beside it.
 */
export function attributed({ author, at }: Revision): Readonly<Record<string, string | undefined>> {
  const instant = at === null ? undefined : wordInstant(at);
  return { "w:author": author, "w:date": instant, "w16du:dateUtc": instant };
}

/** To the second, which is all that Word keeps; undefined for what is no instant. */
export function wordInstant(at: string): string | undefined {
  const parsed = Date.parse(at);
  return Number.isNaN(parsed) ? undefined : `${new Date(parsed).toISOString().slice(0, 19)}Z`;
}
