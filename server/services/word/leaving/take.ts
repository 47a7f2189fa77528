import canonicalize from "canonicalize";
import { threadOrganizations } from "#app/domain/permissions.ts";
import { done, type Refusal } from "#app/domain/refusal.ts";
import type { LeavingChoices, LeavingText } from "#app/domain/word-leaving.ts";
import { command, taking } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { whileDraftMoves } from "#server/services/documents/while-draft-moves.ts";
import { madeFile, type HandedFile } from "#server/services/handed-file.ts";
import { AGAIN } from "#server/services/transaction.ts";
import { isStillKept } from "./kept.ts";
import type { PrintedPage } from "#server/word/bring/task.ts";
import type { LeavingSide } from "./text.ts";
import { makeWord, type MadeOrPrivate, type MadeWord } from "./make.ts";

/** The media type of a Word file (ECMA-376). */
const WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** The file; or, where something in one of the texts looks private, which one it is. */
type TakenWord =
  | {
      readonly is: "file";
      readonly file: HandedFile;
      /** Suggestions that were chosen and are not in it, since the text has moved on. */
      readonly apart: number;
    }
  | { readonly is: "private"; readonly refusal: Refusal; readonly version: number | null };

/** Hands out a text as a Word file, and records who took it and what the code in it means (W3, W6). */
export const takeWord = command({
  on: documentTo("document.download"),
  takes: taking<[text: LeavingText, choices: LeavingChoices]>(),
  prepare: ({ resources, actor, found, extra: [text, asked] }) =>
    makeWord(resources, actor, found, { text, asked }),
  async run({ tx, at, ids, actor, found, prepared, record }) {
    if (prepared.is === "private") return done<MadeOrPrivate>(prepared);
    const { sides, choices, code, digest, word } = prepared;
    const mine = threadOrganizations(actor, found.subject.matter);
    if (!choices.own.every((id) => mine.includes(id))) return AGAIN;
    const { after, before } = sides;
    const isDraft = after.versionId === null;
    const documentId = found.row.id;
    if (isDraft && !(await isStillKept(tx, documentId, after))) return AGAIN;
    const key = { documentId, takenById: actor.userId, digest };
    const known = await tx.wordExport.findUnique({
      where: { documentId_takenById_digest: key },
      select: { code: true },
    });
    // Two were made at once: the file has the code of the one that is recorded.
    if (known && known.code !== code) return AGAIN;
    const what = before ? "redline" : isDraft ? "draft" : "version";
    if (!known) {
      await tx.wordExport.create({
        data: {
          id: ids(),
          code,
          ...key,
          what,
          versionId: after.versionId,
          fromVersionId: before?.versionId ?? null,
          generation: after.generation,
          sequence: after.sequence,
          at,
          choices: canonicalize(choices) ?? "{}",
          blocks: canonicalize(word.blocks) ?? "[]",
          revisions: canonicalize(word.revisions) ?? "{}",
          comments: canonicalize(word.comments) ?? "[]",
          page: canonicalize(pageOf(after)) ?? "{}",
        },
      });
    }
    await record({ type: "document.downloaded", details: detailsOf(prepared, what) });
    return done<MadeOrPrivate>(prepared);
  },
  repeat: whileDraftMoves(
    "The draft is being written in so quickly that no Word file could be made of it. Nothing was changed; try again in a moment.",
  ),
  async answer(result) {
    if (result.is === "private") return done<TakenWord>(result);
    const { name, word } = result;
    const file = { name, mediaType: WORD_TYPE, ...(await madeFile(word.bytes)) };
    return done<TakenWord>({ is: "file", file, apart: word.apart.length });
  },
});

function pageOf({ content: { facts, layoutProfile } }: LeavingSide): PrintedPage {
  return { facts, layoutProfile };
}

/** Without a word of what was taken along, and without whose own it was: the record is everybody's (M2). */
function detailsOf({ sides: { after, before }, choices, code }: MadeWord, what: string) {
  const { isForCourt, names, times, suggestions, comments } = choices;
  return {
    what: `word-${what}`,
    ...(before ? { from: before.number ?? 0, fromHash: before.hash } : {}),
    ...(after.number === null ? { change: after.sequence } : { number: after.number }),
    hash: after.hash,
    code,
    for: isForCourt ? "court-or-agency" : "counsel",
    along: [
      ...(names ? ["names"] : []),
      ...(times ? ["times"] : []),
      ...(suggestions ? ["suggestions"] : []),
      ...(comments ? ["comments"] : []),
    ],
  };
}
