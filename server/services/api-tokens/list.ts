import type { Actor } from "#app/domain/actor.ts";
import { MOST_TOKENS, readScopes } from "#app/domain/api-token.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { Resources } from "#server/services/resources.ts";
import type { TokensView } from "./views.ts";

/** The actor's tokens that hold, the latest first. */
export async function listTokens(
  { database: { client }, clock, mail, appUrl }: Resources,
  actor: Actor,
): Promise<Outcome<TokensView>> {
  const { userId, reach } = actor;
  const rows = await client.apiToken.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: clock() } },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  const through = reach && !reach.own ? reach.via : null;
  const organizations = await client.organization.findMany({
    where: { id: { in: [...rows.map(({ via }) => via), through].filter((id) => id !== null) } },
    select: { id: true, shortName: true },
  });
  const nameOf = (id: string | null) =>
    organizations.find((organization) => organization.id === id)?.shortName ?? "no organization";
  return done({
    tokens: rows.map((row) => ({
      id: row.id,
      name: row.name,
      scopes: readScopes(row.scopes),
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      usedAt: row.usedAt?.toISOString() ?? null,
      onlyFor: row.own ? null : nameOf(row.via),
    })),
    madeThrough: reach && !reach.own ? nameOf(through) : null,
    isTold: mail.configured && appUrl !== null && actor.unconfirmed !== true,
    isFull: rows.length >= MOST_TOKENS,
  });
}
