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
  /** The parameters in the address; what does not fit is not found. */
  readonly params?: S;
  readonly need: N;
  readonly load: (
    requestContext: RequestContext<z.output<S>, N>,
  ) => Outcome<V> | Promise<Outcome<V>>;
}

/**
 * A loader that declares what it needs. It answers the value that `load` comes to; a refusal becomes
 * the sign-in page or the nearest error boundary, with the status of the domain's table.
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
      // `meets` has refused those who are not signed in where the need asks for it.
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
