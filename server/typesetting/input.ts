import type { LayoutProfile } from "#app/domain/document.ts";
import { startsFromRight } from "#app/document/scripts.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import type { PageLanguage } from "#app/domain/public-page/content.ts";
import type { PictureTexts } from "#app/domain/public-page/picture.ts";
import type { FilingFields } from "#app/document/details/filing-fields.ts";

/** The marking of a PDF that is not the filed one, printed on every page. */
export type Marking =
  | ({ readonly kind: "draft"; readonly change: number } & LeftOut)
  /** A draft preview while people type: without a number that changes with every key. */
  | ({ readonly kind: "preview" } & LeftOut)
  /** `sha256` in hexadecimal. */
  | { readonly kind: "version"; readonly number: number; readonly sha256: string };

/** How many unknown pieces of a draft the pages leave out; absent for none. */
interface LeftOut {
  readonly leftOut?: number;
}

/** Everything that the pages depend on. The same input gives the same bytes. */
export interface TypesetInput {
  readonly prose: ProseJSON;
  readonly facts: DocumentDetails;
  readonly layoutProfile: LayoutProfile;
  /**
   * Null only for the filed document, which must be complete: nothing missing, nothing dangling.
   */
  readonly marking: Marking | null;
  /** The values filled in at filing; null until then. */
  readonly filing: FilingFields | null;
  /** The PDF's title, and a letter's title on its continuation pages. */
  readonly title: string;
  /** BCP 47: "en" or "en-US", "es". */
  readonly language: string;
  /**
   * When the pages were made (L60): the PDF's dates, to the second. From a row where the same text is
   * to give the same bytes again.
   */
  readonly createdAt: Date;
  /**
   * For previews while typing: skips the check against PDF/UA-1, which halves the time. Downloads
   * are never previews.
   */
  readonly preview?: boolean;
  /** Whether headings are numbered (I., A., 1., a.). */
  readonly numberHeadings?: boolean;
}

/** The marking's text, as printed on every page. */
export function markingText(marking: Marking): string {
  switch (marking.kind) {
    case "draft":
      return `Draft, as of change ${marking.change} · not filed${leftOutLabel(marking)}`;
    case "preview":
      return `Draft · not filed${leftOutLabel(marking)}`;
    case "version":
      return `Version ${marking.number} · sha256 ${marking.sha256.slice(0, 12)} · not filed`;
  }
}

function leftOutLabel({ leftOut = 0 }: LeftOut): string {
  if (leftOut === 0) return "";
  return leftOut === 1
    ? " · 1 thing that can’t be shown is left out"
    : ` · ${leftOut} things that can’t be shown are left out`;
}

/** Everything that the PDF of a redline depends on. The same input gives the same bytes. */
export interface RedlineInput {
  readonly redline: { readonly before: RedlineSideInput; readonly after: RedlineSideInput };
  readonly title: string;
  /** The differences beside the text, in words. */
  readonly facts: readonly {
    readonly what: string;
    readonly before: string;
    readonly after: string;
  }[];
  /** A sentence about left-out parts; empty if there are none. */
  readonly notice: string;
  readonly language: string;
  readonly createdAt: Date;
}

export interface RedlineSideInput {
  readonly prose: ProseJSON;
  readonly facts: DocumentDetails;
  readonly layoutProfile: LayoutProfile;
  /** "Version 2", or "The draft as of change 31". */
  readonly name: string;
  /** SHA-256 of its canonical form, in hexadecimal. */
  readonly sha256: string;
}

/** Everything that the picture of a public page depends on. The same input gives the same bytes. */
export interface CardInput {
  readonly card: PictureTexts;
  readonly language: PageLanguage;
  readonly createdAt: Date;
}

/** Data of a card, as its template reads it. */
export interface CardData extends PictureTexts {
  readonly language: string;
  /** Of the title, in points. */
  readonly size: number;
  /** Of the organizations' names. */
  readonly namesSize: number;
  /** Whether the title runs from the right. */
  readonly rtl: boolean;
}

/** The words, each in a size at which so many of them fit and none is printed over others. */
export function cardDataOf(
  { card, language }: CardInput,
  draws: (codePoint: number) => boolean,
): CardData {
  // A sign that no typeface has is left out: a picture says what the page says in full.
  const drawn = (text: string) =>
    [...text]
      .filter((sign) => draws(sign.codePointAt(0) ?? 0))
      .join("")
      .replaceAll(/\s+/gu, " ");
  const { length } = card.title;
  const { length: names } = card.organizations;
  return {
    title: drawn(card.title),
    counts: drawn(card.counts),
    organizations: drawn(card.organizations),
    asOf: drawn(card.asOf),
    language,
    size: length > 130 ? 42 : length > 70 ? 54 : 68,
    namesSize: names > 440 ? 16 : names > 220 ? 22 : 30,
    rtl: startsFromRight(card.title),
  };
}

/** Printed on every page of a redline. */
export const REDLINE_MARKING = "Redline — not for filing";
