import * as z from "zod";
import { WATCH_LIMITS } from "#app/domain/private-data/watch-limits.ts";
import { optionalParagraphs } from "./fields.ts";

/** The names to watch for (L68), one a line, as typed or pasted. */
export const watchListForm = z.object({
  names: optionalParagraphs(WATCH_LIMITS.names * (WATCH_LIMITS.letters + 1)),
  /** The revision of the list that the form shows. */
  revision: z.coerce.number({ error: "Load the page again." }).int().min(0),
  /** Whether it may take the place of a list that can't be read. */
  replaces: z.boolean().optional(),
});

/** The names, each once; or what is wrong with them, in a sentence that names the line. */
export function namesOf(
  typed: string | undefined,
): { readonly names: readonly string[] } | { readonly wrong: string } {
  const lines = (typed ?? "").split(/[\n;\t\u2028\u2029]/u).map(cleaned);
  const names: string[] = [];
  for (const [at, name] of lines.entries()) {
    if (name === "" || names.includes(name)) continue;
    const line = `Line ${at + 1}`;
    if (name.length > WATCH_LIMITS.letters) {
      return {
        wrong: `${line} is longer than ${WATCH_LIMITS.letters} characters. Write one name a line.`,
      };
    }
    const words = name.match(/[\p{L}\p{M}\p{N}'’]+/gu) ?? [];
    if (!/\p{L}/u.test(name)) return { wrong: `${line} holds no name. Write names, no numbers.` };
    if (words.length > WATCH_LIMITS.words) {
      return {
        wrong: `${line} has more than ${WATCH_LIMITS.words} words. Write one name a line, without notes.`,
      };
    }
    if (words.length === 1 && [...(words[0] ?? "")].length < WATCH_LIMITS.single) {
      return {
        wrong: `${line} is one word of fewer than ${WATCH_LIMITS.single} letters, which would be found everywhere. Write the whole name.`,
      };
    }
    names.push(name);
    if (names.length > WATCH_LIMITS.names) {
      return { wrong: `There are more than ${WATCH_LIMITS.names} names. Take some out.` };
    }
  }
  return { names };
}

/** Without bullets and numbers of a pasted list, invisible characters and doubled spaces. */
function cleaned(line: string): string {
  return line
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/\s+/gu, " ")
    .replace(/^ ?(?:[-–•*·]|\d{1,3}[.)]) ?/u, "")
    .replace(/(?<![ ,])[ ,]+$/u, "")
    .trim();
}
