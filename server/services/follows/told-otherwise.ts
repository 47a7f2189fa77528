import type { Actor } from "#app/domain/actor.ts";
import type { FollowedStep } from "#app/domain/follow.ts";
import type { MailKind, MailTimes } from "#app/domain/mail-preference.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { metRequestsOf } from "#server/services/home/said.ts";
import { turnsFor } from "#server/services/home/turns.ts";
import { waitingFor } from "#server/services/reviews/waiting.ts";

const TAKEN_BACK: readonly FollowedStep[] = [
  "document.changes-requested",
  "document.recalled",
  "document.reopened",
  "document.review-voided",
];

/**
 * Says of a step of a document whether the letter needs not tell a follower of it: an ask or a turn does.
 * @param letter at-once: only what comes at once counts; daily: what stands in the letter of the day, too.
 */
export async function toldOtherwise(
  client: PrismaClient,
  actor: Actor,
  now: Date,
  { times, letter }: { readonly times: MailTimes; readonly letter: "at-once" | "daily" },
): Promise<(documentId: string, step: FollowedStep) => boolean> {
  const comes = (kind: MailKind) =>
    times[kind] === "at-once" || (letter === "daily" && times[kind] === "daily");
  const told = new Set<string>();
  const tell = (documentId: string, ...steps: readonly FollowedStep[]) => {
    for (const step of steps) told.add(`${step} ${documentId}`);
  };
  for (const { what, document } of await waitingFor(client, actor)) {
    if (what === "sign-off" && comes("sign-offs")) tell(document.id, "document.submitted");
    if (what === "changes" && comes("changes")) tell(document.id, "document.changes-requested");
  }
  const met = comes("changes-met") ? await metRequestsOf(client, actor) : [];
  for (const { documentId } of met) tell(documentId, "document.submitted");
  const turns = comes("taken-back") ? await turnsFor(client, actor, now) : [];
  for (const turn of turns) if (turn.what === "taken-back") tell(turn.documentId, ...TAKEN_BACK);
  return (documentId, step) => told.has(`${step} ${documentId}`);
}
