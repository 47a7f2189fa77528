import { captionLines, gap, partiesAre } from "#app/document/details/printed-lines.ts";
import { OTHER_STYLES } from "#app/document/word/styles.ts";
import { textWidth, twips, type WordLayout } from "./layout.ts";
import { border, linesXml, plainTable, type OtherPlace, type PrintedLines } from "./lines.ts";
import { lineRule, spacing } from "./styles-part.ts";
import { TABLE_GAP } from "./tables.ts";
import type { WordWriting } from "./writing.ts";
import { valued, xml } from "./xml.ts";

const STYLE = OTHER_STYLES.caption;

/** Margins at a cell's sides, in points. */
const CELL_EDGES = 10.8;

/** The caption as one table: counsel, the court, then the parties beside number and title. */
export function captionXml({ fate, around }: OtherPlace, writing: WordWriting): string {
  const { layout, page } = writing;
  const width = textWidth(layout);
  let isFirst = true;
  const lines = (printed: Omit<PrintedLines, "style" | "fate" | "around">) => {
    const own: PrintedLines = { ...printed, style: STYLE, fate, ...(isFirst ? { around } : {}) };
    isFirst = false;
    return linesXml(own, writing);
  };
  const details = page.facts;
  const caption = details?.caption ?? null;
  if (details === null || caption === null) {
    const missing = details === null ? "caption" : "caption: no court and no parties are recorded";
    return whole([[{ width, content: lines({ lines: [gap(missing)], isBold: true }) }]], [width]);
  }
  const known = captionLines(caption, details, page.layoutProfile);
  const half = width / 2;
  const counsel = known.counsel
    .map((of, index) =>
      lines({
        lines: of,
        spacing: spacing({ before: index === 0 ? 0 : layout.tight / 2 }),
        after: xml("w:ind", { "w:right": twips(width * (1 - layout.counselPart) - CELL_EDGES) }),
      }),
    )
    .join("");
  const court = known.court.map((line, index) =>
    lines({
      lines: [line],
      isBold: true,
      spacing: spacing({
        before: index === 0 ? layout.single : 0,
        after: index === known.court.length - 1 ? layout.single : 0,
        line: layout.numberedLines === null ? layout.single : layout.pitch,
        rule: lineRule(layout),
      }),
      after: layout.isCourtCentered ? valued("w:jc", "center") : "",
    }),
  );
  const roles = new Set([
    `${partiesAre(caption.plaintiffs, "Plaintiff")},`,
    `${partiesAre(caption.defendants, "Defendant")}.`,
  ]);
  const parties = known.parties.map((line, index) => {
    const isRole = roles.has(line) && isRoleAt(known.parties, index);
    const isVersus = line === "v." && index > 0;
    const before =
      isRole || isVersus
        ? layout.tight
        : index === 0
          ? 0
          : spaceAbove(known.parties, index, layout);
    return lines({
      lines: [line],
      spacing: spacing({ before, after: isRole || isVersus ? layout.tight : 0 }),
      after: isRole ? indented(half * 0.48) : isVersus ? indented(half * 0.24) : "",
    });
  });
  const title = known.title.map((line, index) =>
    lines({
      lines: [line],
      isBold: index === 1,
      spacing: spacing({ before: index === 0 ? 0 : layout.tight }),
      after: indented(8),
    }),
  );
  return whole(
    [
      ...(counsel === "" ? [] : [[{ width, across: 2, content: counsel }]]),
      ...(court.length === 0 ? [] : [[{ width, across: 2, content: court.join("") }]]),
      [
        { width: half, borders: border("bottom") + border("right"), content: parties.join("") },
        { width: half, content: title.join("") },
      ],
    ],
    [half, half],
  );

  function whole(rows: Parameters<typeof plainTable>[0]["rows"], columns: readonly number[]) {
    return plainTable({ style: "CaptionTable", columns, rows, fate }, writing) + TABLE_GAP;
  }
}

const indented = (points: number) => xml("w:ind", { "w:left": twips(points) });

/** The line above "v.", and the last. */
function isRoleAt(parties: readonly string[], index: number): boolean {
  return index === parties.length - 1 || parties[index + 1] === "v.";
}

/** Another party below an address begins with some room. */
function spaceAbove(parties: readonly string[], index: number, { tight }: WordLayout): number {
  const before = parties[index - 1] ?? "";
  return before.endsWith(";") || before.endsWith("; and") ? tight / 2 : 0;
}
