import {
  exhibitLine,
  gap,
  openingLines,
  signatureLines,
} from "#app/document/details/printed-lines.ts";
import type { RevisedOther } from "#app/document/word/revised.ts";
import { OTHER_STYLES, styleOf } from "#app/document/word/styles.ts";
import { captionXml } from "./caption.ts";
import { textWidth, twips } from "./layout.ts";
import {
  border,
  fated,
  linesXml,
  plainTable,
  type OtherPlace,
  type PrintedLines,
} from "./lines.ts";
import { markProperties } from "./paragraphs.ts";
import { spacing } from "./styles-part.ts";
import { TABLE_GAP } from "./tables.ts";
import type { WordWriting } from "./writing.ts";
import { valued, xml } from "./xml.ts";

/** The bookmark of a block's key, and the comments on it. */
function placeOf(block: RevisedOther, comments: string, writing: WordWriting): OtherPlace {
  const [start, end] = writing.keyed(block);
  const { inserted, deleted } = block;
  return { fate: { inserted, deleted }, around: [start, end + comments] };
}

export function otherXml(block: RevisedOther, comments: string, writing: WordWriting): string {
  const place = placeOf(block, comments, writing);
  switch (block.node.type) {
    case "pageBreak": {
      const properties = valued("w:pStyle", styleOf({ kind: "body", level: 1 }).id);
      const runs = fated('<w:r><w:br w:type="page"/></w:r>', place.fate, writing);
      const mark = markProperties(place.fate, writing);
      return `<w:p><w:pPr>${properties}${mark}</w:pPr>${place.around[0]}${runs}${place.around[1]}</w:p>`;
    }
    case "caption":
      return captionXml(place, writing);
    case "signatureBlock":
      return signaturesXml([{ block, comments: "", place }], writing);
    case "exhibit":
      return exhibitXml(block, place, writing);
  }
}

function exhibitXml(
  block: RevisedOther,
  { fate, around }: OtherPlace,
  writing: WordWriting,
): string {
  const { newer, older, page } = writing;
  const letter = newer.letterOf.get(block) ?? older.letterOf.get(block) ?? "";
  const id = block.node.attrs?.id;
  const line = page.facts === null ? `Exhibit ${letter}` : exhibitLine(id, letter, page.facts);
  const label = `Exhibit ${letter}`;
  const written: PrintedLines["written"] = (text, words) => {
    if (letter === "" || !text.startsWith(label)) return words(text);
    const name = words("Exhibit ", true) + writing.asPlace(block, words(letter, true));
    const rest = text.slice(label.length);
    return name + words(rest.slice(0, 1), true) + words(rest.slice(1));
  };
  return linesXml({ lines: [line], style: OTHER_STYLES.exhibit, fate, around, written }, writing);
}

/** A signature block that is written with those beside it. */
interface PlacedSignature {
  readonly block: RevisedOther;
  readonly comments: string;
  readonly place?: OtherPlace;
}

/**
 * Signature blocks that follow each other: one cell of a table each, as many in a row as the layout has,
 * or each on the right half of the page.
 */
export function signaturesXml(
  signatures: readonly PlacedSignature[],
  writing: WordWriting,
): string {
  const { layout } = writing;
  const width = textWidth(layout);
  const isBeside = layout.signaturesBeside > 1;
  const count = isBeside ? columnsFor(signatures, writing) : 1;
  const columns = isBeside ? Array.from({ length: count }, () => width / count) : [width / 2];
  const rows: PlacedSignature[][] = [];
  for (const signature of signatures) {
    const last = rows.at(-1);
    if (last && last.length < columns.length) last.push(signature);
    else rows.push([signature]);
  }
  const fate = signatures[0]?.block ?? { inserted: null, deleted: null };
  return (
    plainTable(
      {
        style: "SignatureTable",
        columns,
        indent: isBeside ? 0 : width / 2,
        fate: { inserted: fate.inserted, deleted: fate.deleted },
        rows: rows.map((row) =>
          columns.map((own, index) => {
            const signature = row[index];
            return {
              width: own,
              content: signature === undefined ? EMPTY_CELL : signatureCell(signature, writing),
            };
          }),
        ),
      },
      writing,
    ) + TABLE_GAP
  );
}

/** The width of a character in points, in the mean of our typeface. */
const CHARACTER = 5.4;

/** As many as have room for their longest line; an organization's name may take two. */
function columnsFor(signatures: readonly PlacedSignature[], { layout, page }: WordWriting): number {
  const lines = signatures.flatMap(({ block }) =>
    page.facts === null
      ? []
      : signatureLines(block.node.attrs?.organization, page.facts).signers.flat(),
  );
  const longest = Math.max(20, ...lines.map((line) => line.length)) * CHARACTER + 11;
  const fit = Math.floor(textWidth(layout) / longest);
  return Math.max(2, Math.min(layout.signaturesBeside, fit, signatures.length));
}

const EMPTY_CELL = xml(
  "w:p",
  {},
  xml("w:pPr", {}, valued("w:pStyle", OTHER_STYLES.signatureBlock.id)),
);

function signatureCell({ block, comments, place }: PlacedSignature, writing: WordWriting): string {
  const { fate, around } = place ?? placeOf(block, comments, writing);
  const { layout, page } = writing;
  const style = OTHER_STYLES.signatureBlock;
  const known =
    page.facts === null
      ? { organization: null, signers: [], lost: "signature block" }
      : signatureLines(block.node.attrs?.organization, page.facts);
  let isFirst = true;
  const lines = (printed: Omit<Parameters<typeof linesXml>[0], "style" | "fate" | "around">) => {
    const above = spacing({ before: layout.single });
    const first = isFirst ? { around, spacing: printed.spacing ?? above } : {};
    isFirst = false;
    return linesXml({ ...printed, style, fate, ...first }, writing);
  };
  return [
    ...(known.organization === null ? [] : [lines({ lines: [known.organization], isBold: true })]),
    ...known.signers.flatMap((signer) => [
      // The line to sign on.
      lines({
        lines: [],
        before: xml("w:pBdr", {}, border("bottom", 4)),
        spacing: spacing({ before: layout.single, after: 3 }),
      }),
      lines({ lines: signer }),
    ]),
    ...(known.lost === null ? [] : [lines({ lines: [gap(known.lost)], isBold: true })]),
  ].join("");
}

/** Everything above the text of a letter. */
export function openingXml(writing: WordWriting): string {
  const { page, layout } = writing;
  const opening = page.facts === null ? null : openingLines(page.facts);
  if (opening === null || page.layoutProfile !== "letter") return "";
  const style = OTHER_STYLES.letterOpening;
  const centered = valued("w:jc", "center");
  const { letterhead, date, delivery, addressee, re, flags } = opening;
  const heads = letterhead.map(({ name, lines }) =>
    [
      linesXml(
        { lines: [name], style, isBold: true, spacing: spacing({ after: 0 }), after: centered },
        writing,
      ),
      ...(lines.length === 0 ? [] : [linesXml({ lines, style, after: centered }, writing)]),
    ].join(""),
  );
  const perRow = Math.min(3, heads.length);
  const columns = Array.from({ length: perRow }, () => textWidth(layout) / perRow);
  const rows: string[][] = [];
  for (let index = 0; index < heads.length; index += perRow) {
    rows.push(heads.slice(index, index + perRow));
  }
  const empty = xml("w:p", {}, xml("w:pPr", {}, valued("w:pStyle", style.id)));
  const table =
    heads.length === 0
      ? ""
      : plainTable(
          {
            style: "CaptionTable",
            columns,
            rows: rows.map((row, at) =>
              columns.map((width, index) => ({
                width,
                content: row[index] ?? empty,
                borders: at === rows.length - 1 ? border("bottom") : "",
              })),
            ),
          },
          writing,
        ) + TABLE_GAP;
  const step = twips(layout.step + 8);
  const subject = [...(re === null ? [] : [re]), ...flags];
  return (
    table +
    linesXml({ lines: [date], style, spacing: spacing({ before: 10 }) }, writing) +
    linesXml({ lines: [delivery], style, isBold: true }, writing) +
    linesXml({ lines: addressee, style }, writing) +
    (re === null
      ? ""
      : linesXml(
          {
            lines: subject.map((line, index) => (index === 0 ? `Re:\t${line}` : line)),
            style,
            isBold: true,
            before: xml("w:tabs", {}, xml("w:tab", { "w:val": "left", "w:pos": step })),
            spacing: spacing({ before: 10.8, after: 18 }),
            after: xml("w:ind", { "w:left": step, "w:hanging": step }),
          },
          writing,
        ))
  );
}
