// The typesetting process: sets one document after the other. It has no database, no network and no
// secret, and if a document brings it down, nothing else goes with it.
import path from "node:path";
import { rootFolder } from "#server/root-folder.ts";
import type { Answer, Job } from "./messages.ts";
import { TypesetError } from "#app/document/rendering/typst/typeset-error.ts";
import { createTypstCompiler } from "./typst-compiler.ts";

// The one folder that it reads from besides the project: exhibits, by their hashes.
const [, , exhibitsFolder] = process.argv;
const press = createTypstCompiler(
  path.join(rootFolder(), "server", "typesetting"),
  exhibitsFolder ?? null,
);

function answer({ job, input }: Job): Answer {
  try {
    const value = press.set(input);
    return { job, memory: process.memoryUsage.rss(), ok: true, value };
  } catch (error) {
    const memory = process.memoryUsage.rss();
    if (error instanceof TypesetError) {
      const { place } = error;
      const sentence = error.sentenceIn(input.prose);
      const block = place.in === "text" ? place.blockId : null;
      const refusal = { code: "text-incomplete", sentence, ...(block && { block }) } as const;
      return { job, memory, ok: false, refusal };
    }
    throw error;
  }
}

process.on("message", (job: Job) => process.send?.(answer(job)));
// The server is gone: so is the reason to be here.
process.on("disconnect", () => process.exit());
