/**
 * Writes a Word file (word.md W1, W2, W5, W6, W12) without a browser, a database or a clock: equal input
 * gives equal bytes. How each of our nodes stands in the file, for whoever reads it:
 *
 * - A block is a paragraph in the style of its kind (app/document/word/styles.ts); body text in a cell is
 *   in Table Text or Table Heading. A cell is a head where its row repeats, or where it has a `w:cnfStyle`.
 * - A caption is one table, its paragraphs in Case Caption. Signature blocks that follow each other are
 *   cells of one table, a block each, in Signature Block; cells without text fill a row up. An exhibit is a
 *   paragraph in Exhibit Slip, a page break one with nothing but that.
 * - A cross-reference is its words in the character style Cross Reference, with a REF field for each number.
 *   A field is a DOCPROPERTY field, named by its label.
 * - Words in a row that came or went have its fate too, as Word writes them.
 * - After each table stands an empty paragraph in Table Gap. What is printed above a letter's text is in
 *   Letter Opening. Neither belongs to the text.
 * - Bookmarks `_cd…` have the keys of blocks (app/document/word/code.ts), `_Ref…` are what REF fields lead to.
 */
import type { PageDetails } from "#app/document/details/page-details.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import type {
  RevisedBlock,
  RevisedInline,
  RevisedOther,
  RevisedText,
  WordComment,
} from "#app/document/word/revised.ts";
import { commentMarks, commentParts, type CommentMarks } from "./comments.ts";
import { codeBookmark } from "./keys.ts";
import { wordLayout } from "./layout.ts";
import { numberedLists } from "./lists.ts";
import { footnotesPart } from "./notes.ts";
import { numberingPart } from "./numbering-part.ts";
import { openingXml, otherXml, signaturesXml } from "./others.ts";
import { packed, peoplePart, settingsPart } from "./package.ts";
import { pageParts } from "./page-parts.ts";
import { paragraphXml } from "./paragraphs.ts";
import { placesNamed } from "./references.ts";
import { scriptsOf } from "./scripts.ts";
import { stylesPart } from "./styles-part.ts";
import { tableXml } from "./tables.ts";
import { keyedBlocks, viewOf } from "./views.ts";
import { textOfContent } from "./content-text.ts";
import { WordWriting } from "./writing.ts";
import { xml, xmlPart } from "./xml.ts";

/** Everything that a Word file depends on. */
export interface WordInput {
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  readonly profile: LayoutProfile;
  readonly pageDetails: PageDetails;
  readonly text: RevisedText;
  readonly comments: readonly WordComment[];
  /** Identifies the file when it comes back; null for one that leaves for good. */
  readonly key: { readonly code: string; readonly isVisible: boolean } | null;
}

export async function writeWord(input: WordInput): Promise<Uint8Array> {
  const { title, language, profile, text, comments, key } = input;
  const layout = wordLayout(profile);
  const [newer, older] = [viewOf(text, "newer"), viewOf(text, "older")];
  const scripts = scriptsOf(allText(text.blocks));
  const lists = numberedLists(newer, older);
  const page = { ...input.pageDetails, layoutProfile: profile };
  const writing = new WordWriting({
    page,
    layout,
    lists,
    newer,
    older,
    scripts,
    keyedBlocks: keyedBlocks(text),
    revisions: text.revisions,
  });
  writing.markPlaces(placesNamed(text, [newer, older]));
  const blocks = openingXml(writing) + bodyXml(text.blocks, commentMarks(text, comments), writing);
  const { parts: pages, section } = pageParts(
    key !== null && key.isVisible ? key.code : null,
    writing,
  );
  const body = key === null ? blocks : writing.bookmarked(codeBookmark(key.code), blocks);
  const people = peoplePart([...text.revisions, ...comments].map(({ author }) => author));
  return packed(
    {
      title,
      language,
      code: key?.code ?? null,
      document: xmlPart(
        "w:document",
        xml("w:body", {}, (blocks === "" ? "<w:p/>" : body) + section),
      ),
      parts: {
        "word/styles.xml": stylesPart(layout, language, scripts),
        "word/numbering.xml": numberingPart(layout, lists),
        "word/settings.xml": settingsPart(language),
        "word/footnotes.xml": footnotesPart(writing),
        ...pages,
        ...commentParts(comments),
        ...(people === null ? {} : { "word/people.xml": people }),
      },
    },
    writing,
  );
}

function bodyXml(
  blocks: readonly RevisedBlock[],
  marks: CommentMarks,
  writing: WordWriting,
): string {
  const written: string[] = [];
  const commentsOn = (block: RevisedOther) =>
    marks
      .of(block)
      .map((one) => one.written)
      .join("");
  for (let index = 0; index < blocks.length; index += 1) {
    const block = blocks[index];
    if (block === undefined) continue;
    if (block.type === "paragraph") {
      const isClosing =
        isSignature(blocks[index + 1]) && textOfContent(block.content).length <= CLOSING;
      const placed = marks.of(block);
      written.push(paragraphXml(block, { cell: null, placed, isClosing }, writing));
    } else if (block.type === "table") {
      written.push(tableXml(block, marks.of, writing));
    } else if (isSignature(block) && isUntouched(block)) {
      const row = [{ block, comments: commentsOn(block) }];
      for (let next = blocks[index + 1]; isSignature(next) && isUntouched(next);) {
        row.push({ block: next, comments: commentsOn(next) });
        index += 1;
        next = blocks[index + 1];
      }
      written.push(signaturesXml(row, writing));
    } else written.push(otherXml(block, commentsOn(block), writing));
  }
  if (marks.unplaced !== "") written.push(xml("w:p", {}, marks.unplaced));
  return written.join("");
}

/** The most characters of a line such as "Respectfully submitted," which stays with the signatures. */
const CLOSING = 80;

function isSignature(block: RevisedBlock | undefined): block is RevisedOther {
  return block?.type === "other" && block.node.type === "signatureBlock";
}

function isUntouched({ inserted, deleted }: RevisedOther): boolean {
  return inserted === null && deleted === null;
}

function allText(blocks: readonly RevisedBlock[]): string {
  const inContent = (content: readonly RevisedInline[]): string =>
    content.map(({ node, note = [] }) => (node.text ?? "") + inContent(note)).join("");
  return blocks
    .map((block) => {
      if (block.type === "paragraph") return inContent(block.content);
      if (block.type === "other") return "";
      return block.rows.flatMap(({ cells }) => cells.map((cell) => allText(cell.blocks))).join(" ");
    })
    .join(" ");
}
