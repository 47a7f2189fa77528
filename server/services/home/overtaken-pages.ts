import type { Actor } from "#app/domain/actor.ts";
import type { OvertakenPage } from "#app/domain/deadlines/overtaken-page.ts";
import { may } from "#app/domain/permissions.ts";
import { overtakenParts } from "#app/domain/public-page/overtaken.ts";
import { publishedPage, type PagePart } from "#app/domain/public-page/published.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { subjectOfMatter } from "#server/services/matters/load.ts";
import { todayOfPages } from "#server/services/public-page/candidate.ts";
import { publicRecord } from "#server/services/public-page/record.ts";
import type { Resources } from "#server/services/resources.ts";
import { calendarOf } from "#server/services/settings/calendar.ts";

/** Pages that are compared with the record each time; each costs some questions to the database. */
const MAX_COMPARED = 10;
/** The parties with what the page says of them, which no line of their matters tells. */
const WITH_NAMED_PARTIES = {
  parties: {
    select: {
      organizationId: true,
      organization: {
        select: {
          name: true,
          shortName: true,
          city: true,
          website: true,
          pressName: true,
          pressEmail: true,
        },
      },
    },
    orderBy: { position: "asc" },
  },
} as const;

/** Comparisons that are kept. */
const MAX_KEPT = 500;

/**
 * The findings of each page, by what they depend on: the page's last publication, the last line of
 * the record about its matter, the workspace's calendar, and what its parties say of themselves.
 */
const known = new WeakMap<PrismaClient, Map<string, readonly PagePart[]>>();

/**
 * The published pages of matters that the actor's organizations lead and that the record has
 * overtaken (L43). A page is compared once for each change of its matter; of many that changed, some
 * are compared with each look, the ones that were published last first.
 */
export async function overtakenPagesFor(
  { database: { client }, clock }: Pick<Resources, "database" | "clock">,
  actor: Actor,
): Promise<OvertakenPage[]> {
  const led = actor.memberships.map(({ organizationId }) => organizationId);
  const rows = await client.publicPage.findMany({
    where: { status: "published", matter: { leadOrganizationId: { in: led } } },
    include: { matter: { include: WITH_NAMED_PARTIES } },
    orderBy: [{ updatedAt: "desc" }, { matterId: "asc" }],
  });
  const mine = rows.filter(
    ({ matter }) => may(actor, "matter.publish", { matter: subjectOfMatter(matter) }).ok,
  );
  if (mine.length === 0) return [];
  const lines = await client.auditEvent.groupBy({
    by: ["matterId"],
    where: { matterId: { in: mine.map(({ matterId }) => matterId) } },
    _max: { sequence: true },
  });
  const lastLine = new Map(lines.map(({ matterId, _max }) => [matterId, _max.sequence]));
  const calendar = JSON.stringify(await calendarOf(client));
  const kept = known.get(client) ?? new Map<string, readonly PagePart[]>();
  known.set(client, kept);
  const found: OvertakenPage[] = [];
  let compared = 0;
  for (const { matter, matterId, published, updatedAt } of mine) {
    if (published === null || updatedAt === null) continue;
    const named = JSON.stringify(matter.parties);
    const of = [matterId, updatedAt.toISOString(), lastLine.get(matterId), calendar, named];
    const key = of.join(" ");
    if (!kept.has(key) && compared >= MAX_COMPARED) continue;
    const page = publishedPage.parse(JSON.parse(published));
    const today = todayOfPages(clock());
    let parts = kept.get(key);
    if (parts === undefined) {
      compared += 1;
      parts = overtakenParts(page, await publicRecord(client, { row: matter }), today);
      kept.set(key, parts);
      const [oldest] = kept.keys();
      if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    }
    if (parts.length === 0) continue;
    const { slug, title } = matter;
    const publicSince = todayOfPages(updatedAt);
    found.push({ matter: { slug, title }, title: page.title.en, parts, publicSince });
  }
  return found;
}
