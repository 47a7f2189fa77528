import { KINDS, type DocumentKind } from "#app/domain/document-kinds/index.ts";
import { listed } from "#app/domain/listed.ts";
import type { Finding, FindingPlace } from "#app/domain/readiness.ts";
import { exhaustionFindings } from "#app/document/readiness/exhaustion.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { detailsOfDocket, nameOfDocket } from "#server/services/dockets/load.ts";
import { clocksOf } from "#server/services/agency-record/clocks.ts";
import { staleFindings } from "#server/services/documents/sourced.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { fingerprint } from "#server/services/fingerprint.ts";
import type { StoredContent } from "#server/services/versions/content.ts";
import { leftMatterFound } from "./who-left.ts";

/**
 * The findings that what is recorded makes in a text, which may change while it is frozen: who left
 * the matter (L71), values that are out of date (L35), and requests without exhaustion (L13).
 */
export async function recordFindings(
  client: PrismaClient | Transaction,
  of: {
    readonly documentId: string;
    readonly kind: DocumentKind;
    readonly content: Pick<StoredContent, "prose" | "facts">;
  },
  at: Date,
): Promise<Finding[]> {
  const left = await leftMatterFound(client, of.documentId, of.content);
  const stale = await staleFindings(client, of.documentId, of.content, at);
  const unexhausted = await unexhaustedFound(client, of, dateOfFilings(at));
  return [...left, ...stale, ...unexhausted];
}

/** Whether a complaint enforces, by its docket, requests whose clocks have no exhaustion (L13). */
async function unexhaustedFound(
  client: PrismaClient | Transaction,
  { documentId, kind, content: { facts } }: Parameters<typeof recordFindings>[1],
  today: string,
): Promise<Finding[]> {
  // A paper that goes with a complaint pleads nothing.
  if (!KINDS[kind].pleads || (facts.caption?.companion ?? null) !== null) return [];
  const enforced = await client.docketFiling.findMany({
    where: {
      docket: { documents: { some: { id: documentId } } },
      filing: { document: { kind: "request" } },
    },
    select: { filing: { select: { document: { select: { id: true, title: true } } } } },
    orderBy: { documentId: "asc" },
  });
  if (enforced.length === 0) return enforcesNothing(client, documentId);
  const requests = enforced.map(({ filing }) => filing.document);
  const clocks = await clocksOf(
    client,
    requests.map(({ id }) => id),
    today,
  );
  const unexhausted = exhaustionFindings(
    requests.flatMap(({ id, title }) => {
      const found = clocks.get(id);
      if (!found) return [];
      const { clock, problem, currentEvents } = found;
      const isAsserted = currentEvents.some((event) => event.kind === "exhaustionAsserted");
      return [{ id, title, clock, problem: problem?.sentence ?? null, isAsserted }];
    }),
  );
  return [...(await enforcedElsewhere(client, documentId, requests)), ...unexhausted];
}

/**
 * The other dockets of the same matter that enforce one of those requests (L67). Whoever reads a
 * matter reads its dockets; those of other matters are not told.
 */
async function enforcedElsewhere(
  client: PrismaClient | Transaction,
  documentId: string,
  requests: readonly { readonly id: string; readonly title: string }[],
): Promise<Finding[]> {
  const others = await client.docketFiling.findMany({
    where: {
      documentId: { in: requests.map(({ id }) => id) },
      docket: {
        matter: { documents: { some: { id: documentId } } },
        documents: { none: { id: documentId } },
      },
    },
    include: { docket: true },
    orderBy: [{ documentId: "asc" }, { docketId: "asc" }],
  });
  return requests.flatMap(({ id, title }) => {
    const named = others
      .filter((other) => other.documentId === id)
      .map(({ docket }) => `“${nameOfDocket(detailsOfDocket(docket))}”`);
    if (named.length === 0) return [];
    const dockets = `the docket${named.length > 1 ? "s" : ""} ${listed(named)}`;
    const words = `the request “${title}” is enforced by ${dockets}, too`;
    return [{ check: "enforced-elsewhere", words, place: { kind: "request", id } }];
  });
}

/**
 * A complaint whose lawsuit enforces no request although the matter has filed ones: then nothing
 * tells whether remedies are exhausted (L13, L36).
 */
async function enforcesNothing(
  client: PrismaClient | Transaction,
  documentId: string,
): Promise<Finding[]> {
  const { docketId, matter } = await client.document.findUniqueOrThrow({
    where: { id: documentId },
    select: {
      docketId: true,
      matter: {
        select: {
          slug: true,
          documents: { where: { kind: "request", status: "filed" }, select: { id: true }, take: 1 },
        },
      },
    },
  });
  if (matter.documents.length === 0) return [];
  const words =
    docketId === null
      ? "it belongs to no docket, so nothing says which filed requests it enforces, and whether they are exhausted"
      : "its docket enforces no filed request, so nothing says whether remedies are exhausted";
  const place: FindingPlace =
    docketId === null ? { kind: "details" } : { kind: "docket", id: docketId, slug: matter.slug };
  return [{ check: "enforces-nothing", words, place }];
}

/** The key of the findings. */
export function seenOf(findings: readonly Finding[]): string {
  return fingerprint(findings.map(({ check, words, place }) => [check, words, place]));
}

/** The key of one finding, by which it is let stand: the same words at one place are one. */
export function keyOf({ check, words, place }: Finding): string {
  return fingerprint([check, words, place]);
}

/** A finding as recorded: its place, and never any text. */
export function placedFinding({ check, place }: Finding) {
  return { check, place: "id" in place ? place.id : null };
}
