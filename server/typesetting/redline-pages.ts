import { counted } from "#app/domain/counted.ts";
import { numberedChanges, redlineOf } from "#app/document/redline/index.ts";
import { drawnPage } from "#app/document/rendering/drawn-page.ts";
import { nodeText } from "#app/document/rendering/plain-text.ts";
import { runsOfInline } from "#app/document/rendering/typst/blocks.ts";
import { createHeadingTags } from "#app/document/rendering/typst/heading-tags.ts";
import type { PrintedRun } from "#app/document/rendering/typst/page-data.ts";
import {
  redlineBlocks,
  type RedlineBlockData,
} from "#app/document/rendering/typst/redline-data.ts";
import { referencesOf } from "#app/document/rendering/typst/references.ts";
import { MAY_BREAK } from "#app/document/rendering/typst/printable-text.ts";
import type { GlyphGuard } from "./glyph-guard.ts";
import { REDLINE_MARKING, type RedlineInput, type RedlineSideInput } from "./input.ts";

/** The data that redline/redline.typ reads. */
export interface RedlinePageData {
  readonly title: string;
  readonly language: string;
  readonly region: string | null;
  readonly marking: string;
  readonly footer: string;
  readonly sides: readonly { readonly label: string; readonly says: string }[];
  readonly summary: string;
  readonly notice: string;
  readonly facts: RedlineInput["facts"];
  readonly blocks: readonly RedlineBlockData[];
}

/**
 * Compares the two texts as the screen does (the comparison depends on nothing but them) and prepares the
 * result for the template. Throws a TypesetError for words that can't be printed.
 */
export function redlinePagesOf(input: RedlineInput, print: GlyphGuard): RedlinePageData {
  const { before, after } = input.redline;
  const redline = redlineOf(before.prose, after.prose);
  const count = numberedChanges(redline).changes.length;
  const sides = { before: printingOf(before, print), after: printingOf(after, print) };
  const tagOf = createHeadingTags();
  const fact = (words: string) => print(words, { in: "facts", what: "facts" });
  const [language = "en", region] = input.language.split("-");
  return {
    title: print(input.title, { in: "facts", what: "title" }).replaceAll(MAY_BREAK, ""),
    language,
    region: region ?? null,
    marking: REDLINE_MARKING,
    footer: `From ${shortName(before)} to ${shortName(after)}`,
    sides: [
      { label: "From:", says: `${before.name}, sha256 ${before.sha256}` },
      { label: "To:", says: `${after.name}, sha256 ${after.sha256}` },
    ],
    summary: summaryOf(count, input.facts.length, redline.exact),
    notice: input.notice,
    facts: input.facts.map((one) => ({
      what: fact(one.what),
      before: fact(one.before),
      after: fact(one.after),
    })),
    blocks: redlineBlocks(redline, {
      words: (nodes, place, side) => sides[side].words(nodes, place),
      part: (node, side) => sides[side].part(node),
      // The title of the redline itself is the first level.
      tagOf: (level) => tagOf(level) + 1,
    }),
  };
}

function shortName({ name, sha256 }: RedlineSideInput): string {
  return `${name} (sha256 ${sha256.slice(0, 12)})`;
}

function summaryOf(changes: number, beside: number, exact: boolean): string {
  const words =
    changes === 0 ? "No word of the text changed" : `${counted(changes, "change")} in the text`;
  const besides = beside === 0 ? "" : `; ${counted(beside, "detail")} beside the text changed`;
  const rough = exact
    ? ""
    : " The two texts differ so much that some paragraphs are shown as deleted and added as a whole.";
  return `${words}${besides}.${rough}`;
}

/** How one of the two texts prints its words, with its own numbers and facts. */
function printingOf({ prose, facts, layoutProfile }: RedlineSideInput, print: GlyphGuard) {
  const page = drawnPage(prose, { page: { facts, layoutProfile } });
  const context = {
    located: false,
    details: facts,
    filing: null,
    references: referencesOf(prose, false),
    print,
    gapsAllowed: true,
  };
  return {
    words: (
      ...[nodes, place]: [Parameters<typeof runsOfInline>[0], Parameters<typeof runsOfInline>[1]]
    ) => runsOfInline(nodes, place, context).map(withoutLink),
    part: (node: Parameters<typeof nodeText>[0]): PrintedRun[] =>
      nodeText(node, page)
        .replace(/\f/gu, "— page break —")
        .split("\n")
        .flatMap((line, index) => [
          ...(index > 0 ? [{ k: "br" } as const] : []),
          print(line, { in: "unknown" }),
        ]),
  };
}

/** A reference is printed as its words: the block that it leads to has no label here. */
function withoutLink(run: PrintedRun): PrintedRun {
  return typeof run !== "string" && run.k === "ref" ? run.s : run;
}
