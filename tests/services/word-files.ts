import type { Actor } from "#app/domain/actor.ts";
import { NOTHING_ALONG, type LeavingChoices } from "#app/domain/word-leaving.ts";
import { wordBringing } from "#server/word/bring/index.ts";
import { draftBeside } from "./draft-beside.ts";
import { openReview, writeText } from "./papers.ts";
import { talkOf } from "./talk.ts";
import { value, wordHere } from "./workspace.ts";

export const WORDS = "The agency may answer within twenty days.";

/** A review whose Word files are made and read as everywhere else. */
export const openWordFiles = async () => {
  const review = await openReview({ wordFiles: wordBringing(wordHere) });
  const { services, documentId } = review;
  await writeText(review, documentId, WORDS);
  await writeText(review, documentId, "Nothing else stands here.");
  const bytesOf = async (by: Actor, choices: Partial<LeavingChoices> = {}) => {
    const taken = value(
      await services.word.take(by, documentId, { is: "current" }, { ...NOTHING_ALONG, ...choices }),
    );
    if (taken.is !== "file") throw new Error("no file");
    const parts: Uint8Array[] = [];
    for await (const part of value(await taken.file.read())) parts.push(part);
    return Buffer.concat(parts);
  };
  const arrive = async (by: Actor, bytes: Uint8Array) => {
    const once = (async function* () {
      yield bytes;
    })();
    const upload = { fileName: "Back.docx", bytes: once };
    return value(await services.wordFiles.arrive(by, upload, { documentId })).arrivalId;
  };
  /** For whom is preselected, or for others: null for everybody. */
  const shown = async (by: Actor, arrivalId: string, text?: string, readers?: string | null) =>
    value(await services.wordFiles.showReturn(by, documentId, { arrivalId, text, readers }));
  const bring = async (by: Actor, arrivalId: string, asked?: string) => {
    const { seen, text } = await shown(by, arrivalId, asked);
    return services.wordFiles.bringIn(by, documentId, { arrivalId, text, seen });
  };
  return {
    ...review,
    talk: talkOf(review),
    draft: await draftBeside(review),
    bytesOf,
    arrive,
    shown,
    bring,
  };
};
