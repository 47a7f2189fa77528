import type * as z from "zod";
import { done, type Outcome } from "#app/domain/refusal.ts";
import {
  meets,
  readParams,
  type AccessRequirement,
  type RequestContext,
  type Visitor,
} from "./access-requirement.ts";
import type { ActionArgs, LoaderArgs } from "./route-args.ts";

/** A guarded route's first view of a request. */
export interface Arrival<P, N> {
  readonly requestContext: Omit<RequestContext<P, N>, "actor">;
  /** The visitor, or why this one is refused. */
  readonly admitted: Outcome<Visitor<N>>;
}

/**
 * Parses a request's address and checks the visitor's permission; not-found for an invalid address.
 */
export function arrivalOf<S extends z.ZodType, N extends AccessRequirement<z.output<S>>>(
  { request, params: given, context }: LoaderArgs | ActionArgs,
  { params: schema, need }: { readonly params?: S; readonly need: N },
): Outcome<Arrival<z.output<S>, N>> {
  const params = readParams(schema, given);
  if (!params.ok) return params;
  const met = meets(need, context.actor, params.value);
  const url = new URL(request.url);
  return done({
    requestContext: { params: params.value, context, url, request },
    // `meets` has refused signed-out visitors where the requirement needs a session.
    admitted: met.ok ? done(context.actor as Visitor<N>) : met,
  });
}

/** Shown where a page sends a form that its route does not know. */
export const UNKNOWN_FORM =
  "This page has changed since you opened it. Nothing was saved; load it again and repeat what you did.";
