/**
 * The styles of a Word file that is made here, by id, with the names that Word shows. The reader takes
 * kinds from these ids first (W7), so an id never changes.
 */
import { DEEPEST_LEVEL, type BlockKind, type BlockShape } from "#app/document/nodes/kinds.ts";

export interface WordStyle {
  readonly id: string;
  readonly name: string;
}

/** Id and name of each kind at level 1; deeper levels add the level, as Word's own lists do. */
const FIRST: Readonly<Record<BlockKind, WordStyle>> = {
  body: { id: "BodyText", name: "Body Text" },
  heading: { id: "Heading", name: "heading" },
  bullet: { id: "ListBullet", name: "List Bullet" },
  ordered: { id: "ListNumber", name: "List Number" },
  quote: { id: "BlockText", name: "Block Text" },
  numbered: { id: "NumberedParagraph", name: "Numbered Paragraph" },
  requestItem: { id: "RequestedRecord", name: "Requested Record" },
};

/** The style of a block: Heading1 to Heading4, ListBullet, ListBullet2, NumberedParagraph, NumberedParagraph2, … */
export function styleOf({ kind, level }: BlockShape): WordStyle {
  const { id, name } = FIRST[kind];
  const isPlain = level === 1 && kind !== "heading";
  return isPlain ? { id, name } : { id: `${id}${level}`, name: `${name} ${level}` };
}

/** The kind and level of the style with this id; null for a style that is not ours or Word's own. */
export function shapeOfStyle(id: string): BlockShape | null {
  return SHAPES.get(id.toLowerCase()) ?? null;
}

const SHAPES = new Map(
  (Object.keys(FIRST) as BlockKind[]).flatMap((kind) =>
    Array.from({ length: DEEPEST_LEVEL[kind] }, (_, index) => {
      const shape: BlockShape = { kind, level: index + 1 };
      return [styleOf(shape).id.toLowerCase(), shape] as const;
    }),
  ),
);

/**
 * Styles of what is no block of text: the tables of a caption and of signatures, an exhibit's line. Text
 * in `letterOpening` is printed from details and is no part of the text, nor is an empty paragraph in
 * `tableGap`, which parts a table from what follows. All runs of one cross-reference, with the signs
 * between its fields, are in `crossReference`.
 */
export const OTHER_STYLES = {
  caption: { id: "CaseCaption", name: "Case Caption" },
  signatureBlock: { id: "SignatureBlock", name: "Signature Block" },
  exhibit: { id: "ExhibitSlip", name: "Exhibit Slip" },
  letterOpening: { id: "LetterOpening", name: "Letter Opening" },
  tableText: { id: "TableText", name: "Table Text" },
  tableHeading: { id: "TableHeading", name: "Table Heading" },
  tableGap: { id: "TableGap", name: "Table Gap" },
  crossReference: { id: "CrossReference", name: "Cross Reference" },
  hyperlink: { id: "Hyperlink", name: "Hyperlink" },
  footnoteText: { id: "FootnoteText", name: "footnote text" },
  footnoteReference: { id: "FootnoteReference", name: "footnote reference" },
} as const satisfies Readonly<Record<string, WordStyle>>;
