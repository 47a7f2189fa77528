import canonicalize from "canonicalize";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import type { Place } from "#app/domain/margin/place.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { MarkJSON, ProseNode } from "#app/document/prose.ts";
import { clipped } from "#app/document/margin/quoted-text.ts";
import { sha256 } from "#server/digest.ts";
import type { Resources } from "#server/services/resources.ts";
import { storedVersion } from "#server/services/versions/stored.ts";
import type { OpenGuestLink } from "./open.ts";
import type { GuestParagraph } from "./views.ts";

/** Paragraphs that a form lists. */
const MOST_LISTED = 1_000;
/** Characters of a paragraph that a list shows. */
const SHOWN = 70;

/** The blocks of a document's current text, and where places in it hang. */
interface GuestText {
  readonly blocks: readonly ProseNode[];
  readonly versionId: string | null;
  readonly generation: number;
}

/** The current text: the pinned version where there is one, else the draft as committed. */
export async function textForGuest(
  resources: Resources,
  { document: { row } }: Pick<OpenGuestLink, "document">,
): Promise<Outcome<GuestText>> {
  if (row.pinnedVersionId !== null) {
    const version = await storedVersion(resources, row.id, { id: row.pinnedVersionId });
    if (!version.ok) return version;
    const { content } = version.value.content.prose;
    return done({ blocks: content, versionId: version.value.id, generation: row.generation });
  }
  const draft = await resources.drafts.prose(row.id);
  if (!draft.ok) return draft;
  const { prose, generation } = draft.value;
  return done({ blocks: prose.content, versionId: null, generation });
}

/** The paragraphs that have words, by their beginnings. */
export function paragraphsOf({ blocks }: GuestText): GuestParagraph[] {
  return blocks
    .flatMap((block): GuestParagraph[] => {
      const blockId = idOf(block);
      const words = listedText(block).trim();
      if (blockId === null || plainTextOf(block).trim() === "") return [];
      const shown = words.length > SHOWN ? `${clipped(words, SHOWN)}…` : words;
      return [{ blockId, words: shown, isPlain: isPlain(block) }];
    })
    .slice(0, MOST_LISTED);
}

/** The place of a paragraph's first words, by which desks find it (M4); the document's without one. */
export function placeOf(text: GuestText, blockId: string | undefined): Outcome<Place> {
  if (blockId === undefined) return done({ in: "document" });
  const block = text.blocks.find((one) => idOf(one) === blockId);
  const words = block && firstWords(block);
  if (!words) return refuse("conflict", GONE, { blockId: GONE });
  const quote = clipped(words.text, MARGIN_LIMITS.quote);
  const at = {
    blockId,
    fromOffset: words.at,
    toOffset: words.at + quote.length,
    toBlockId: null,
    quote,
    before: "",
    after: clipped(words.text.slice(quote.length), MARGIN_LIMITS.around),
  };
  return done(
    text.versionId === null
      ? { in: "draft", generation: text.generation, from: {}, to: {}, ...at }
      : { in: "version", versionId: text.versionId, ...at },
  );
}

/** A paragraph of nothing but letters, for which a guest can propose others. */
interface PlainParagraph {
  readonly block: ProseNode;
  readonly words: string;
  /** SHA-256 of its canonical form. */
  readonly seen: string;
}

/** Refuses one with a field, a reference or a note in it: its letters alone would lose them. */
export function plainParagraph(text: GuestText, blockId: string): Outcome<PlainParagraph> {
  const block = text.blocks.find((one) => idOf(one) === blockId);
  if (!block) return refuse("conflict", GONE);
  if (!isPlain(block)) return refuse("bad-input", NOT_PLAIN);
  return done({ block, words: plainTextOf(block), seen: sha256(canonicalize(block) ?? "") });
}

/** The paragraph with other words: what stays at either end keeps its marks, and new words take their neighbor's. */
export function withText({ block, words }: PlainParagraph, typed: string): ProseNode {
  // Blanks at its ends are nothing that somebody saw.
  const head = words.slice(0, words.length - words.trimStart().length);
  const tail = words.trim() === "" ? "" : words.slice(words.trimEnd().length);
  const lines = typed.split("\n").map((line) => line.trim());
  const next = `${head}${lines.filter((line) => line !== "").join(" ")}${tail}`;
  let from = 0;
  while (from < words.length && from < next.length && words[from] === next[from]) from += 1;
  let same = 0;
  const most = Math.min(words.length, next.length) - from;
  while (same < most && words.at(-1 - same) === next.at(-1 - same)) same += 1;
  if (isInsideCharacter(words, from)) from -= 1;
  if (isInsideCharacter(words, words.length - same)) same -= 1;
  const letters = block.content ?? [];
  const added = next.slice(from, next.length - same);
  const content = [
    ...cut(letters, 0, from),
    ...(added === "" ? [] : [textOf(added, marksAt(letters, from))]),
    ...cut(letters, words.length - same, words.length),
  ];
  return { ...block, content: joined(content) } as ProseNode;
}

function isInsideCharacter(words: string, at: number): boolean {
  const code = words.charCodeAt(at);
  return at > 0 && at < words.length && code >= 0xdc00 && code <= 0xdfff;
}

type MarkedLetters = { readonly text: string; readonly marks: readonly MarkJSON[] };

function textOf(text: string, marks: readonly MarkJSON[]): MarkedLetters {
  return { text, marks };
}

/** The letters between two places, each with its marks. */
function cut(letters: readonly ProseNode[], from: number, to: number): MarkedLetters[] {
  const found: MarkedLetters[] = [];
  let at = 0;
  for (const { text = "", marks = [] } of letters) {
    const part = text.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (part !== "") found.push(textOf(part, marks));
    at += text.length;
  }
  return found;
}

/** The marks of the letter before a place, or of the first one. */
function marksAt(letters: readonly ProseNode[], place: number): readonly MarkJSON[] {
  const [before] = cut(letters, Math.max(0, place - 1), Math.max(1, place));
  return before?.marks ?? [];
}

/** Neighbors with the same marks in one, as the text has them. */
function joined(letters: readonly MarkedLetters[]) {
  const found: MarkedLetters[] = [];
  for (const one of letters) {
    const last = found.at(-1);
    if (last && canonicalize(last.marks) === canonicalize(one.marks)) {
      found[found.length - 1] = textOf(last.text + one.text, last.marks);
    } else found.push(one);
  }
  return found.map(({ text, marks }) => ({
    type: "text" as const,
    text,
    ...(marks.length > 0 ? { marks } : {}),
  }));
}

function idOf(block: ProseNode): string | null {
  const id = block.attrs?.["id"];
  return block.type === "block" && typeof id === "string" && id !== "" ? id : null;
}

/** Whether it is nothing but letters. */
function isPlain({ content = [] }: ProseNode): boolean {
  return content.length > 0 && content.every((node) => node.text !== undefined);
}

/** The words by which a list names a paragraph: where a name or a date is drawn, a sign says so. */
function listedText({ content = [] }: ProseNode): string {
  return content.map((node) => node.text ?? IN_LIST[node.type] ?? "[…]").join("");
}

const IN_LIST: Readonly<Record<string, string>> = { hardBreak: " ", footnote: "" };

/** The letters of a paragraph; of what is none, a blank. */
function plainTextOf({ content = [] }: ProseNode): string {
  return content.map((node) => node.text ?? " ").join("");
}

/** The first letters that stand together, and how far into the paragraph, as editors count. */
function firstWords({ content = [] }: ProseNode): { text: string; at: number } | null {
  let at = 0;
  let begins = 0;
  let text = "";
  for (const node of content) {
    if (node.text === undefined) {
      if (text.trim() !== "") break;
      text = "";
      // Something with content of its own is longer than one sign: what follows can't be counted.
      if (node.content !== undefined) return null;
      at += 1;
    } else {
      if (text === "") begins = at;
      text += node.text;
      at += node.text.length;
    }
  }
  return text.trim() === "" ? null : { text, at: begins };
}

const GONE =
  "This paragraph is not in the text any more. Nothing was sent; copy your words, load the page again, and choose another one.";
const NOT_PLAIN =
  "This paragraph has something in it that is no plain words, such as a reference or a note. Nothing was sent; write a comment that says what should stand there.";
