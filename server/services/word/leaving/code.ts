import { randomInt } from "node:crypto";

/** Letters and digits that nobody takes for another when reading them aloud from a footer. */
const LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 78 bits: nobody guesses the code of a file that they don't have. */
const LENGTH = 16;

/** A new code for a file (W6). */
export function newCode(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");
}
