import { CONTROL_CHARACTER } from "#app/document/control-characters.ts";
import type { MarkJSON } from "#app/document/prose.ts";
import type { RevisedInline, Tracked } from "#app/document/word/revised.ts";
import { isSafeAddress } from "#app/domain/links.ts";
import { branchOf } from "./branch.ts";
import { fateWithin, type Around, type FileContext, type RawPlace } from "./context.ts";
import { anchorOf, isTold, isUnread, writtenText } from "./content-kinds.ts";
import { describedDrawing } from "./drawings.ts";
import { fieldCode } from "./fields.ts";
import { sameMarks } from "./marks.ts";
import type { OpenFields } from "./open-fields.ts";
import type { Relationships } from "./package.ts";
import { append, textOfItems, type RawItem } from "./raw.ts";
import { OWN_STYLES } from "./styles.ts";
import { symbolOf, withoutPrivate } from "./symbols.ts";
import { child, childrenOf, isElement, textIn, valueOf, type XmlElement } from "./xml.ts";

/** The reader of blocks, as the inline content of one text reports to it. */
export interface InlineHost {
  readonly file: FileContext;
  readonly links: Relationships;
  readonly fields: OpenFields;
  readonly place: RawPlace | null;
  /** Reads a note's text; its changes are its own. */
  note(of: "footnote" | "endnote", id: string): readonly RawItem[] | null;
  /** Where a range of moved words begins or ends. */
  moveRange(element: XmlElement): void;
  /** Takes over the text of a box, which comes after the paragraph. */
  textBox(content: XmlElement, around: Around): void;
}

interface RunState {
  readonly marks: readonly MarkJSON[];
  readonly restyled: RevisedInline["restyled"];
  readonly isHidden: boolean;
  readonly font: string | null;
  readonly isOfReference: boolean;
}

/** Reads what is in a paragraph, in order. */
export class InlineReader {
  readonly items: RawItem[] = [];
  readonly #host: InlineHost;
  /** Whether the number of a note came, after which one blank is the note's layout. */
  #isAfterNumber = false;

  constructor(host: InlineHost) {
    this.#host = host;
  }

  /** Reads the children of a paragraph, or of what wraps some of them. */
  read(element: XmlElement | null, around: Around): void {
    for (const node of element?.children ?? []) if (isElement(node)) this.#one(node, around);
  }

  #one(element: XmlElement, around: Around): void {
    const { file } = this.#host;
    const fate = fateWithin(element, around.tracked, file.revisions);
    if (fate !== null) {
      this.read(element, { ...around, tracked: fate });
      return;
    }
    switch (element.name) {
      case "w:r":
        this.#run(element, around);
        return;
      case "w:hyperlink":
        this.read(element, { ...around, link: this.#linkOf(element) ?? around.link });
        return;
      case "w:fldSimple": {
        const code = fieldCode(element.attributes["w:instr"] ?? "");
        this.#host.fields.begin(element, code, this.items, around.tracked, false);
        this.read(element, { ...around, link: this.#host.fields.link ?? around.link });
        this.#host.fields.end(this.items, this.#host.place);
        return;
      }
      case "w:sdt":
        this.#control(element);
        this.read(child(element, "w:sdtContent"), around);
        return;
      case "w:bookmarkStart":
      case "w:commentRangeStart":
      case "w:commentRangeEnd":
        append(this.items, anchorOf(element));
        return;
      case "w:moveFromRangeStart":
      case "w:moveFromRangeEnd":
      case "w:moveToRangeStart":
      case "w:moveToRangeEnd":
        this.#host.moveRange(element);
        return;
      case "mc:AlternateContent":
        this.read(branchOf(element), around);
        return;
      case "m:oMath":
      case "m:oMathPara":
        file.notKept.add("equation", this.#host.place, textIn(element));
        return;
      case "w:subDoc":
        file.notKept.add("other-document", this.#host.place);
        return;
      default:
        if (!isUnread(element.name)) this.read(element, around);
    }
  }

  #control(element: XmlElement): void {
    if (isTold(element)) this.#host.file.notKept.add("content-control", this.#host.place);
  }

  #linkOf({ attributes }: XmlElement): string | null {
    const { file, links, place } = this.#host;
    const id = attributes["r:id"];
    const target = id === undefined ? undefined : links.get(id);
    const anchor = attributes["w:anchor"];
    if (target === undefined) {
      // Lines of a table of contents lead to their headings by these; ours are fields.
      if (!this.#host.fields.isInContents) file.notKept.add("link", place, anchor ?? "");
      return null;
    }
    const address =
      anchor === undefined || target.target.includes("#")
        ? target.target
        : `${target.target}#${anchor}`;
    if (target.isExternal && isSafeAddress(address)) return address;
    file.notKept.add("link", place, address);
    return null;
  }

  #run(element: XmlElement, around: Around): void {
    const { file, fields } = this.#host;
    file.clock.check();
    const properties = child(element, "w:rPr");
    const link = fields.link ?? around.link;
    const { marks, isHidden, font } = file.runs.looks(properties, link);
    const change = child(properties, "w:rPrChange");
    const before = change === null ? marks : file.runs.looks(child(change, "w:rPr"), link).marks;
    const isRestyled = change !== null && !sameMarks(before, marks);
    if (change !== null && !isRestyled) file.notKept.add("format-change", this.#host.place);
    this.#inRun(element, around, {
      marks,
      restyled: isRestyled ? { marks: before, revision: file.revisions.of(change) } : null,
      isHidden,
      font,
      isOfReference: file.isOurs && valueOf(properties, "w:rStyle") === OWN_STYLES.crossReference,
    });
  }

  #inRun(element: XmlElement, around: Around, run: RunState): void {
    for (const node of element.children) {
      if (isElement(node)) this.#part(node, around, run);
    }
  }

  #part(element: XmlElement, around: Around, run: RunState): void {
    const { file, place, fields } = this.#host;
    switch (element.name) {
      case "w:delText":
        // Deleted words outside of a deletion are shown by no program.
        this.#text(writtenText(element), around, {
          ...run,
          isHidden: run.isHidden || around.tracked.deleted === null,
        });
        return;
      case "w:t":
        this.#text(writtenText(element), around, run);
        return;
      case "w:tab":
      case "w:ptab":
        this.#text("\t", around, run);
        return;
      case "w:noBreakHyphen":
        this.#text("\u2011", around, run);
        return;
      case "w:softHyphen":
        this.#text("\u00ad", around, run);
        return;
      case "w:cr":
        this.#break(around.tracked, run);
        return;
      case "w:br": {
        const type = element.attributes["w:type"];
        if (type === "page" && !run.isHidden)
          this.items.push({ type: "page-break", tracked: around.tracked });
        else {
          if (type === "column") file.notKept.add("column-break", place);
          this.#break(around.tracked, run);
        }
        return;
      }
      case "w:sym":
        this.#symbol(element, around, run);
        return;
      case "w:footnoteReference":
        this.#note("footnote", element, around);
        return;
      case "w:endnoteReference":
        this.#note("endnote", element, around);
        return;
      case "w:footnoteRef":
      case "w:endnoteRef":
        this.#isAfterNumber = true;
        return;
      case "w:commentReference":
        append(this.items, anchorOf(element));
        return;
      case "w:fldChar":
        fields.sign(element, this.items, around.tracked, place, run.isOfReference);
        return;
      case "w:instrText":
      case "w:delInstrText":
        fields.addCode(textIn(element));
        return;
      case "w:drawing":
      case "w:pict":
      case "w:object":
        this.#drawing(element, around);
        return;
      case "w:ruby":
        file.notKept.add("ruby", place, runText(child(element, "w:rt")));
        this.read(child(element, "w:rubyBase"), around);
        return;
      case "mc:AlternateContent": {
        const branch = branchOf(element);
        if (branch !== null) this.#inRun(branch, around, run);
        return;
      }
      case "w:r":
        this.#run(element, around);
        return;
      default:
        if (!isUnread(element.name)) this.#inRun(element, around, run);
    }
  }

  #text(written: string, around: Around, run: RunState): void {
    const { file, place, fields } = this.#host;
    const { text: plain, lost } = withoutPrivate(written, run.font);
    if (lost > 0) file.notKept.add("symbol", place, run.font ?? "");
    let text = CONTROL_CHARACTER.test(plain) ? this.#withoutControls(plain) : plain;
    if (this.#isAfterNumber && text !== "") {
      // Word parts a note from its number so.
      text = text.replace(/^[ \t\u00a0]/u, "");
      this.#isAfterNumber = false;
    }
    if (text === "") return;
    if (run.isHidden) {
      if (!fields.swallow(text)) file.notKept.add("hidden-text", place, text);
      return;
    }
    if (fields.swallow(text)) return;
    const marks = run.marks.length > 0 ? { marks: run.marks } : {};
    this.#push({ type: "text", text, ...marks }, around.tracked, run);
  }

  #withoutControls(text: string): string {
    const { file, place } = this.#host;
    let kept = "";
    for (const sign of text) {
      if (CONTROL_CHARACTER.test(sign)) file.notKept.add("control-character", place);
      else kept += sign;
    }
    return kept;
  }

  #break(tracked: Tracked, run: RunState): void {
    if (run.isHidden || this.#host.fields.swallow("\n")) return;
    this.#push({ type: "hardBreak" }, tracked, { ...run, restyled: null });
  }

  #push(
    node: RevisedInline["node"],
    tracked: Tracked,
    run: Pick<RunState, "restyled" | "isOfReference">,
  ): void {
    this.items.push({
      type: "inline",
      inline: { node, ...tracked, restyled: run.restyled },
      isOfReference: run.isOfReference,
    });
  }

  #symbol({ attributes }: XmlElement, around: Around, run: RunState): void {
    const font = attributes["w:font"] ?? "";
    const written = attributes["w:char"] ?? "";
    const known = symbolOf(font, Number.parseInt(written, 16));
    if (known !== null) this.#text(known, around, run);
    else this.#host.file.notKept.add("symbol", this.#host.place, `${font} ${written}`.trim());
  }

  #note(of: "footnote" | "endnote", element: XmlElement, around: Around): void {
    const { file, place } = this.#host;
    const items = this.#host.note(of, element.attributes["w:id"] ?? "");
    if (items === null) {
      file.notKept.add("lost-note", place);
      return;
    }
    if (isOnValue(element.attributes["w:customMarkFollows"])) file.notKept.add("note-mark", place);
    if (of === "endnote") file.notKept.add("endnote", place, textOfItems(items));
    if (this.#host.fields.swallow(textOfItems(items))) return;
    this.items.push({ type: "note", tracked: around.tracked, items });
  }

  #drawing(element: XmlElement, around: Around): void {
    const { file, place } = this.#host;
    const { boxes, kind, words } = describedDrawing(element);
    for (const box of boxes) this.#host.textBox(box, around);
    if (boxes.length === 0 || kind === "picture") file.notKept.add(kind, place, words);
  }
}

function isOnValue(value: string | undefined): boolean {
  return value !== undefined && !/^(?:0|false|off)$/u.test(value);
}

function runText(element: XmlElement | null): string {
  return childrenOf(element, "w:r")
    .map((run) => childrenOf(run, "w:t").map(textIn).join(""))
    .join("");
}
