import type { AppLoadContext } from "react-router";
import type * as z from "zod";
import type { Actor } from "#app/domain/actor.ts";
import { may, type Permission, type PermissionSubjects } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";

/**
 * What a route requires of its visitor, as data: nothing, a session, or a permission whose subject
 * follows from the URL alone. Requirements that depend on stored data (is this matter theirs?) are
 * checked by the service that loads it.
 */
export type AccessRequirement<P> = "anyone" | "signed in" | PermissionNeed<P>;

type PermissionNeed<P> = {
  [K in Permission]: {
    readonly permission: K;
    readonly subject: (params: P) => PermissionSubjects[K];
  };
}[Permission];

/** The actor that a route's functions receive: may be null where the requirement is "anyone". */
export type Visitor<N> = N extends "anyone" ? Actor | null : Actor;

export interface RequestContext<P, N> {
  readonly actor: Visitor<N>;
  readonly params: P;
  readonly context: AppLoadContext;
  readonly url: URL;
  readonly request: Request;
}

/** Checks the requirement: refuses with not-signed-in, or as the permission's rule does. */
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

/** Parses the URL's parameters with the route's schema; not-found for invalid ones. */
export function readParams<S extends z.ZodType>(
  schema: S | undefined,
  params: Readonly<Record<string, string | undefined>>,
): Outcome<z.output<S>> {
  // Without a schema S is never inferred, and the route's functions receive `unknown`.
  if (!schema) return done({} as z.output<S>);
  const parsed = schema.safeParse(params);
  return parsed.success ? done(parsed.data) : refuse("not-found");
}
