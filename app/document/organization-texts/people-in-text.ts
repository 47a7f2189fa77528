import type { DocumentDetails } from "#app/document/details/document-details.ts";

/** Words that name a person, and what stands in their place in a text that is kept. */
export interface PersonalWords {
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
}: PeopleDetails): PersonalWords[] {
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

/** The text with prompts in place of those words, where they stand as words of their own. */
export function withoutPeople(
  text: string,
  people: readonly PersonalWords[],
): { readonly text: string; readonly count: number } {
  let rest = text;
  let count = 0;
  for (const { words, prompt } of people) {
    const pieces: string[] = [];
    let from = 0;
    for (let at = rest.indexOf(words); at >= 0; at = rest.indexOf(words, at + words.length)) {
      const isWord = !isLetter(rest[at - 1]) && !isLetter(rest[at + words.length]);
      if (!isWord || at < from) continue;
      pieces.push(rest.slice(from, at), prompt);
      from = at + words.length;
      count += 1;
    }
    if (pieces.length > 0) rest = pieces.join("") + rest.slice(from);
  }
  return { text: rest, count };
}

/** Whether words in brackets hold the place of what is not recorded yet: they are nobody's. */
function isGap(words: string): boolean {
  return words.startsWith("[") && words.endsWith("]");
}

function isLetter(sign: string | undefined): boolean {
  return sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
}
