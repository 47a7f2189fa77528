import type { Actor } from "#app/domain/actor.ts";

/** Somebody who asks for work, and the organization whose turns they take. */
export interface Requester {
  readonly userId: string;
  readonly queueKey: string;
}

/** The organization whose turns somebody takes; themselves where they are in none. */
export function queueKeyOf({ memberships, userId }: Pick<Actor, "memberships" | "userId">): string {
  return memberships.find(({ roles }) => roles.size > 0)?.organizationId ?? userId;
}
