import type { Outcome } from "#app/domain/refusal.ts";
import type { Origin } from "#server/auth/index.ts";
import type { Resources } from "#server/services/resources.ts";
import { isEmpty } from "#server/services/system/is-empty.ts";

/** The set-up of a new workspace in the browser (P7). */
export interface SetUp {
  /** Whether the workspace is still empty. */
  isOpen(): Promise<boolean>;
  /** A new token for the log; null where the workspace is set up. Earlier ones stay good. */
  issueToken(): Promise<string | null>;
  /**
   * Creates the first organization with its administrator, and signs that person in. Refuses
   * `conflict` once the workspace is set up, `wrong-credentials` for a token that is none,
   * `too-many-tries`, and `bad-input`; the token stays good until set-up is done.
   */
  complete(
    sent: unknown,
    from: Origin,
    replacing: string | null,
  ): Promise<Outcome<{ readonly cookie: string }>>;
}

export type SetUpResources = Pick<Resources, "database" | "auth" | "clock" | "ids" | "log">;

export function createSetUp(resources: SetUpResources): SetUp {
  // Nothing empties a workspace again, so that whoever signs in costs no query.
  let isSetUp = false;
  const isOpen = async () => {
    isSetUp ||= !(await isEmpty(resources.database.client));
    return !isSetUp;
  };
  // Once in the life of a workspace: no other start needs it.
  let rest: Promise<Omit<SetUp, "isOpen">> | undefined;
  const load = () =>
    (rest ??= import("./by-token.ts").then(({ setUpByToken }) => setUpByToken(resources, isOpen)));
  return {
    isOpen,
    issueToken: async () => ((await isOpen()) ? (await load()).issueToken() : null),
    complete: async (...sent) => (await load()).complete(...sent),
  };
}
