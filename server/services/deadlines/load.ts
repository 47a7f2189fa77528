import type { Actor } from "#app/domain/actor.ts";
import { byUrgency, type Deadline } from "#app/domain/deadlines/deadline.ts";
import {
  deadlinesOfRequest,
  isReceiptAwaited,
  unconfirmedAppeals,
} from "#app/domain/deadlines/of-request.ts";
import { deadlinesOfSuit } from "#app/domain/deadlines/of-suit.ts";
import type { UncountedRequest } from "#app/domain/deadlines/uncounted.ts";
import type { UnconfirmedReceipt } from "#app/domain/deadlines/receipt.ts";
import { may } from "#app/domain/permissions.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { courtCalendarOf, suitsWithDeadlines } from "#server/services/dockets/deadlines.ts";
import { subjectOfMatter, FOR_MATTER_SUBJECT } from "#server/services/matters/load.ts";
import { putAside, type PutAside } from "./put-aside.ts";
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
  return (await loadDeadlines(client, actor, today)).deadlines;
}

interface LoadedDeadlines extends Pick<
  CountedDeadlines,
  "deadlines" | "uncounted" | "unconfirmed"
> {
  /** By key: the ISO day on which the actor wants to be told again of what the agency missed. */
  readonly remindOn: ReadonlyMap<string, string>;
}

/**
 * As `deadlinesFor`; with the filed requests whose receipt nobody has recorded, for those who may
 * record it, and those that have no dates, since their record contradicts itself. Without what staff
 * have settled.
 */
export async function loadDeadlines(
  client: PrismaClient,
  actor: Actor,
  today: string,
): Promise<LoadedDeadlines> {
  const { aside, ...counted } = await countDeadlines(client, actor, today);
  const remindOn = new Map<string, string>();
  const deadlines = counted.deadlines.filter((deadline) => {
    const { settled, remindOn: day } = aside(deadline);
    if (day !== null) remindOn.set(deadline.key, day);
    return settled === null;
  });
  return { ...counted, deadlines, remindOn };
}

interface CountedDeadlines {
  readonly deadlines: Deadline[];
  readonly unconfirmed: UnconfirmedReceipt[];
  readonly uncounted: UncountedRequest[];
  readonly aside: (deadline: Deadline) => PutAside;
}

/**
 * All deadlines, those that are settled too, and what is put aside of each.
 * @param only the id of a matter; default: all that the actor may see.
 */
export async function countDeadlines(
  client: PrismaClient,
  actor: Actor,
  today: string,
  only?: string,
): Promise<CountedDeadlines> {
  const seen = await mattersSeenBy(client, actor, only);
  if (seen.length === 0) {
    return {
      deadlines: [],
      unconfirmed: [],
      uncounted: [],
      aside: () => ({ settled: null, remindOn: null }),
    };
  }
  const matters = new Map(seen.map(({ id, slug, title }) => [id, { slug, title }]));
  const mayRecord = new Set(seen.filter((one) => one.mayRecord).map(({ id }) => id));
  const { dated: requests, uncounted: without } = await requestsWithClocks(client, matters, today);
  const uncounted = without.map(({ matterId, ...request }) => ({
    ...request,
    mayMend: mayRecord.has(matterId),
  }));
  const calendar = await courtCalendarOf(client);
  const suits = await suitsWithDeadlines(client, [...matters.keys()], calendar, today);
  const deadlines = [
    ...requests.flatMap((request) => deadlinesOfRequest(request, today)),
    ...suits.flatMap(({ docketId, matterId, name, deadlines: due }) => {
      const matter = matters.get(matterId);
      return matter ? deadlinesOfSuit({ docketId, name, matter, deadlines: due }) : [];
    }),
  ];
  const unconfirmed = requests.flatMap((request) => {
    if (!mayRecord.has(request.matterId)) return [];
    const { documentId, title, matter, filedOn, confirmedAt: since } = request;
    const common = { documentId, title, matter, filedOn, since };
    return [
      ...(isReceiptAwaited(request) ? [{ ...common, appealSent: null }] : []),
      ...unconfirmedAppeals(request)
        .slice(0, 1)
        .map((appealSent) => ({ ...common, appealSent })),
    ];
  });
  const asideIn = await putAside(client, actor.userId, [...matters.keys()]);
  const idOf = new Map(seen.map(({ id, slug }) => [slug, id]));
  const aside = (deadline: Deadline) => asideIn(deadline, idOf.get(deadline.matter.slug) ?? "");
  return { deadlines: deadlines.sort(byUrgency), unconfirmed, uncounted, aside };
}

interface SeenMatter {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  /** Whether the actor may write its agency record. */
  readonly mayRecord: boolean;
}

async function mattersSeenBy(
  client: PrismaClient,
  actor: Actor,
  only?: string,
): Promise<SeenMatter[]> {
  const rows = await client.matter.findMany({
    // A prefilter; whether a matter may be seen is decided below, as everywhere.
    where: {
      ...(only === undefined ? {} : { id: only }),
      parties: {
        some: { organizationId: { in: actor.memberships.map((place) => place.organizationId) } },
      },
    },
    select: { ...FOR_MATTER_SUBJECT, slug: true, title: true },
    orderBy: { id: "asc" },
  });
  return rows.flatMap((row) => {
    const matter = subjectOfMatter(row);
    if (!may(actor, only === undefined ? "matter.follow" : "matter.view", { matter }).ok) return [];
    const { id, slug, title } = row;
    return [{ id, slug, title, mayRecord: may(actor, "agency-record.record", { matter }).ok }];
  });
}
