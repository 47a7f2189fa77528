import type { AppLoadContext } from "react-router";
import type { Actor } from "#app/domain/actor.ts";
import { may, type Permission, type PermissionSubjects } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";

/** A request of a route, whoever makes it. */
export interface IncomingRequest<P> {
  readonly params: P;
  readonly context: AppLoadContext;
  readonly url: URL;
  readonly request: Request;
}

/** A request of somebody who is signed in and met the route's requirement. */
export interface RequestContext<P> extends IncomingRequest<P> {
  readonly actor: Actor;
}

/**
 * The requirement of a route for its visitor: a session, or a permission whose subject follows from the
 * URL alone. Requirements that depend on stored data (is this matter theirs?) are checked by the
 * service that loads it.
 */
export type AccessRequirement<P> = "signed in" | ((actor: Actor, params: P) => Outcome<void>);

/** Requires a permission on what the URL names. */
export function permitted<K extends Permission, P>(
  permission: K,
  subject: (params: P) => PermissionSubjects[K],
): (actor: Actor, params: P) => Outcome<void> {
  return (actor, params) => may(actor, permission, subject(params));
}

/** The subject of a permission on the organization that the URL names. */
export function ofOrganization({ organizationId }: { readonly organizationId: string }) {
  return { organizationId };
}

/** Checks the requirement: refuses with not-signed-in, or as the permission's rule does. */
export function admit<P>(
  visit: IncomingRequest<P>,
  need: AccessRequirement<P>,
): Outcome<RequestContext<P>> {
  const { actor } = visit.context;
  if (!actor) return refuse("not-signed-in");
  const allowed = need === "signed in" ? done() : need(actor, visit.params);
  return allowed.ok ? done({ ...visit, actor }) : allowed;
}
