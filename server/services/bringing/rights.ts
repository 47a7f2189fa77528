import canonicalize from "canonicalize";
import * as z from "zod";
import { broughtChoicesSchema, type BroughtChoices } from "#app/domain/archive/bringing.ts";
import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { loadActor } from "#server/auth/index.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { reachIn } from "#server/services/taking-along/rights.ts";
import { BringingRefused, NOTHING } from "./refused.ts";

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

/** How far somebody's sign-in reaches, as the row of an archive keeps it. */
export function reachOfActor({ reach }: Pick<Actor, "reach">): string {
  return canonicalize(reach ?? null) ?? "null";
}

/** The condition on archives that somebody brought and that their sign-in reaches, as `isOwnArchive` says. */
export function ownArchives(actor: Actor) {
  const own = { broughtById: actor.userId };
  return reachesAll(actor) ? own : { ...own, reach: reachOfActor(actor) };
}

/**
 * Whether it is the actor's, and was brought by a sign-in that reached no further than this one (P8): who
 * lets somebody in at one organization does not read what they brought for another.
 */
export function isOwnArchive(
  actor: Actor,
  { broughtById, reach }: { readonly broughtById: string; readonly reach: string },
): boolean {
  return broughtById === actor.userId && (reachesAll(actor) || reach === reachOfActor(actor));
}

function reachesAll({ reach, beyondReach = [] }: Actor): boolean {
  return reach?.own !== false && beyondReach.length === 0;
}

/** The ids of the organizations that the actor can choose for an archive: its sign-in reaches them, too. */
export async function leadsFor(
  client: PrismaClient | Transaction,
  actor: Actor,
  { broughtById, reach }: { readonly broughtById: string; readonly reach: string },
): Promise<readonly string[]> {
  const bringer = await loadActor(client, broughtById, reachIn(reach));
  const reached = new Set(bringer ? leadsOf(bringer) : []);
  return leadsOf(actor).filter((id) => reached.has(id));
}

/** Whether all that was chosen is of these organizations. */
export function areAmong(
  leads: readonly string[],
  { leadOrganizationId, own }: BroughtChoices,
): boolean {
  return [leadOrganizationId, ...Object.values(own)].every((id) => leads.includes(id));
}

const chosenSchema = broughtChoicesSchema.extend({ reach: z.string() });

/** Choices as the row keeps them, with how far the sign-in reached by which they were made. */
export function storedChoices(actor: Actor, choices: BroughtChoices): string {
  return canonicalize({ ...choices, reach: reachOfActor(actor) }) ?? "null";
}

export function choicesIn(text: string | null): {
  readonly choices: BroughtChoices;
  readonly reach: string;
} {
  const { reach, ...choices } = chosenSchema.parse(JSON.parse(text ?? "null"));
  return { choices, reach };
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
  const isAllowed =
    actor !== null && (choices ? areAmong(leadsOf(actor), choices) : mayBringIn(actor).ok);
  if (!isAllowed) throw new BringingRefused(choices ? NO_LONGER : NONE_ANY_MORE);
  return actor;
}

const NO_LONGER = `You may not begin matters for the organizations that were chosen any more, or not by the sign-in with which you brought the archive and chose. ${NOTHING}`;
const NONE_ANY_MORE = `You may not begin matters for any organization any more, or not by the sign-in with which you brought the archive. ${NOTHING}`;
