import * as z from "zod";
import type { Actor, SignInReach } from "#app/domain/actor.ts";
import { may, threadOrganizations } from "#app/domain/permissions.ts";
import { loadActor } from "#server/auth/index.ts";
import { organizationsThatConsent } from "#server/services/archive-consent/consents.ts";
import { FOR_MATTER_SUBJECT, subjectOfMatter } from "#server/services/matters/load.ts";
import type { Resources } from "#server/services/resources.ts";

/** Why an archive is not made, as a sentence for whoever asked for it. */
export class ArchiveRefused extends Error {}

interface AskedBy {
  readonly kind: string;
  readonly matterId: string | null;
  readonly takenById: string;
  readonly reach: string;
}

/** Whoever asked for an archive, with the rights of now, as far as their sign-in reached (P8). */
export async function takerOf(
  { database: { client } }: Pick<Resources, "database">,
  { takenById, reach }: Pick<AskedBy, "takenById" | "reach">,
): Promise<Actor> {
  const actor = await loadActor(client, takenById, reachIn(reach));
  if (!actor) throw new ArchiveRefused(NO_LONGER);
  return actor;
}

/**
 * Throws where the taker may not have that archive any more, with the own threads that are in it: rights
 * and consents may have ended while it was made.
 */
export async function mayStillHave(
  resources: Pick<Resources, "database">,
  asked: AskedBy,
  ownThreadsOf: readonly string[],
): Promise<void> {
  const { client } = resources.database;
  const actor = await takerOf(resources, asked);
  const isHeld = (await mayHave(client, actor, asked, ownThreadsOf)) !== null;
  const consenting =
    asked.kind === "workspace" ? await organizationsThatConsent(client, ownThreadsOf) : null;
  if (!isHeld || (consenting && !ownThreadsOf.every((id) => consenting.has(id)))) {
    throw new ArchiveRefused(NO_LONGER);
  }
}

/**
 * Whether the actor may have an archive with those own threads in it, by their rights of now; with the slug
 * of its matter. Consents that ended after it was made change nothing in it (docs/decisions/0109).
 */
export async function mayHave(
  client: Resources["database"]["client"],
  actor: Actor,
  { kind, matterId }: Pick<AskedBy, "kind" | "matterId">,
  ownThreadsOf: readonly string[],
): Promise<{ readonly slug: string | null } | null> {
  if (kind === "workspace")
    return may(actor, "workspace.take-along", {}).ok ? { slug: null } : null;
  const row = await client.matter.findUnique({
    where: { id: matterId ?? "" },
    select: { ...FOR_MATTER_SUBJECT, slug: true },
  });
  if (!row) return null;
  const matter = subjectOfMatter(row);
  if (!may(actor, "matter.take-along", { matter }).ok) return null;
  const own = new Set(threadOrganizations(actor, matter));
  return ownThreadsOf.every((id) => own.has(id)) ? { slug: row.slug } : null;
}

/** How far a sign-in reached, as the row of an archive keeps it. */
export function reachIn(reach: string): SignInReach | undefined {
  const read = reachSchema.parse(JSON.parse(reach));
  if (read === null) return undefined;
  const { own, via, byProvider } = read;
  return { own, via, ...(byProvider ? { byProvider } : {}) };
}

const reachSchema = z
  .object({
    own: z.boolean(),
    via: z.string().nullable(),
    byProvider: z.literal(true).optional(),
  })
  .nullable();

const NO_LONGER =
  "Rights changed while it was made: you may not take all of it along any more. Nothing was kept; look at the page again.";
