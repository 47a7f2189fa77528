import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";

/**
 * Whether something that an organization may have had a hand in shows in this sign-in that it is the
 * person: what is of one organization does in a sign-in through that one alone (P8).
 */
export function provesHere({ reach }: Actor, via: string | null): boolean {
  return via === null || (reach?.own === false && reach.via === via);
}

/** Refuses where the actor's password proves nothing in this sign-in. */
export async function passwordProvesHere(
  client: PrismaClient,
  actor: Actor,
): Promise<Outcome<void>> {
  const { userId: id } = actor;
  const user = await client.user.findUnique({ where: { id }, select: { passwordVia: true } });
  return provesHere(actor, user?.passwordVia ?? null)
    ? done()
    : refuse("forbidden", OTHERS_PASSWORD);
}

const OTHERS_PASSWORD =
  "Your password was chosen by a link of an organization’s administrator, so it shows nothing here. Nothing was changed; use a passkey or a code of your own, or sign out and sign in again by what is your own.";
