import type { Actor, SignInReach } from "#app/domain/actor.ts";
import { loadActor } from "#server/auth/index.ts";
import { mustEnroll } from "#server/auth/required-factor.ts";
import type { PrismaClient } from "#server/database/index.ts";

/**
 * A mailbox proves as much as a link for a forgotten password does, and nothing that an
 * organization's own sign-in has vouched for (P8).
 */
const BY_MAIL: SignInReach = { own: true, via: null };

/**
 * The person as their e-mails carry them; null where it takes more than their mailbox to sign in as them,
 * since a second factor or an organization asks for more.
 */
export async function actorByMail(client: PrismaClient, userId: string): Promise<Actor | null> {
  const actor = await loadActor(client, userId, BY_MAIL);
  if (!actor || actor.unconfirmed === true) return null;
  const factor = await client.secondFactor.findUnique({
    where: { userId },
    select: { userId: true },
  });
  return factor || (await mustEnroll(client, userId, "password")) ? null : actor;
}
