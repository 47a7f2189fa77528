import { expect, it } from "vitest";
import { CODE_LINE, codeInLine } from "#app/document/word/code.ts";
import { newCode } from "#server/services/word/leaving/code.ts";

it("[W6] a file's code is known again by the footer's line alone, whichever letters it has", () => {
  // One in 140 at random has no digit, as a word of another program would.
  for (let made = 0; made < 3_000; made += 1) {
    const code = newCode();
    expect(codeInLine(`${CODE_LINE}${code}`)).toBe(code);
  }
});
