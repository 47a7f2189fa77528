import canonicalize from "canonicalize";
import type { Actor } from "#app/domain/actor.ts";
import type { DocumentKind } from "#app/domain/document.ts";
import { threadOrganizations } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome, type Refusal } from "#app/domain/refusal.ts";
import { heldChoices, type LeavingChoices, type LeavingText } from "#app/domain/word-leaving.ts";
import { paperTitle } from "#app/document/details/paper-title.ts";
import { sha256 } from "#server/digest.ts";
import type { LoadedDocument } from "#server/services/documents/load.ts";
import { personTags } from "#server/services/people/tag.ts";
import { refuseUndecided } from "#server/services/private-data/scan.ts";
import type { Resources } from "#server/services/resources.ts";
import { historyBetween } from "#server/services/versions/history.ts";
import { queueKeyOf } from "#server/workers/queue-key.ts";
import type { WordToWrite, WrittenWord } from "#server/word/leaving/task.ts";
import { newCode } from "./code.ts";
import {
  chosenOf,
  conversationsOf,
  leavingThreads,
  namedIn,
  suggestionsOf,
  type LeavingRow,
  type LeavingNames,
} from "./margin.ts";
import { privateAlong } from "./private-along.ts";
import { leavingSides, sidesToDecide, wordFileName, type LeavingSides } from "./text.ts";
import { takesTooOften } from "./throttle.ts";

/** Stands where nobody's name is to be told: Word writes it when it removes names. */
const NOBODY = "Author";

/** A Word file that was made, with what is to be recorded of it. */
export interface MadeWord {
  readonly is: "made";
  readonly sides: LeavingSides;
  readonly choices: LeavingChoices;
  readonly code: string;
  /** Names what it was made from: the same, taken again by the same person, keeps its record. */
  readonly digest: string;
  readonly word: WrittenWord;
  readonly name: string;
}

/** The same; or, where something in one of the texts looks private, which one it is. */
export type MadeOrPrivate =
  | MadeWord
  | { readonly is: "private"; readonly refusal: Refusal; readonly version: number | null };

/**
 * Makes a text as a Word file with what was chosen, proven before it is handed out (W4). As with every file
 * that is handed out, its texts are searched for private data first.
 */
export async function makeWord(
  resources: Resources,
  actor: Actor,
  found: LoadedDocument,
  { text, asked }: { readonly text: LeavingText; readonly asked: LeavingChoices },
): Promise<Outcome<MadeOrPrivate>> {
  const mine = threadOrganizations(actor, found.subject.matter);
  if (!asked.own.every((id) => mine.includes(id))) return refuse("forbidden", NOT_YOURS);
  const allowed = await takesTooOften(resources, actor);
  if (!allowed.ok) return allowed;
  const sides = await leavingSides(resources, found, text);
  if (!sides.ok) return sides;
  for (const [{ content }, version] of sidesToDecide(sides.value)) {
    const decided = await refuseUndecided(resources, actor, found.row.id, content, "export");
    if (decided.ok) continue;
    const { refusal } = decided;
    return refusal.code === "private-data" ? done({ is: "private", refusal, version }) : decided;
  }
  const choices = heldChoices(asked);
  const { client } = resources.database;
  const { rows } = await leavingThreads(client, actor, found, {
    sides: sides.value,
    shared: choices.suggestions || choices.comments,
    own: choices.own,
  });
  const input = await inputOf(resources, found, { sides: sides.value, choices, rows });
  const { suggestions, threads, redline } = input;
  if (!choices.isPrivateSeen) {
    const looksPrivate = await privateAlong(resources, found.row.id, {
      comments: threads.flatMap(({ comments }) => comments.map(({ text: words }) => words)),
      suggestions,
    });
    if (!looksPrivate.ok) return looksPrivate;
    const [first] = looksPrivate.value;
    if (first !== undefined) return refuse("private-data", `${first} ${SEE_FIRST}`);
  }
  const along = { suggestions, threads, names: redline?.names ?? [], choices };
  const digest = sha256(canonicalize({ ...along, texts: hashesOf(sides.value) }) ?? "");
  const key = { documentId: found.row.id, takenById: actor.userId, digest };
  const known = await client.wordExport.findUnique({
    where: { documentId_takenById_digest: key },
    select: { code: true },
  });
  const code = known?.code ?? newCode();
  const written = await resources.word.write(
    { ...input, key: { code, isVisible: choices.footer } },
    queueKeyOf(actor),
  );
  if (!written.ok) return written;
  if (written.value.is === "unproven") {
    // Without a word of the text: where it is, its record says.
    const about = { documentId: found.row.id, where: written.value.where };
    resources.log.error(about, "a Word file does not say what it was made from");
    return refuse("our-fault", NOT_PROVEN);
  }
  const { word } = written.value;
  const name = wordFileName(found.row, sides.value, resources.clock());
  return done({ is: "made", sides: sides.value, choices, code, digest, word, name });
}

function hashesOf({ after, before }: LeavingSides) {
  const side = ({ hash, sequence, generation }: LeavingSides["after"]) => {
    return { hash, sequence, generation };
  };
  return { after: side(after), before: before && side(before) };
}

async function inputOf(
  resources: Resources,
  { row, subject }: LoadedDocument,
  {
    sides: { after, before },
    choices,
    rows,
  }: {
    readonly sides: LeavingSides;
    readonly choices: LeavingChoices;
    readonly rows: readonly LeavingRow[];
  },
): Promise<Omit<WordToWrite, "key">> {
  const { client } = resources.database;
  const { content } = after;
  const later = { ...after, generation: after.versionId === null ? null : after.generation };
  // Writers are not looked for where names and times stay out.
  const known =
    before && (choices.names || choices.times)
      ? await historyBetween(resources, row.id, before, later)
      : null;
  const chosen = chosenOf(rows, choices);
  const ids = [...(known?.people ?? []), ...namedIn(rows).people];
  const tags = await personTags(client, choices.names ? ids : [], subject.matter.partyIds);
  const telling: LeavingNames = {
    nameOf: (userId) => tags.get(userId)?.name ?? NOBODY,
    isNaming: choices.names,
    times: choices.times,
  };
  return {
    title: paperTitle(row.kind as DocumentKind, content.facts),
    language: "en-US",
    layoutProfile: content.layoutProfile,
    facts: content.facts,
    after: content.prose,
    redline: before && {
      before: before.content.prose,
      history: known?.history ?? null,
      names: (known?.people ?? []).map(telling.nameOf),
      nobody: NOBODY,
      times: choices.times,
    },
    suggestions: before ? [] : await suggestionsOf(client, chosen.suggestions, telling),
    threads: conversationsOf(chosen.threads, telling),
  };
}

const NOT_YOURS =
  "What only an organization’s own people see is taken along by them alone. Nothing was made; take the file without it.";
const SEE_FIRST =
  "Nothing was made. Take the file without it, have it edited, or say on the page that it may leave.";
const NOT_PROVEN =
  "The Word file did not say exactly what the text says, so it was not handed out. The text is unchanged; take the PDF meanwhile, and tell whoever runs this workspace.";
