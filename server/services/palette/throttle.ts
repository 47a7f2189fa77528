import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { RateLimiterMemory } from "#server/rate-limiting/index.ts";
import type { Resources } from "#server/services/resources.ts";

/**
 * Searches of one person in each ten seconds. Who types without a pause sends six a second; this much in a
 * row is a program.
 */
const MOST = 60;
const SECONDS = 10;

const asking = new WeakMap<Resources["database"], RateLimiterMemory>();

/** Counts a search; refuses `too-many-tries` past the bound. */
export async function admitSearch(
  { database }: Pick<Resources, "database">,
  { userId }: Pick<Actor, "userId">,
): Promise<Outcome<void>> {
  const limiter =
    asking.get(database) ?? new RateLimiterMemory({ points: MOST, duration: SECONDS });
  asking.set(database, limiter);
  const { consumedPoints } = await limiter.penalty(userId);
  return consumedPoints > MOST ? refuse("too-many-tries", TOO_OFTEN) : done();
}

const TOO_OFTEN =
  "You searched very often within a few seconds. Nothing is lost; wait ten seconds and search again.";
