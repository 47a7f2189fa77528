import type { DocumentDetails } from "#app/document/details/document-details.ts";

/** Words that name a person, and what stands in their place in a text that is kept. */
export interface PersonalText {
  readonly words: string;
  readonly prompt: string;
}

/** The part of a document's details that names people. */
export type PeopleDetails = Pick<
  DocumentDetails,
  "organizations" | "signers" | "certifier" | "furtherCertifiers" | "caption"
>;

/** Names shorter than this are too often part of something else. */
const SHORTEST = 3;

/**
 * The people of a document's details, with how they are reached, the longest first: what a text that
 * is kept leaves behind unless somebody asks for it.
 */
export function peopleOf({
  organizations,
  signers,
  certifier,
  furtherCertifiers,
  caption,
}: PeopleDetails): PersonalText[] {
  const found = new Map<string, string>();
  const add = (words: string | null | undefined, prompt: string) => {
    const trimmed = words?.trim() ?? "";
    if (trimmed.length < SHORTEST || isGap(trimmed) || found.has(trimmed)) return;
    found.set(trimmed, prompt);
  };
  for (const signer of signers) {
    add(signer.name, "[Name]");
    add(signer.email, "[E-mail]");
    add(signer.telephone, "[Telephone]");
  }
  for (const one of [certifier, ...furtherCertifiers]) add(one?.name, "[Name]");
  // Whoever sues and is none of the organizations is a person, or somebody else's client.
  for (const { name } of caption?.plaintiffs ?? []) {
    if (!organizations.some((one) => one.name === name)) add(name, "[Plaintiff]");
  }
  return [...found]
    .map(([words, prompt]) => ({ words, prompt }))
    .sort((one, other) => other.words.length - one.words.length);
}

/**
 * A text in pieces, as marks divide it, with prompts in place of those words where they stand as words of
 * their own: a name is found across pieces, in capitals, and with other spaces, apostrophes and hyphens,
 * too. As many pieces come back, some of them perhaps empty.
 */
export function withoutPeopleIn(
  texts: readonly string[],
  people: readonly PersonalText[],
): { readonly pieces: readonly string[]; readonly count: number } {
  let pieces = texts;
  let count = 0;
  let whole = pieces.join("");
  let plain = plainSigns(whole);
  let small = lowerCase(plain);
  for (const { words, prompt } of people) {
    // One word alone is too often another one in other letters: "May".
    const isName = /[\s@]/u.test(words);
    const sought = isName ? lowerCase(plainSigns(words)) : plainSigns(words);
    const spans = spansOf(isName ? small : plain, sought);
    if (spans.length === 0) continue;
    pieces = inPlaceOf(pieces, spans, prompt);
    count += spans.length;
    whole = pieces.join("");
    plain = plainSigns(whole);
    small = lowerCase(plain);
  }
  return { pieces, count };
}

interface WordSpan {
  readonly start: number;
  readonly end: number;
}

/** Where those words stand as words of their own, in order. */
function spansOf(text: string, words: string): WordSpan[] {
  const spans: WordSpan[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
    const end = at + words.length;
    if (!isLetter(text[at - 1]) && !isLetter(text[end])) spans.push({ start: at, end });
  }
  return spans;
}

/** The pieces with a prompt where each of the spans over all of them begins, and without its letters. */
function inPlaceOf(
  pieces: readonly string[],
  spans: readonly WordSpan[],
  prompt: string,
): readonly string[] {
  let start = 0;
  let next = 0;
  return pieces.map((piece) => {
    const end = start + piece.length;
    let from = start;
    let left = "";
    for (let span = spans[next]; span && span.start < end; span = spans[next]) {
      if (span.start >= start) left += piece.slice(from - start, span.start - start) + prompt;
      from = Math.min(span.end, end);
      if (span.end > end) break;
      next += 1;
    }
    left += piece.slice(from - start);
    start = end;
    return left;
  });
}

/** A text of the same length in which spaces, apostrophes and hyphens are those of a keyboard. */
function plainSigns(text: string): string {
  return text
    .replaceAll(/[\u00A0\u2007\u2009\u202F]/gu, " ")
    .replaceAll(/[\u2018\u2019\u02BC]/gu, "'")
    .replaceAll(/[\u2010\u2011]/gu, "-");
}

/** A text of the same length in small letters; those that would become longer stay as they are. */
function lowerCase(text: string): string {
  const small = text.toLowerCase();
  if (small.length === text.length) return small;
  return Array.from({ length: text.length }, (_, at) => {
    const sign = text.charAt(at).toLowerCase();
    return sign.length === 1 ? sign : text.charAt(at);
  }).join("");
}

/** Whether words in brackets hold the place of what is not recorded yet: they are nobody's. */
function isGap(words: string): boolean {
  return words.startsWith("[") && words.endsWith("]");
}

function isLetter(sign: string | undefined): boolean {
  return sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
}
