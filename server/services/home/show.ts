import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { Database, PrismaClient } from "#server/database/index.ts";
import { followedNews } from "#server/services/follows/news.ts";
import { subjectOfMatter, FOR_MATTER_SUBJECT } from "#server/services/matters/load.ts";
import { mattersOf, mayCreateMatter } from "#server/services/matters/list.ts";
import { askedForActor } from "#server/services/matters/of-organization.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import { lastAuthorship } from "#server/services/documents/authorship.ts";
import { FOR_SUMMARY, summarize } from "#server/services/documents/summary.ts";
import type { Resources } from "#server/services/resources.ts";
import { waitingFor } from "#server/services/reviews/waiting.ts";
import { threadNewsFor } from "#server/services/threads/news.ts";
import { linesOfTurns } from "#app/domain/deadlines/turn.ts";
import { waitingGroups } from "#app/domain/deadlines/waiting.ts";
import { loadDeadlines } from "#server/services/deadlines/load.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { changedDraftsFor } from "./changed-drafts.ts";
import { overtakenPagesFor } from "./overtaken-pages.ts";
import { givenTo } from "./given.ts";
import { asksOf, metWithoutAsk } from "./asks.ts";
import { firstStepsOf } from "./first-steps.ts";
import { metRequestsOf, toldIn, withoutGiven } from "./said.ts";
import { turnsFor } from "./turns.ts";
import type { HomeView, RecentDraft } from "./views.ts";
import { welcomeFor } from "./welcome.ts";

/** How many drafts the home shows. */
const RECENT = 8;

/** Shows all that waits for the actor, the drafts they wrote in, their matters and organizations. */
export async function showHome(resources: Resources, actor: Actor): Promise<Outcome<HomeView>> {
  const { client } = resources.database;
  const now = resources.clock();
  const today = dateOfFilings(now);
  const [
    waiting,
    met,
    told,
    given,
    turns,
    due,
    changed,
    overtaken,
    asked,
    recentDrafts,
    matters,
    organizations,
  ] = await Promise.all([
    waitingFor(client, actor),
    metRequestsOf(client, actor),
    newsFor(client, actor, now),
    givenTo(client, actor),
    turnsFor(client, actor, now),
    loadDeadlines(client, actor, today),
    changedDraftsFor(resources, actor),
    overtakenPagesFor(resources, actor),
    askedForActor(client, actor),
    recentDraftsOf(resources.database, actor),
    mattersOf(resources, actor),
    client.organization.findMany({
      where: { memberships: { some: { userId: actor.userId } } },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    }),
  ]);
  const asks = asksOf(waiting, met);
  // A person who has written is not new.
  const welcome =
    recentDrafts.length === 0
      ? await welcomeFor(client, actor, resources.clock(), {
          asks,
          matters: matters.filter(({ archivedAt }) => archivedAt === null),
        })
      : null;
  const firstSteps = await firstStepsOf(resources, actor, matters);
  return done({
    welcome,
    firstSteps,
    today,
    waiting,
    groups: waitingGroups(
      {
        asks,
        met: metWithoutAsk(met, asks),
        ...told,
        said: withoutGiven(told.said, given.given),
        ...given,
        ...due,
        changed,
        overtaken,
        turns: linesOfTurns(turns, true),
      },
      today,
    ),
    asked,
    recentDrafts,
    matters,
    organizations: organizations.map(organizationTag),
    may: { createMatter: mayCreateMatter(actor) },
  });
}

/** Others' words beside texts, and acts on what the actor follows. */
async function newsFor(client: PrismaClient, actor: Actor, now: Date) {
  const news = await threadNewsFor(client, actor);
  return { ...toldIn(news), followed: await followedNews(client, actor, now, news) };
}

/** The drafts that the actor wrote in or created, and may still see; the latest first. */
async function recentDraftsOf({ client }: Database, actor: Actor): Promise<RecentDraft[]> {
  const partyIds = actor.memberships.map((place) => place.organizationId);
  // Each session of an author has a client id, bound when it first wrote (R7): few rows for each
  // draft, where the authorship of every batch would be many.
  const sessions = await client.draftBinding.groupBy({
    by: ["documentId"],
    where: {
      userId: actor.userId,
      document: {
        status: "draft",
        matter: { parties: { some: { organizationId: { in: partyIds } } } },
      },
    },
    _max: { boundAt: true },
    orderBy: { _max: { boundAt: "desc" } },
    take: 2 * RECENT,
  });
  const rows = await client.document.findMany({
    where: { id: { in: sessions.map(({ documentId }) => documentId) } },
    include: {
      ...FOR_SUMMARY,
      matter: { select: { ...FOR_MATTER_SUBJECT, slug: true, title: true } },
    },
  });
  const visible = rows.filter(
    (row) => may(actor, "matter.follow", { matter: subjectOfMatter(row.matter) }).ok,
  );
  const drafts = await Promise.all(
    visible.map(async ({ matter, ...row }): Promise<RecentDraft[]> => {
      const touchedAt = await lastWroteAt(client, row.id, actor.userId);
      if (!touchedAt) return [];
      const summaries = await summarize(client, [row], subjectOfMatter(matter).partyIds);
      const { slug, title } = matter;
      return summaries.map((summary) => ({ ...summary, matter: { slug, title }, touchedAt }));
    }),
  );
  return drafts
    .flat()
    .sort((one, other) => other.touchedAt.localeCompare(one.touchedAt))
    .slice(0, RECENT);
}

/** When that person's words were last committed in the draft; null if none were. */
async function lastWroteAt(
  client: Database["client"],
  documentId: string,
  userId: string,
): Promise<string | null> {
  const last = await lastAuthorship(client, documentId, { userId });
  return last?.at.toISOString() ?? null;
}
