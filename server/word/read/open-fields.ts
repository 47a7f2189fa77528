import { FIELD_NAMES, fieldLabel } from "#app/document/details/filing-fields.ts";
import type { Tracked } from "#app/document/word/revised.ts";
import { isSafeAddress } from "#app/domain/links.ts";
import type { FileContext, RawPlace } from "./context.ts";
import { fieldCode, namesNumber, type FieldCode } from "./fields.ts";
import { isOn } from "./marks.ts";
import { append, isAnchor, sameFate, textOfItems, type RawItem } from "./raw.ts";
import { typedOver } from "./typed-over.ts";
import { child, childrenOf, numberIn, valueOf, type XmlElement } from "./xml.ts";

interface FieldBegun {
  readonly begin: XmlElement;
  /** Of the paragraph in which it begins: a field that ends in another one keeps its words there. */
  readonly items: RawItem[];
  readonly tracked: Tracked;
  readonly isOfReference: boolean;
  written: string;
  code: FieldCode | null;
  /** Where its result begins; null while its code is read. */
  from: number | null;
  /** Words among its code, such as the result of a field in it, and those of a table of contents. */
  swallowed: string;
}

/** The fields that are open at a place of a text, outermost first. */
export class OpenFields {
  readonly #file: FileContext;
  readonly #whole: ReadonlySet<XmlElement>;
  readonly #open: FieldBegun[] = [];

  constructor(file: FileContext, whole: ReadonlySet<XmlElement>) {
    this.#file = file;
    this.#whole = whole;
  }

  /** A field's first sign, the one before its result, or its last. */
  sign(
    element: XmlElement,
    items: RawItem[],
    tracked: Tracked,
    place: RawPlace | null,
    isOfReference: boolean,
  ): void {
    if (!this.#whole.has(element)) return;
    switch (element.attributes["w:fldCharType"]) {
      case "begin":
        this.begin(element, null, items, tracked, isOfReference);
        return;
      case "separate": {
        const top = this.#open.at(-1);
        if (top === undefined || top.from !== null) return;
        top.code = fieldCode(top.written);
        top.from = items.length;
        return;
      }
      case "end":
        this.end(items, place);
    }
  }

  /** @param code of a field that is one element; else it follows. */
  begin(
    element: XmlElement,
    code: FieldCode | null,
    items: RawItem[],
    tracked: Tracked,
    isOfReference: boolean,
  ): void {
    const from = code === null ? null : items.length;
    const field = { begin: element, items, tracked, isOfReference, written: "", code, from };
    this.#open.push({ ...field, swallowed: "" });
  }

  addCode(written: string): void {
    const top = this.#open.at(-1);
    if (top !== undefined && top.from === null && top.written.length < LONGEST_CODE) {
      top.written += written;
    }
  }

  /** The address that the result of an open field leads to. */
  get link(): string | null {
    for (const { code, from } of this.#open.toReversed()) {
      if (from === null || code?.name !== "HYPERLINK") continue;
      return isSafeAddress(code.argument) ? code.argument : null;
    }
    return null;
  }

  get isInContents(): boolean {
    return this.#contents > 0 || this.#open.some(isContents);
  }

  /** Takes words that are no text: among a field's code, or in a table of contents. */
  swallow(words: string): boolean {
    if (this.#contents > 0) {
      this.#contentsWords += words;
      return true;
    }
    const holder = this.#open.find((field) => field.from === null || isContents(field));
    if (holder === undefined) return false;
    holder.swallowed += words;
    return true;
  }

  /** Reads a table of contents that is marked as one as a whole. */
  inContents(place: RawPlace | null, read: () => void): void {
    this.#contents += 1;
    read();
    this.#contents -= 1;
    if (this.#contents > 0) return;
    this.#file.notKept.add("contents", place, this.#contentsWords.trim());
    this.#contentsWords = "";
  }
  #contents = 0;
  #contentsWords = "";

  /** Ends the line of a paragraph within what is swallowed. */
  endLine(): void {
    if (this.isInContents) this.swallow("\n");
  }

  end(items: RawItem[], place: RawPlace | null): void {
    const field = this.#open.pop();
    if (field === undefined) return;
    const code = field.code ?? fieldCode(field.written);
    const isWhole = field.items === items;
    const from = field.from ?? items.length;
    const { swallowed } = field;
    if (isContents(field)) {
      if (this.#contents === 0) this.#file.notKept.add("contents", place, swallowed.trim());
      else this.#contentsWords += swallowed;
      return;
    }
    if (isWhole && (namesNumber(code) || (code.name === "REF" && field.isOfReference))) {
      const cached = items.splice(from);
      const typed = typedOver(cached, field.tracked);
      const tracked = fateOf(cached) ?? field.tracked;
      const { isOfReference } = field;
      const { argument: bookmark } = code;
      const reference = { bookmark, cached, tracked, typed, isOfReference };
      items.push({ type: "reference", ...reference }, ...cached.filter(isAnchor));
      if (swallowed !== "") this.#file.notKept.add("field", place, swallowed);
      return;
    }
    const property = code.name === "DOCPROPERTY" ? ownField(code.argument) : null;
    if (isWhole && this.#file.isOurs && property !== null) {
      const cached = items.splice(from);
      const typed = typedOver(cached, field.tracked);
      const tracked = typed?.tracked ?? fateOf(cached) ?? field.tracked;
      const node = { type: "field", attrs: { name: property } } as const;
      const inline = { node, ...tracked, restyled: null };
      items.push({ type: "inline", inline, isOfReference: false });
      append(items, typed?.instead ?? []);
      append(items, cached.filter(isAnchor));
      if (tracked.deleted === null) {
        this.#file.shown.push({ place, field: property, words: textOfItems(cached) });
      }
      return;
    }
    if (code.name === "HYPERLINK" && swallowed === "") {
      if (!isSafeAddress(code.argument)) this.#file.notKept.add("link", place, code.argument);
      return;
    }
    const shown = isWhole && items.length === from ? formText(field.begin) : null;
    if (shown !== null) {
      const node = { type: "text", text: shown } as const;
      const inline = { node, ...field.tracked, restyled: null };
      if (!this.swallow(shown)) items.push({ type: "inline", inline, isOfReference: false });
    }
    this.#file.notKept.add("field", place, [code.name, swallowed].filter(Boolean).join(": "));
  }
}

const LONGEST_CODE = 4_000;

/** The field that a property of a file of ours stands for, by its name or its label. */
function ownField(property: string): string | null {
  const named = /^Field (?<name>[A-Za-z0-9_.:-]{1,64})$/u.exec(property)?.groups?.name;
  return named ?? FIELD_NAMES.find((name) => fieldLabel(name) === property) ?? null;
}

function isContents({ code, from }: FieldBegun): boolean {
  return from !== null && code?.name === "TOC";
}

/** The fate that all parts share; null where they differ or there are none. */
function fateOf(items: readonly RawItem[]): Tracked | null {
  let fate: Tracked | null = null;
  for (const item of items) {
    const own = item.type === "inline" ? item.inline : "tracked" in item ? item.tracked : null;
    if (own === null) continue;
    if (fate !== null && !sameFate(fate, own)) return null;
    fate = { inserted: own.inserted, deleted: own.deleted };
  }
  return fate;
}

/** Words of a form field that has no result: a box, or the entry that is chosen. */
function formText(begin: XmlElement): string | null {
  const data = child(begin, "w:ffData");
  const box = child(data, "w:checkBox");
  if (box !== null) {
    const checked = child(box, "w:checked");
    return isOn(checked ?? child(box, "w:default")) ? "☒" : "☐";
  }
  const list = child(data, "w:ddList");
  if (list === null) return null;
  const entries = childrenOf(list, "w:listEntry");
  const chosen = numberIn(valueOf(list, "w:result") ?? valueOf(list, "w:default")) ?? 0;
  return valueOf(entries[chosen] ?? null);
}
