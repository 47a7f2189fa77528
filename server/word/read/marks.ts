import { LEGAL_MARKS, type LegalMark } from "#app/document/nodes/marks.ts";
import type { MarkJSON } from "#app/document/prose.ts";
import type { StyleSheet } from "./styles.ts";
import { child, valueOf, type XmlElement } from "./xml.ts";

/** A run's marks, and how else it looks. */
interface RunLooks {
  readonly marks: readonly MarkJSON[];
  readonly isHidden: boolean;
  /** The typeface of a run of symbols. */
  readonly font: string | null;
}

const NO_LOOKS: RunLooks = { marks: [], isHidden: false, font: null };

/**
 * The marks of a run, from its own properties and its character style. Those of a paragraph's style are
 * looks of its kind, which the document's layout sets.
 */
export class RunReader {
  readonly #styles: StyleSheet;
  readonly #keepsUnderlinedLinks: boolean;

  constructor(styles: StyleSheet, isOurs: boolean) {
    this.#styles = styles;
    this.#keepsUnderlinedLinks = isOurs;
  }

  looks(properties: XmlElement | null, link: string | null): RunLooks {
    if (properties === null && link === null) return NO_LOOKS;
    const style = valueOf(properties, "w:rStyle");
    const styleName = this.#styles.nameOf(style);
    const isLinkStyle = LINK_STYLES.has(styleName);
    const of = (name: string) =>
      child(properties, name) ??
      (isLinkStyle || NOTE_STYLES.test(styleName) ? null : this.#styles.runProperty(style, name));
    const found = new Set<LegalMark>();
    // Words from right to left have these of their own.
    const isComplex = isOn(of("w:rtl")) || isOn(of("w:cs"));
    if (isOn(of("w:b")) || (isComplex && isOn(of("w:bCs")))) found.add("bold");
    if (isOn(of("w:i")) || (isComplex && isOn(of("w:iCs")))) found.add("italic");
    if (isOn(of("w:smallCaps"))) found.add("smallCaps");
    if (isOn(of("w:strike")) || isOn(of("w:dstrike"))) found.add("strike");
    // The line below a link is how links look.
    const isPlainLink = link !== null && !this.#keepsUnderlinedLinks;
    const underline = valueOf(of("w:u"));
    if (underline !== null && underline !== "none" && !isPlainLink) found.add("underline");
    const height = valueOf(of("w:vertAlign"));
    if (height === "superscript" || height === "subscript") found.add(height);
    const marks = LEGAL_MARKS.flatMap((type): MarkJSON[] => {
      if (type === "link") return link === null ? [] : [{ type, attrs: { href: link } }];
      return found.has(type) ? [{ type }] : [];
    });
    const isHidden = isOn(of("w:vanish"));
    return { marks, isHidden, font: child(properties, "w:rFonts")?.attributes["w:ascii"] ?? null };
  }

  /** Whether a paragraph's style hides its text. */
  isHiddenStyle(style: string | null): boolean {
    return isOn(this.#styles.runProperty(style, "w:vanish"));
  }
}

const LINK_STYLES = new Set([
  "hyperlink",
  "followedhyperlink",
  "internetlink",
  "visitedinternetlink",
]);

/** Styles of the raised number of a note, which is drawn here. */
const NOTE_STYLES = /^(?:footnote|endnote)(?:reference|anchor|characters)$/u;

/** A property that is there is on, unless it says otherwise. */
export function isOn(element: XmlElement | null): boolean {
  return element !== null && !/^(?:0|false|off)$/u.test(valueOf(element) ?? "");
}

export function sameMarks(one: readonly MarkJSON[], other: readonly MarkJSON[]): boolean {
  return (
    one.length === other.length &&
    one.every((mark, index) => {
      const twin = other[index];
      return mark.type === twin?.type && mark.attrs?.href === twin.attrs?.href;
    })
  );
}
