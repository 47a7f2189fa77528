import { HOUR_MS } from "#app/domain/durations.ts";
import type { Actor, SignInReach } from "#app/domain/actor.ts";
import { readScopes, TOKEN_PREFIX, type Scope } from "#app/domain/api-token.ts";
import { countersOn, taken } from "#server/auth/counters.ts";
import { hashSecret, loadActor, networkOf } from "#server/auth/index.ts";
import type { PrismaClient } from "#server/database/index.ts";
import type { Resources } from "#server/services/resources.ts";
import { asProgram } from "./acts.ts";
import { createAnswers, type KeptAnswers } from "./answers.ts";

/** A program that was let in: the person as whom it acts, and how far. */
export interface AdmittedProgram {
  readonly actor: Actor;
  readonly token: {
    readonly id: string;
    readonly name: string;
    readonly scopes: readonly Scope[];
    readonly expiresAt: Date;
  };
}

/** How long to wait where something was asked for too often, in milliseconds. */
interface MustWait {
  readonly waitMs: number;
}

/** The way in of programs; keeps how often each asks. */
export interface ProgramDoor extends KeptAnswers {
  /**
   * The program with that secret; null for one that is unknown, revoked or over.
   * @param address the client's, used only for throttling.
   */
  admit(secret: string, address: string): Promise<AdmittedProgram | MustWait | null>;
  /** Counts a request of a person's programs; 0, or the milliseconds until more may be asked for. */
  spend(actor: Actor, what: "read" | "write", cost: number): Promise<number>;
}

/** Secrets can't be guessed, but each try costs a query. */
const UNKNOWN = { points: 60, seconds: 600 };
/** Of one person, however many tokens they have. */
export const API_LIMITS = {
  read: { points: 600, seconds: 60 },
  write: { points: 60, seconds: 60 },
} as const;

const SECRET_LENGTH = 43;
const MOST_HELD = 5_000;

export function createProgramDoor(resources: Resources): ProgramDoor {
  const { database, clock, log } = resources;
  const { client } = database;
  const counters = countersOn(database);
  const unknown = counters("api.unknown", UNKNOWN);
  const spent = {
    read: counters("api.read", API_LIMITS.read),
    write: counters("api.write", API_LIMITS.write),
  };

  /** Hashes of tokens that held: others' guesses from the same network keep none of them out. */
  const held = new Set<string>();
  const remember = (tokenHash: string) => {
    if (held.size >= MOST_HELD) held.clear();
    held.add(tokenHash);
  };

  const missing = async (network: string): Promise<MustWait | null> => {
    const waitMs = await taken(unknown, network, 1);
    return waitMs === 0 ? null : { waitMs };
  };

  const noteUse = async (id: string, usedAt: Date | null) => {
    const now = clock();
    if (usedAt && now.getTime() - usedAt.getTime() < HOUR_MS) return;
    await client.apiToken
      .updateMany({ where: { id }, data: { usedAt: now } })
      // Keeping the last use is not worth failing the request.
      .catch((error: unknown) => log.warn({ err: error }, "a token's use was not kept"));
  };

  return {
    ...createAnswers(resources),

    async admit(secret, address) {
      // Nobody there can read whose network it is.
      const network = hashSecret(networkOf(address));
      const tokenHash = hashSecret(secret);
      const tried = held.has(tokenHash) ? null : await unknown.get(network);
      if (tried && tried.consumedPoints > UNKNOWN.points) return { waitMs: tried.msBeforeNext };
      if (!isSecret(secret)) return missing(network);
      const row = await client.apiToken.findUnique({ where: { tokenHash } });
      if (!row || row.revokedAt !== null || row.expiresAt <= clock()) {
        held.delete(tokenHash);
        return missing(network);
      }
      const actor = await loadActor(client, row.userId, await reachOfToken(client, row));
      if (!actor) return missing(network);
      remember(tokenHash);
      await noteUse(row.id, row.usedAt);
      const { id, name, scopes, expiresAt } = row;
      return {
        actor: asProgram(actor, { id }),
        token: { id, name, scopes: readScopes(scopes), expiresAt },
      };
    },

    spend: ({ userId }, what, cost) => taken(spent[what], hashSecret(userId), cost),
  };
}

function isSecret(secret: string): boolean {
  return (
    secret.length === TOKEN_PREFIX.length + SECRET_LENGTH &&
    secret.startsWith(TOKEN_PREFIX) &&
    /^[\w-]+$/u.test(secret)
  );
}

/**
 * As far as the sign-in in which the token was made (P8). One that was made through an organization's
 * identity provider counts as such while the account is linked there.
 */
async function reachOfToken(
  client: PrismaClient,
  row: {
    readonly userId: string;
    readonly own: boolean;
    readonly via: string | null;
    readonly byProvider: boolean;
  },
): Promise<SignInReach> {
  const { userId, own, via, byProvider } = row;
  if (via === null || !byProvider) return { own, via };
  const link = await client.identityLink.findUnique({
    where: { userId_organizationId: { userId, organizationId: via } },
  });
  return link ? { own, via, byProvider: true } : { own: false, via: null };
}
