import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { subjectOfMatter, FOR_MATTER_SUBJECT } from "#server/services/matters/load.ts";
import type { Resources } from "#server/services/resources.ts";

/**
 * The ids of all documents that the actor may see: copies of others on a device are deleted (R5).
 */
export async function openableIds(
  { database }: Resources,
  actor: Actor,
): Promise<Outcome<string[]>> {
  const matters = await database.client.matter.findMany({
    where: {
      parties: {
        some: { organizationId: { in: actor.memberships.map((place) => place.organizationId) } },
      },
    },
    select: {
      ...FOR_MATTER_SUBJECT,
      documents: { select: { id: true } },
    },
  });
  return done(
    matters
      .filter((matter) => may(actor, "matter.view", { matter: subjectOfMatter(matter) }).ok)
      .flatMap(({ documents }) => documents.map(({ id }) => id)),
  );
}
