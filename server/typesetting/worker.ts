// The typesetting process: typesets one document after the other. It has no database, no network
// and no secret, and its crash affects nothing else.
import path from "node:path";
import { TypesetError } from "#app/document/rendering/typst/typeset-error.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { rootFolder } from "#server/root-folder.ts";
import type { RedlineInput, TypesetInput } from "./input.ts";
import type { TypesetAnswer, TypesetTask } from "./messages.ts";
import { createTypstCompiler, type Pages } from "./typst-compiler.ts";

const compiler = createTypstCompiler(path.join(rootFolder(), "server", "typesetting"));

export default async function typeset(task: TypesetTask): Promise<TypesetAnswer> {
  const outcome = await outcomeOf(task);
  return { memory: process.memoryUsage.rss(), outcome };
}

function proseOf(input: TypesetInput | RedlineInput) {
  return "redline" in input ? input.redline.after.prose : input.prose;
}

async function outcomeOf({ input, exhibits }: TypesetTask): Promise<Outcome<Pages>> {
  try {
    if ("card" in input) return done(await compiler.setCard(input));
    return done(
      await ("redline" in input ? compiler.setRedline(input) : compiler.set(input, exhibits)),
    );
  } catch (error) {
    if (!(error instanceof TypesetError)) throw error;
    const { place } = error;
    const sentence = "card" in input ? error.message : error.sentenceIn(proseOf(input));
    const block = place.in === "text" ? place.blockId : null;
    return { ok: false, refusal: { code: "text-incomplete", sentence, ...(block && { block }) } };
  }
}
