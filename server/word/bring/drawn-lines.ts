import { codeInLine } from "#app/document/word/code.ts";

/** The lines of what a file prints from details, without the numbers of pages and the file's own code. */
export function drawnLines(words: string): string[] {
  return words
    .split("\n")
    .map((line) => line.replaceAll(/\s+/gu, " ").trim())
    .filter((line) => line !== "" && !isPageNumber(line) && codeInLine(line) === null);
}

/** Word counts its pages itself. */
function isPageNumber(line: string): boolean {
  return /^(?:Page )?[0-9]+(?: of [0-9]+)?$/u.test(line);
}
