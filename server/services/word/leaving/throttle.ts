import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { WORD_FILES_A_MINUTE } from "#app/domain/word-leaving.ts";
import { RateLimiterMemory } from "#server/rate-limiting/index.ts";
import type { Resources } from "#server/services/resources.ts";

const asking = new WeakMap<Resources["word"], RateLimiterMemory>();

/** Counts that somebody has a Word file made; refuses `too-many-tries` past the bound. */
export async function takesTooOften(
  { word }: Pick<Resources, "word">,
  { userId }: Pick<Actor, "userId">,
): Promise<Outcome<void>> {
  const limiter =
    asking.get(word) ?? new RateLimiterMemory({ points: WORD_FILES_A_MINUTE, duration: 60 });
  asking.set(word, limiter);
  const { consumedPoints } = await limiter.penalty(userId);
  return consumedPoints > WORD_FILES_A_MINUTE ? refuse("too-many-tries", TOO_OFTEN) : done();
}

const TOO_OFTEN =
  "Word files were asked for too often within a minute. Nothing was made; wait a minute and take it again.";
