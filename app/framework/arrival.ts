import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { z } from "zod";
import { done, type Outcome } from "#app/domain/refusal.ts";
import {
  meets,
  readParams,
  type AccessRequirement,
  type RequestContext,
  type Visitor,
} from "./access-requirement.ts";

/** What every guarded route knows of a request before it does anything. */
export interface Arrival<P, N> {
  readonly requestContext: Omit<RequestContext<P, N>, "actor">;
  /** The visitor, or why this one may not. */
  readonly admitted: Outcome<Visitor<N>>;
}

/** Reads a request's address and asks for the visitor's rights; not-found where the address can't be. */
export function arrivalOf<S extends z.ZodType, N extends AccessRequirement<z.output<S>>>(
  { request, params: given, context }: LoaderFunctionArgs | ActionFunctionArgs,
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

/** What a person reads whose page sends a form that its route does not know. */
export const UNKNOWN_FORM =
  "This page has changed since you opened it. Nothing was saved; load it again and repeat what you did.";
