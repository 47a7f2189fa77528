import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { revisedOf } from "#app/document/word/revised-from.ts";
import type { WordComment } from "#app/document/word/revised.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import { plannedReturn } from "#server/word/bring/plan.ts";
import { printedWhenItLeft } from "#server/word/bring/printed.ts";
import { readWord } from "#server/word/read/index.ts";
import { writeWord } from "#server/word/write/index.ts";

/** A Word file that left, and the blocks that it was made from. */
export interface LeftFile {
  readonly bytes: Uint8Array;
  readonly blocks: readonly { readonly node: ProseNode; readonly key: string | null }[];
  readonly page: {
    readonly facts: DocumentDetails | null;
    readonly layoutProfile: LayoutProfile;
  };
}

export async function leftFile(
  prose: ProseJSON,
  page: LeftFile["page"] = { facts: null, layoutProfile: "letter" },
  comments: readonly WordComment[] = [],
): Promise<LeftFile> {
  const canonical = canonicalProse(prose);
  let given = 0;
  const text = revisedOf(canonical, { keyOf: () => `abcdef_${(given += 1).toString(36)}` });
  const bytes = await writeWord({
    title: "Letter",
    language: "en-US",
    profile: page.layoutProfile,
    pageDetails: page,
    text,
    comments,
    key: { code: "abcdefgh12345678", isVisible: true },
  });
  const blocks = canonical.content.map((node, index) => ({
    node,
    key: text.blocks[index]?.key ?? null,
  }));
  return { bytes, blocks, page };
}

/** The file with one of its parts written otherwise. */
export function edited(
  bytes: Uint8Array,
  change: (xml: string) => string,
  name = "word/document.xml",
): Uint8Array {
  const parts = unzipSync(bytes);
  const was = strFromU8(parts[name] ?? new Uint8Array());
  const now = change(was);
  if (now === was) throw new Error("nothing was changed");
  return zipSync({ ...parts, [name]: strToU8(now) });
}

/** Reads a file that came back, and plans what it brings. */
export async function cameBack({ blocks, page }: LeftFile, bytes: Uint8Array) {
  const read = await readWord(bytes);
  if (!read.ok) throw new Error(read.refusal.sentence);
  const sent = { blocks, suggestions: [], comments: [] };
  const printed = await printedWhenItLeft({ sent, page });
  const draft = blocks.map(({ node }) => node);
  const plan = plannedReturn(read.value, { sent, threadOf: [], page }, draft, printed);
  return { file: read.value, plan };
}

/** A run with these words. */
export const run = (words: string) => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`;

export const styled = (style: string) => `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`;

/** Where the paragraph with these words stands. */
export function paragraphAt(xml: string, words: string) {
  const at = xml.indexOf(words);
  if (at < 0) throw new Error(`the file does not say “${words}”`);
  const from = Math.max(xml.lastIndexOf("<w:p>", at), xml.lastIndexOf("<w:p ", at));
  const to = xml.indexOf("</w:p>", at) + "</w:p>".length;
  return { from, to, xml: xml.slice(from, to) };
}

/** With another paragraph behind the one with these words. */
export function withParagraphBehind(xml: string, words: string, style: string, said: string) {
  const { to } = paragraphAt(xml, words);
  return `${xml.slice(0, to)}<w:p>${styled(style)}${run(said)}</w:p>${xml.slice(to)}`;
}
