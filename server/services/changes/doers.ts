import type { Actor } from "#app/domain/actor.ts";
import type { DoersAnswer } from "#app/domain/changes/answers.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { draftDoers } from "#server/services/documents/authorship.ts";
import { documentFor } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { acceptedText } from "#server/services/threads/accepted.ts";
import { suggestedAmong } from "./suggested.ts";

/** The most runs in an answer. */
const MOST_RUNS = 100_000;

/**
 * Tells who inserted and who deleted which ids of a draft after a number, and when (R9, M14), with who
 * suggested it where another accepted that (M11).
 */
export async function changeDoers(
  resources: Resources,
  actor: Actor,
  documentId: string,
  after: number,
): Promise<Outcome<DoersAnswer>> {
  const doers = await doersAfter(resources, actor, documentId, after);
  if (!doers.ok || doers.value.inserted.length + doers.value.deleted.length === 0) return doers;
  const accepted = await acceptedText(resources, actor, documentId);
  if (!accepted.ok) return accepted;
  return done({ ...doers.value, suggested: suggestedAmong(doers.value, accepted.value) });
}

/** The same without who suggested. */
export async function doersAfter(
  { database: { client } }: Resources,
  actor: Actor,
  documentId: string,
  after: number,
): Promise<Outcome<DoersAnswer>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  const { partyIds } = subject.matter;
  const doers = await draftDoers(client, documentId, { after, partyIds, most: MOST_RUNS });
  if (!doers) return refuse("too-large", TOO_MANY);
  return done({ ...doers, upTo: Math.max(doers.upTo, row.sequence) });
}

const TOO_MANY =
  "Too much was written since then to tell who changed what. Choose a later moment; nothing was changed.";
