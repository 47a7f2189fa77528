import type { BroughtChoices } from "#app/domain/archive/bringing.ts";
import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { loadActor } from "#server/auth/index.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { reachIn } from "#server/services/taking-along/rights.ts";
import { BringingRefused } from "./refused.ts";

/** The ids of the organizations for which somebody may begin matters. */
export function leadsOf(actor: Actor): readonly string[] {
  return actor.memberships
    .map(({ organizationId }) => organizationId)
    .filter((organizationId) => may(actor, "matter.create", { organizationId }).ok);
}

/** Whether somebody may bring an archive in at all. */
export function mayBringIn(actor: Actor): Outcome<void> {
  const listed = may(actor, "organization.list", {});
  if (!listed.ok) return listed;
  return leadsOf(actor).length > 0 ? done() : refuse("forbidden");
}

/** Whether all that was chosen is of organizations for which somebody may begin matters. */
export function mayChoose(actor: Actor, { leadOrganizationId, own }: BroughtChoices): boolean {
  const leads = new Set(leadsOf(actor));
  return [leadOrganizationId, ...Object.values(own)].every((id) => leads.has(id));
}

/**
 * Whoever brought an archive, with the rights of now, as far as their sign-in reached (P8). Throws
 * BringingRefused where they may not bring any in any more, or not as was chosen.
 */
export async function bringerOf(
  client: PrismaClient | Transaction,
  { broughtById, reach }: { readonly broughtById: string; readonly reach: string },
  choices: BroughtChoices | null,
): Promise<Actor> {
  const actor = await loadActor(client, broughtById, reachIn(reach));
  const isAllowed = actor !== null && (choices ? mayChoose(actor, choices) : mayBringIn(actor).ok);
  if (!isAllowed) throw new BringingRefused(NO_LONGER);
  return actor;
}

const NO_LONGER =
  "You may not begin matters for the organizations that were chosen any more, or not by the sign-in with which you brought the archive. Nothing was brought in.";
