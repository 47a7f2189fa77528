import type { Actor } from "#app/domain/actor.ts";
import type { Database } from "#server/database/index.ts";
import type { Resources } from "#server/services/resources.ts";

/** An answer that a program was given. */
interface ProgramAnswer {
  readonly status: number;
  /** JSON. */
  readonly body: string;
}

/** A request to write, by its sender's key and a hash of what it asks for. */
interface KeyedRequest {
  readonly key: string;
  readonly hash: string;
  /** The key of the form that its act claims (form-keys.ts). */
  readonly form: string;
}

type OnceAnswered =
  | ({ readonly is: "answered"; readonly isAgain: boolean } & ProgramAnswer)
  /** The same is worked on at this moment. */
  | { readonly is: "under-way" }
  /** It was done, and its answer is lost. */
  | { readonly is: "done-before" }
  /** The key came with another request before. */
  | { readonly is: "another" };

export interface KeptAnswers {
  /**
   * KeptAnswers a request once: sent again within a day, it gets the answer that it got then. What was
   * refused is forgotten, since nothing was done.
   */
  once(
    actor: Actor,
    request: KeyedRequest,
    work: () => Promise<ProgramAnswer>,
  ): Promise<OnceAnswered>;
}

const KNOWN_MS = 24 * 60 * 60_000;
/** After so long nobody works on it any more: its process has ended. */
const ABANDONED_MS = 5 * 60_000;

/** Deletes what was kept for its day: whoever stops sending has none of it deleted by a next request. */
export async function sweepAnswers({ client }: Pick<Database, "client">, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KNOWN_MS);
  await client.apiAnswer.deleteMany({ where: { at: { lt: before } } });
}

/** Keeps what was answered; of all processes. */
export function createAnswers({ database, clock }: Resources): KeptAnswers {
  const claim = (userId: string, { key, hash, form }: KeyedRequest) =>
    database.writeUnaudited(userId, async (tx): Promise<OnceAnswered | null> => {
      const at = clock();
      const before = new Date(at.getTime() - KNOWN_MS);
      await tx.apiAnswer.deleteMany({ where: { userId, at: { lt: before } } });
      const where = { userId_key: { userId, key } };
      const known = await tx.apiAnswer.findUnique({ where });
      if (!known) {
        await tx.apiAnswer.create({ data: { userId, key, hash, at } });
        return null;
      }
      if (known.hash !== hash) return { is: "another" };
      const { status, body } = known;
      if (status !== null && body !== null) {
        return { is: "answered", isAgain: true, status, body };
      }
      if (known.at.getTime() > at.getTime() - ABANDONED_MS) return { is: "under-way" };
      // Asked before anything is done again: what comes before the act, such as taking a file, has no key.
      const act = await tx.formKey.findUnique({ where: { userId_key: { userId, key: form } } });
      if (act) return { is: "done-before" };
      await tx.apiAnswer.update({ where, data: { at } });
      return null;
    });

  return {
    async once({ userId }, request, work) {
      const known = await claim(userId, request);
      if (known) return known;
      const where = { userId, key: request.key };
      try {
        const answer = await work();
        await database.writeUnaudited(userId, (tx) =>
          answer.status < 300
            ? tx.apiAnswer.updateMany({ where, data: answer })
            : tx.apiAnswer.deleteMany({ where }),
        );
        return { is: "answered", isAgain: false, ...answer };
      } catch (error) {
        // Nobody knows whether it was done: its row stays, and the key of its form tells whoever sends it
        // again (form-keys.ts), which they may do at once.
        const at = new Date(clock().getTime() - ABANDONED_MS);
        await database
          .writeUnaudited(userId, (tx) =>
            tx.apiAnswer.updateMany({ where: { ...where, status: null }, data: { at } }),
          )
          // It is free after some minutes by itself.
          .catch(() => undefined);
        throw error;
      }
    },
  };
}
