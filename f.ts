import { writeWord } from "#server/word/write/index.ts";
import { wordCheckers } from "#tests/support/word-checkers.ts";
import { fc } from "#tests/support/fast-check.ts";
import { randomInput } from "#tests/word/random-texts.ts";
import { settledLines } from "#tests/word/sample-redline.ts";
import * as T from "./tests/word/plain-texts.ts";
import { strFromU8, unzipSync } from "fflate";
const c = await wordCheckers();
const r = await fc.check(fc.asyncProperty(randomInput.map(T.plain), async (input) => {
  const bytes = await writeWord(input);
  for (const [f, side] of [[c.accept, "newer"], [c.reject, "older"]] as const) {
    const a = T.spoken(T.linesOf(await f(bytes))), b = T.spoken(settledLines(input.text, side));
    if (JSON.stringify(a) !== JSON.stringify(b)) { throw new Error(side + JSON.stringify([a, b])); }
  }
}), { numRuns: 300, seed: 5 });
console.log(r.failed, r.numRuns, JSON.stringify(r.counterexample), String((r as any).errorInstance).slice(0, 600));
if (r.counterexample) console.log(strFromU8(unzipSync(await writeWord(r.counterexample[0]))["word/document.xml"]!).slice(900, 2500));
