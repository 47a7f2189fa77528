import type { Outcome } from "#app/domain/refusal.ts";
import type { Origin } from "#server/auth/index.ts";
import type { Resources } from "#server/services/resources.ts";

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
