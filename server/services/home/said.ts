import type { Actor } from "#app/domain/actor.ts";
import type { GivenComment } from "#app/domain/deadlines/given.ts";
import type { Decided, MetRequest, Said } from "#app/domain/deadlines/waiting.ts";
import { may } from "#app/domain/permissions.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { subjectOfDocument, FOR_SUBJECT } from "#server/services/documents/load.ts";
import type { NamedDecision } from "#server/services/threads/decisions.ts";
import { threadNewsFor, type ThreadNews } from "#server/services/threads/news.ts";

/** As `saidIn`, and what became of the actor's suggestions. */
export function toldIn(news: readonly ThreadNews[]): {
  readonly said: Said[];
  readonly decided: Decided[];
} {
  // That somebody answered stands with the decision.
  const open = news.filter(({ why, decision }) => why !== "answered" || decision === null);
  return { said: saidIn(open), decided: decidedIn(news) };
}

/** Of a comment that names somebody and is given to them at once, they are told once: that it is given. */
export function withoutGiven(said: readonly Said[], given: readonly GivenComment[]): Said[] {
  return said.filter(
    ({ why, threadId, at }) =>
      why !== "mentioned" || !given.some((one) => one.threadId === threadId && one.at >= at),
  );
}

/** The outcomes of those of the actor's suggestions for which this holds, and they have not read. */
export async function decidedFor(
  client: PrismaClient,
  actor: Actor,
  holds: (news: DecidedNews) => boolean,
): Promise<Decided[]> {
  const news = await threadNewsFor(client, actor);
  return decidedIn(news.filter((one) => isDecided(one) && holds(one)));
}

type DecidedNews = ThreadNews & { readonly decision: NamedDecision };

function isDecided(news: ThreadNews): news is DecidedNews {
  return news.decision !== null;
}

/** By document and decision, since "accept all" makes many; the latest first. */
function decidedIn(news: readonly ThreadNews[]): Decided[] {
  const groups = new Map<string, DecidedNews[]>();
  for (const one of news.filter(isDecided)) {
    const key = `${one.document.id} ${one.decision.was} ${one.organization?.id ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group): Decided[] => {
    const [first] = group;
    if (!first) return [];
    const { threadId, document, matter, organization, decision } = first;
    return [
      {
        threadId,
        was: decision.was,
        count: group.length,
        documentId: document.id,
        title: document.title,
        matter,
        by: [...new Set(group.map((one) => one.decision.by))],
        isAnswered: group.some(({ by }) => by.length > 0),
        among: organization?.shortName ?? null,
        at: group.map((one) => one.decision.at).reduce((one, other) => (one > other ? one : other)),
      },
    ];
  });
}

/** Words said to the actor beside texts and not read yet; the latest first. */
export function saidIn(news: readonly ThreadNews[]): Said[] {
  return news.flatMap(({ threadId, why, document, matter, organization, by, at }): Said[] =>
    why === "unread"
      ? []
      : [
          {
            threadId,
            why,
            documentId: document.id,
            title: document.title,
            matter,
            by,
            among: organization?.shortName ?? null,
            at,
          },
        ],
  );
}

/**
 * Versions under review that were submitted after the actor asked for changes, and on which they have not
 * decided yet.
 */
export async function metRequestsOf(client: PrismaClient, actor: Actor): Promise<MetRequest[]> {
  const { userId } = actor;
  const rows = await client.document.findMany({
    where: {
      status: "in_review",
      signOffs: { some: { userId, decision: "changes-requested" } },
    },
    include: {
      ...FOR_SUBJECT,
      signOffs: { where: { userId }, orderBy: [{ recordedAs: "desc" }, { id: "desc" }] },
      versions: { select: { id: true, number: true, createdAt: true } },
    },
    orderBy: [{ statusAt: "asc" }, { id: "asc" }],
  });
  return rows.flatMap((row): MetRequest[] => {
    const version = row.versions.find(({ id }) => id === row.pinnedVersionId);
    const [last] = row.signOffs;
    if (!version || last?.decision !== "changes-requested" || last.versionId === version.id) {
      return [];
    }
    if (!may(actor, "matter.follow", subjectOfDocument(row)).ok) return [];
    const { slug, title } = row.matter;
    return [
      {
        documentId: row.id,
        title: row.title,
        matter: { slug, title },
        version: version.number,
        since: version.createdAt.toISOString(),
      },
    ];
  });
}
