import type { Actor } from "#app/domain/actor.ts";
import type { Deadline } from "#app/domain/deadlines/deadline.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { matterFor } from "#server/services/matters/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { countDeadlines, deadlinesFor } from "./load.ts";

/**
 * Lists what is due in one matter, or in all that the actor follows: without what was settled, the
 * earliest first.
 */
export async function dueDeadlines(
  { database: { client }, clock }: Resources,
  actor: Actor,
  slug: string | null,
): Promise<Outcome<readonly Deadline[]>> {
  const today = dateOfFilings(clock());
  if (slug === null) return done(await deadlinesFor(client, actor, today));
  const found = await matterFor(client, actor, "matter.view", slug);
  if (!found.ok) return found;
  const { deadlines, aside } = await countDeadlines(client, actor, today, found.value.row.id);
  return done(deadlines.filter((deadline) => aside(deadline).settled === null));
}
