import { helpPath } from "#app/domain/help/pages.ts";
import { textOfHelp, type HelpBlock, type HelpText } from "#app/domain/help/text.ts";
import { readHelpPages } from "./read.ts";

/** A section of the help, as a search finds it. */
export interface HelpEntry {
  /** "filing#confirm", or "filing" for what stands before its first section. */
  readonly id: string;
  readonly title: string;
  /** Its words, a line for each paragraph, item and row. */
  readonly text: string;
  readonly path: string;
}

/** Every section of the help. Its text has no name and no secret: anybody may find it. */
export async function helpEntries(): Promise<HelpEntry[]> {
  return (await readHelpPages()).flatMap((text) => entriesOf(text));
}

function entriesOf({ name, title, lead, blocks }: HelpText): HelpEntry[] {
  const entries: { id: string; title: string; lines: string[] }[] = [
    { id: name, title, lines: [lead] },
  ];
  for (const block of blocks) {
    if (block.kind === "heading") {
      entries.push({ id: `${name}#${block.id}`, title: `${title}: ${block.words}`, lines: [] });
    } else {
      entries.at(-1)?.lines.push(...linesOf(block));
    }
  }
  return entries.map(({ id, title: of, lines }) => ({
    id,
    title: of,
    text: lines.join("\n"),
    path: id === name ? helpPath(name) : helpPath(`${name}#${id.slice(name.length + 1)}`),
  }));
}

function linesOf(block: Exclude<HelpBlock, { kind: "heading" }>): string[] {
  switch (block.kind) {
    case "paragraph":
    case "note":
      return [textOfHelp(block.pieces)];
    case "list":
      return block.items.map((item) => textOfHelp(item));
    case "table":
      return block.rows.map((row) => row.map((cell) => textOfHelp(cell)).join(": "));
    case "picture":
      return [];
  }
}
