import type { LoaderFunctionArgs } from "@remix-run/node";
import type { z } from "zod";
import type { Outcome } from "#app/domain/refusal.ts";
import {
  meets,
  readParams,
  type AccessRequirement,
  type RequestContext,
  type Visitor,
} from "./access-requirement.ts";
import { refusedPage } from "./refused.ts";

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
  params: schema,
  need,
  load,
}: GuardedLoader<S, N, V>) {
  return async ({ request, params: given, context }: LoaderFunctionArgs): Promise<V> => {
    const url = new URL(request.url);

    const params = readParams(schema, given);
    if (!params.ok) throw refusedPage(params.refusal, url);
    const met = meets(need, context.actor, params.value);
    if (!met.ok) throw refusedPage(met.refusal, url);

    const outcome = await load({
      // `meets` has refused signed-out visitors where the requirement needs a session.
      actor: context.actor as Visitor<N>,
      params: params.value,
      context,
      url,
      request,
    });
    if (!outcome.ok) throw refusedPage(outcome.refusal, url);
    return outcome.value;
  };
}
