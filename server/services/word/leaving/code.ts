import { randomInt } from "node:crypto";
import { CODE_LINE, codeInLine } from "#app/document/word/code.ts";

/** Letters and digits that nobody takes for another when reading them aloud from a footer. */
const LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 78 bits: nobody guesses the code of a file that they don't have. */
const LENGTH = 16;

/** A new code for a file (W6): one that is known again where the footer's line alone came back. */
export function newCode(): string {
  let code: string;
  do code = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  while (codeInLine(CODE_LINE + code) !== code);
  return code;
}
