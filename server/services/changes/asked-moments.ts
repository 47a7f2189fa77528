import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { RateLimiterMemory } from "#server/rate-limiting/index.ts";
import type { Resources } from "#server/services/resources.ts";

/** Moments that one person may ask for in a minute: one that is not kept is made in a worker. */
export const MOMENTS_A_MINUTE = 60;

const asking = new WeakMap<Resources["drafts"], RateLimiterMemory>();

/** Counts that somebody asks for a moment of a draft; refuses `too-many-tries` past the bound. */
export async function asksTooOften(
  { drafts }: Pick<Resources, "drafts">,
  { userId }: Pick<Actor, "userId">,
): Promise<Outcome<void>> {
  const limiter =
    asking.get(drafts) ?? new RateLimiterMemory({ points: MOMENTS_A_MINUTE, duration: 60 });
  asking.set(drafts, limiter);
  const { consumedPoints } = await limiter.penalty(userId);
  return consumedPoints > MOMENTS_A_MINUTE ? refuse("too-many-tries", TOO_OFTEN) : done();
}

const TOO_OFTEN =
  "Earlier moments of drafts were asked for too often within a minute. Nothing was changed; wait a minute and show them again.";
