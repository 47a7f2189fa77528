import type * as z from "zod";
import type { Outcome } from "#app/domain/refusal.ts";
import {
  admit,
  type AccessRequirement,
  type RequestContext,
  type IncomingRequest,
} from "./access-requirement.ts";
import { refusedPage } from "./refused.ts";
import type { LoaderArgs } from "./route-args.ts";
import { visitOf } from "./visit.ts";

interface LoaderOf<S extends z.ZodType, C, V> {
  /** The URL's parameters; invalid ones are not found. */
  readonly params?: S;
  readonly load: (requestContext: C) => Outcome<V> | Promise<Outcome<V>>;
}

interface GuardedLoader<S extends z.ZodType, V> extends LoaderOf<
  S,
  RequestContext<z.output<S>>,
  V
> {
  readonly need: AccessRequirement<z.output<S>>;
}

/**
 * A loader that declares its requirement. It returns the value of `load`; a refusal becomes the
 * sign-in page or the nearest error boundary, with the refusal's status.
 */
export function guardedLoader<S extends z.ZodType, V>({ params, need, load }: GuardedLoader<S, V>) {
  return openLoader<S, V>({
    params,
    load: (visit) => {
      const admitted = admit(visit, need);
      return admitted.ok ? load(admitted.value) : admitted;
    },
  });
}

/** The same for anybody; who is signed in stands in the load context. */
export function openLoader<S extends z.ZodType, V>({
  params,
  load,
}: LoaderOf<S, IncomingRequest<z.output<S>>, V>) {
  return async (args: LoaderArgs): Promise<V> => {
    const visit = visitOf(args, params);
    const outcome = visit.ok ? await load(visit.value) : visit;
    if (!outcome.ok) {
      const isEnrolling = (args.context.enrollee ?? null) !== null;
      throw refusedPage(outcome.refusal, new URL(args.request.url), isEnrolling);
    }
    return outcome.value;
  };
}
