import type { Actor } from "#app/domain/actor.ts";
import { refuse, done, type Outcome } from "#app/domain/refusal.ts";
import type { LeavingChoices } from "#app/domain/word-leaving.ts";
import type { PrismaClient } from "#server/database/index.ts";
import type { LoadedDocument } from "#server/services/documents/load.ts";
import type { ThreadReaders } from "#server/services/threads/scope.ts";
import { scopesOf } from "./fresh.ts";
import type { KnownOrigin } from "./origin.ts";
import type { WordReturnView } from "./views.ts";

/** Those for whom a file is compared, and those who may be chosen. */
export interface ReturnReaders extends Pick<WordReturnView, "preselected"> {
  readonly chosen: ThreadReaders;
  readonly organizations: readonly { readonly id: string; readonly shortName: string }[];
  /**
   * Whether a file may bring each of them something else: what one organization alone has of an earlier
   * return is known to its own people, and is told to nobody else.
   */
  readonly areApart: boolean;
}

/** @param wanted left out for those who are preselected. */
export async function readersOf(
  client: PrismaClient,
  actor: Actor,
  document: LoadedDocument,
  {
    origin,
    wanted,
  }: { readonly origin: KnownOrigin | null; readonly wanted?: ThreadReaders | undefined },
): Promise<Outcome<ReturnReaders>> {
  const scopes = scopesOf(actor, document);
  if (typeof wanted === "string" && !scopes.includes(wanted)) return refuse("forbidden");
  const organizations = await client.organization.findMany({
    where: { id: { in: scopes } },
    select: { id: true, shortName: true },
    orderBy: { shortName: "asc" },
  });
  const preselected = ownThatLeft(origin, organizations);
  const chosen = wanted === undefined ? (preselected?.organizationId ?? null) : wanted;
  const own = await client.suggestion.findFirst({
    where: {
      state: { not: "withdrawn" },
      thread: {
        documentId: document.row.id,
        organizationId: { in: scopes },
        wordReturnId: { not: null },
      },
    },
    select: { threadId: true },
  });
  return done({ chosen, organizations, preselected, areApart: own !== null });
}

/**
 * The organization whose own suggestions or comments left with the file: what comes back may say their words
 * again, so that it is for its people unless somebody chooses others (M2).
 */
function ownThatLeft(
  origin: KnownOrigin | null,
  organizations: readonly { readonly id: string; readonly shortName: string }[],
): WordReturnView["preselected"] {
  if (origin === null) return null;
  // Written by the export alone.
  const { own } = JSON.parse(origin.record.choices) as Partial<LeavingChoices>;
  const one = organizations.find(({ id }) => own?.includes(id) === true);
  return one
    ? {
        organizationId: one.id,
        why: `Suggestions or comments that only ${one.shortName} sees left with this file, so what comes back is for ${one.shortName} alone unless you choose otherwise.`,
      }
    : null;
}
