/**
 * Sign-in through organizations' providers. What it takes is read once somebody asks for it: a start
 * needs none of it.
 */
import { refuse, type Outcome } from "#app/domain/refusal.ts";
import { consumed, countersOn } from "#server/auth/counters.ts";
import { networkOf, type Origin } from "#server/auth/index.ts";
import { hashSecret } from "#server/auth/secrets.ts";
import { lazyVerb } from "#server/services/lazy-verb.ts";
import type { Resources } from "#server/services/resources.ts";
import type * as begin from "./begin.ts";
import type { finishAtProvider } from "./finish.ts";

export const IDENTITY_PROVIDER_VERBS = {
  show: lazyVerb(async () => (await import("./show.ts")).showProvider),
  offered: lazyVerb(async () => (await import("./show.ts")).offersProviders),
  own: lazyVerb(async () => (await import("./show.ts")).ownIdentities),
  set: lazyVerb(async () => (await import("./set.ts")).setProvider),
  require: lazyVerb(async () => (await import("./set.ts")).requireProvider),
  remove: lazyVerb(async () => (await import("./set.ts")).removeProvider),
  unlink: lazyVerb(async () => (await import("./link.ts")).unlinkIdentity),
};

/** How often one network may begin, in a quarter of an hour: each has somebody else's server asked. */
const BEGINNINGS = 60;

type Begin = typeof begin;
type BegunDeparture = Awaited<ReturnType<Begin["beginSignIn"]>>;

/** Counts beginnings by network. */
export function createProviderSignIn(resources: Resources) {
  const beginnings = countersOn(resources.database)("provider.begin", {
    points: BEGINNINGS,
    seconds: 15 * 60,
  });

  async function counted<T>(
    { address }: Origin,
    work: () => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const count = await consumed(beginnings, hashSecret(networkOf(address)));
    return count > BEGINNINGS ? refuse("too-many-tries") : work();
  }

  return {
    begin: (
      from: Origin,
      ...args: TailOf<Parameters<Begin["beginSignIn"]>>
    ): Promise<BegunDeparture> =>
      counted(from, async () => (await import("./begin.ts")).beginSignIn(resources, ...args)),
    beginLink: (
      from: Origin,
      ...args: TailOf<Parameters<Begin["beginLink"]>>
    ): Promise<BegunDeparture> =>
      counted(from, async () => (await import("./begin.ts")).beginLink(resources, ...args)),
    beginJoin: (
      from: Origin,
      ...args: TailOf<Parameters<Begin["beginJoin"]>>
    ): Promise<BegunDeparture> =>
      counted(from, async () => (await import("./begin.ts")).beginJoin(resources, ...args)),
    askedFor: async (cookies: string | null) =>
      (await import("./finish.ts")).pageAskedFor(resources, cookies),
    finish: async (...args: TailOf<Parameters<typeof finishAtProvider>>) =>
      (await import("./finish.ts")).finishAtProvider(resources, ...args),
  };
}

type TailOf<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Tail]
  ? Tail
  : never;
