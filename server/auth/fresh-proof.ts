import type { Database } from "#server/database/index.ts";
import { ceremonyCookie, ceremonySecretIn, type Ceremonies } from "./ceremonies.ts";

/** For so long nobody is asked again to show that it is them. */
const FRESH_MINUTES = 10;

/** A session and whose it is. */
export interface SessionOfPerson {
  readonly userId: string;
  readonly sessionId: string;
}

/**
 * That somebody has shown a moment ago that it is them: asked before what lets others in changes, so that
 * a computer left open is no way to keep an account.
 */
export interface FreshProofs {
  /** Whether the session was opened, or its person proved again, within ten minutes. */
  has(session: SessionOfPerson, cookies: string | null | undefined): Promise<boolean>;
  /** To call once a password, a passkey or a code was checked; returns a Set-Cookie header. */
  give(session: SessionOfPerson): Promise<string>;
}

interface FreshProofsOptions {
  readonly database: Pick<Database, "client">;
  readonly ceremonies: Ceremonies;
  readonly clock: () => Date;
  readonly isSecure: boolean;
}

export function freshProofsOn(options: FreshProofsOptions): FreshProofs {
  const { database, ceremonies, clock, isSecure } = options;
  return {
    async has({ userId, sessionId }, cookies) {
      const session = await database.client.session.findUnique({ where: { id: sessionId } });
      if (session?.userId !== userId) return false;
      const since = clock().getTime() - FRESH_MINUTES * 60_000;
      if (session.createdAt.getTime() > since) return true;
      const secret = ceremonySecretIn(cookies, "proved-again", isSecure);
      const proved = secret && (await ceremonies.look("proved-again", secret));
      return proved ? proved.userId === userId && proved.details["sessionId"] === sessionId : false;
    },
    async give({ userId, sessionId }) {
      const details = { sessionId };
      const minutes = FRESH_MINUTES;
      const secret = await ceremonies.begin("proved-again", { userId, details, minutes });
      return ceremonyCookie("proved-again", secret, { isSecure, minutes });
    },
  };
}
