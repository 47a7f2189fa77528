import type { AppLoadContext } from "@remix-run/node";
import type { z } from "zod";
import type { Actor } from "#app/domain/actor.ts";
import { may, type Permission, type PermissionSubjects } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";

/**
 * What a route asks of its visitor, as data: nothing, a session, or a permission whose subject is
 * known from the address alone. What depends on stored facts (is this matter theirs?) is asked by
 * the service that loads them.
 */
export type AccessRequirement<P> = "anyone" | "signed in" | PermissionNeed<P>;

type PermissionNeed<P> = {
  [K in Permission]: {
    readonly permission: K;
    readonly subject: (params: P) => PermissionSubjects[K];
  };
}[Permission];

/** Whom a route's functions meet: with the need "anyone", perhaps nobody who is signed in. */
export type Visitor<N> = N extends "anyone" ? Actor | null : Actor;

export interface RequestContext<P, N> {
  readonly actor: Visitor<N>;
  readonly params: P;
  readonly context: AppLoadContext;
  readonly url: URL;
  readonly request: Request;
}

/** Whether the visitor meets the need: not-signed-in, or what the permission's rule refuses with. */
export function meets<P>(
  need: AccessRequirement<P>,
  actor: Actor | null,
  params: P,
): Outcome<void> {
  if (need === "anyone") return done();
  if (!actor) return refuse("not-signed-in");
  if (need === "signed in") return done();
  // The union keeps each permission with its own subject; `may` takes them as a pair.
  return may(actor, need.permission, need.subject(params) as never);
}

/** The address's parameters in the form that the route declares; not-found if they can't be. */
export function readParams<S extends z.ZodType>(
  schema: S | undefined,
  params: Readonly<Record<string, string | undefined>>,
): Outcome<z.output<S>> {
  // Without a schema S is never inferred from anything, and the route's functions see `unknown`.
  if (!schema) return done({} as z.output<S>);
  const parsed = schema.safeParse(params);
  return parsed.success ? done(parsed.data) : refuse("not-found");
}
