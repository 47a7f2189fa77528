import type { LayoutProfile } from "#app/domain/document.ts";

interface HeadingLook {
  readonly isCentered: boolean;
  readonly isBold: boolean;
  readonly isItalic: boolean;
  readonly above: number;
}

/** Measures of a layout in points, as the profiles of server/typesetting have them. */
export interface WordLayout {
  readonly margin: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
  readonly size: number;
  /** From baseline to baseline. */
  readonly pitch: number;
  /** The same where text is single-spaced. */
  readonly single: number;
  /** The same in counsel block and caption. */
  readonly tight: number;
  /** Whether a line is exactly that high, so that lines stand beside their numbers. */
  readonly isExact: boolean;
  /** More below a paragraph. */
  readonly gap: number;
  readonly itemGap: number;
  /** Of a first line. */
  readonly indent: number;
  readonly numberIndent: number;
  readonly listIndent: number;
  /** Of a level. */
  readonly step: number;
  readonly noteSize: number;
  readonly notePitch: number;
  readonly signSize: number;
  readonly cellGap: number;
  /** Below a table. */
  readonly tableGap: number;
  /** The most signature blocks that stand beside each other. */
  readonly signaturesBeside: number;
  /** RRGGBB; null for the color of text. */
  readonly linkColor: string | null;
  readonly headings: readonly HeadingLook[];
  readonly isCourtCentered: boolean;
  /** The part of the width that counsel's lines take. */
  readonly counselPart: number;
  readonly numberedLines: number | null;
  readonly footer: "letter" | "number" | "pleading";
}

export const PAGE = { width: 612, height: 792 } as const;

/** Words of the text between the margins. */
export function textWidth({ margin }: WordLayout): number {
  return PAGE.width - margin.left - margin.right;
}

const look = (isCentered: boolean, isBold: boolean, isItalic: boolean, above = 0): HeadingLook => ({
  isCentered,
  isBold,
  isItalic,
  above,
});

const COURT_HEADINGS = [
  look(true, true, false),
  look(false, true, false),
  look(false, true, true),
  look(false, false, true),
];

const LETTER: WordLayout = {
  margin: { top: 72, right: 72, bottom: 72, left: 72 },
  size: 12,
  pitch: 14.4,
  single: 14.4,
  tight: 14.4,
  isExact: false,
  gap: 7.2,
  itemGap: 3.6,
  indent: 0,
  numberIndent: 0,
  listIndent: 0,
  step: 28,
  noteSize: 10,
  notePitch: 12,
  signSize: 11,
  cellGap: 4,
  tableGap: 8,
  signaturesBeside: 3,
  linkColor: "0B3D91",
  headings: [
    look(false, true, false, 10),
    look(false, true, true, 4),
    look(false, false, true),
    look(false, false, true),
  ],
  isCourtCentered: true,
  counselPart: 0.6,
  numberedLines: null,
  footer: "letter",
};

const DOUBLE_SPACED: WordLayout = {
  ...LETTER,
  pitch: 24,
  single: 14,
  tight: 14,
  isExact: true,
  gap: 0,
  itemGap: 0,
  indent: 36,
  numberIndent: 36,
  listIndent: 36,
  step: 36,
  noteSize: 12,
  notePitch: 14,
  signSize: 12,
  tableGap: 12,
  signaturesBeside: 1,
  linkColor: null,
  headings: COURT_HEADINGS,
  footer: "number",
};

/** Pleading paper of 28 numbered lines. */
function pleading(size: number, single: number): WordLayout {
  const lines = 28;
  const top = 54;
  return {
    ...DOUBLE_SPACED,
    margin: { top, right: 45, bottom: PAGE.height - top - size - (lines - 1) * 24, left: 108 },
    size,
    single,
    tight: size,
    noteSize: size,
    notePitch: Math.max(single, 13),
    signSize: size,
    counselPart: size > 12 ? 0.5 : 0.6,
    numberedLines: lines,
    footer: "pleading",
  };
}

const LAYOUTS: Readonly<Record<LayoutProfile, WordLayout>> = {
  letter: LETTER,
  "nd-cal": pleading(12, 12),
  "cd-cal": pleading(14, 16),
  sdny: { ...DOUBLE_SPACED, noteSize: 10, notePitch: 12, isCourtCentered: false },
  ddc: DOUBLE_SPACED,
};

export function wordLayout(profile: LayoutProfile): WordLayout {
  return LAYOUTS[profile];
}

/** Points as twentieths, in which Word measures lengths. */
export const twips = (points: number): number => Math.round(points * 20);
