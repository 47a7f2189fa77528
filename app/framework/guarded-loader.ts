import type * as z from "zod";
import type { Outcome } from "#app/domain/refusal.ts";
import type { AccessRequirement, RequestContext } from "./access-requirement.ts";
import { arrivalOf } from "./arrival.ts";
import { refusedPage } from "./refused.ts";
import type { LoaderArgs } from "./route-args.ts";

interface GuardedLoader<S extends z.ZodType, N extends AccessRequirement<z.output<S>>, V> {
  /** The URL's parameters; invalid ones are not found. */
  readonly params?: S;
  readonly need: N;
  readonly load: (
    requestContext: RequestContext<z.output<S>, N>,
  ) => Outcome<V> | Promise<Outcome<V>>;
}

/**
 * A loader that declares its requirement. It returns the value of `load`; a refusal becomes the
 * sign-in page or the nearest error boundary, with the refusal's status.
 */
export function guardedLoader<S extends z.ZodType, N extends AccessRequirement<z.output<S>>, V>({
  load,
  ...guard
}: GuardedLoader<S, N, V>) {
  return async (args: LoaderArgs): Promise<V> => {
    const url = new URL(args.request.url);
    const arrival = arrivalOf(args, guard);
    if (!arrival.ok) throw refusedPage(arrival.refusal, url);
    const { requestContext, admitted } = arrival.value;
    if (!admitted.ok) throw refusedPage(admitted.refusal, url);
    const outcome = await load({ ...requestContext, actor: admitted.value });
    if (!outcome.ok) throw refusedPage(outcome.refusal, url);
    return outcome.value;
  };
}
