import { ceremonyCookie, type Ceremonies } from "#server/auth/ceremonies.ts";
import type { Counters } from "#server/auth/counters.ts";
import type { Database, Transaction } from "#server/database/index.ts";
import { awaitCode, readAwaitedCode, takeAwaitedCode, type AwaitedCode } from "./awaited-code.ts";
import { CodeTries } from "./code-tries.ts";

/** The step of a sign-in between the right password and its session: a code of the second factor. */
export interface CodeStep<Opening extends readonly unknown[], Session> {
  /** Begins it; returns a Set-Cookie header. */
  begin(userId: string, passwordHash: string): Promise<string>;
  /** The code awaited in the browser with these cookies; null where the step is over. */
  awaited(cookieHeader: string | null | undefined): Promise<AwaitedCode | null>;
  /**
   * Opens the session once a code was right: of several that ask at once one gets it, and none after the
   * password was changed. Null where the step is over.
   * @param proved whether the factor is the person's own; null where they go on without a code.
   */
  end(
    cookieHeader: string | null | undefined,
    proved: { readonly own: boolean } | null,
    ...opening: Opening
  ): Promise<Session | null>;
  readonly tries: CodeTries;
}

/** The proof that the two steps make together. */
interface CodeProof {
  readonly method: "password" | "password-and-code";
  readonly own: boolean;
  readonly via: string | null;
}

/** The step on the database. @param open opens a session in a transaction. */
export function codeStepOn<Opening extends readonly unknown[], Session>(parts: {
  readonly database: Database;
  readonly ceremonies: Ceremonies;
  readonly counters: Counters;
  readonly isSecure: boolean;
  readonly open: (
    tx: Transaction,
    userId: string,
    proof: CodeProof,
    ...opening: Opening
  ) => Promise<Session>;
}): CodeStep<Opening, Session> {
  const { database, ceremonies, isSecure } = parts;
  const awaited = (cookieHeader: string | null | undefined) =>
    readAwaitedCode(database.client, ceremonies, { cookieHeader, isSecure });
  return {
    async begin(userId, passwordHash) {
      const { secret, minutes } = await awaitCode(ceremonies, userId, passwordHash);
      return ceremonyCookie("code", secret, { isSecure, minutes });
    },
    awaited,
    async end(cookieHeader, proved, ...opening) {
      const step = await awaited(cookieHeader);
      if (!step) return null;
      return database.writeUnaudited(step.userId, async (tx) => {
        const via = await takeAwaitedCode(tx, step);
        // Without a code an own password opens nothing, though it became their own a moment ago.
        if (via === undefined || (via === null && !proved)) return null;
        const own = via === null || proved?.own === true;
        const method = proved ? "password-and-code" : "password";
        return parts.open(tx, step.userId, { method, own, via }, ...opening);
      });
    },
    tries: new CodeTries(parts.counters),
  };
}
