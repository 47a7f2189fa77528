import { useRouteLoaderData } from "react-router";
import { waysBeyond, type Actor } from "#app/domain/actor.ts";
import type { PageClock } from "./page-clock.ts";
import type { Theme } from "./theme-cookie.ts";

/**
 * The data of every page's frame: the theme, the reader's clock, and who is signed in. Returned by the
 * root's loader.
 */
export interface PageFrame {
  readonly theme: Theme;
  readonly clock: PageClock;
  readonly person: PersonInFrame | null;
}

interface PersonInFrame {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly workspaceAdmin: boolean;
  readonly organizations: readonly { readonly id: string; readonly shortName: string }[];
  /** Left out where the sign-in reaches all of their organizations. */
  readonly beyondReach?: {
    /** By short name: those that a factor of their own would reach. */
    readonly byFactor: readonly string[];
    /** Those that nothing but their identity provider reaches. */
    readonly byProvider: readonly string[];
  };
}

export function personInFrame(actor: Actor): PersonInFrame {
  return {
    userId: actor.userId,
    name: actor.name,
    email: actor.email,
    workspaceAdmin: actor.workspaceAdmin,
    organizations: actor.memberships.map(({ organizationId, organizationShortName }) => ({
      id: organizationId,
      shortName: organizationShortName,
    })),
    ...(actor.beyondReach ? { beyondReach: waysBeyond(actor.beyondReach) } : {}),
  };
}

/** Undefined where the root's loader has not run, as on an error page. */
export function usePageFrame(): PageFrame | undefined {
  return useRouteLoaderData<() => PageFrame>("root");
}
