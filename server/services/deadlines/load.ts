import type { Actor } from "#app/domain/actor.ts";
import { byUrgency, type Deadline } from "#app/domain/deadlines/deadline.ts";
import { deadlinesOfRequest } from "#app/domain/deadlines/of-request.ts";
import { deadlinesOfSuit } from "#app/domain/deadlines/of-suit.ts";
import { may } from "#app/domain/permissions.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { courtCalendarOf, suitsWithDeadlines } from "#server/services/dockets/deadlines.ts";
import { factsOfMatter } from "#server/services/matters/load.ts";
import { requestsWithClocks } from "./requests.ts";

/**
 * All deadlines in the matters that the actor may currently see, earliest first. The number of
 * database queries does not grow with the number of matters.
 * @param today ISO date, where filings are dated.
 */
export async function deadlinesFor(
  client: PrismaClient,
  actor: Actor,
  today: string,
): Promise<Deadline[]> {
  const matters = await mattersSeenBy(client, actor);
  if (matters.size === 0) return [];
  const requests = await requestsWithClocks(client, matters, today);
  const calendar = await courtCalendarOf(client);
  const suits = await suitsWithDeadlines(client, [...matters.keys()], calendar, today);
  const deadlines = [
    ...requests.flatMap((request) => deadlinesOfRequest(request, today)),
    ...suits.flatMap(({ docketId, matterId, name, deadlines: due }) => {
      const matter = matters.get(matterId);
      return matter ? deadlinesOfSuit({ docketId, name, matter, deadlines: due }) : [];
    }),
  ];
  return deadlines.sort(byUrgency);
}

async function mattersSeenBy(
  client: PrismaClient,
  actor: Actor,
): Promise<Map<string, Deadline["matter"]>> {
  const rows = await client.matter.findMany({
    // A prefilter; whether a matter may be seen is decided below, as everywhere.
    where: {
      parties: {
        some: { organizationId: { in: actor.memberships.map((place) => place.organizationId) } },
      },
    },
    select: {
      id: true,
      slug: true,
      title: true,
      leadOrganizationId: true,
      parties: { select: { organizationId: true } },
    },
    orderBy: { id: "asc" },
  });
  return new Map(
    rows
      .filter((row) => may(actor, "matter.view", { matter: factsOfMatter(row) }).ok)
      .map(({ id, slug, title }) => [id, { slug, title }]),
  );
}
