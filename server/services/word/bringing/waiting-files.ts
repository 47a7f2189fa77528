import type { Actor } from "#app/domain/actor.ts";
import { shortInstant } from "#app/domain/dates.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { Resources } from "#server/services/resources.ts";
import type { WaitingWordFileView } from "./views.ts";

/** The files that wait for the person who sent them, the latest first: a few at most. */
export async function listWaitingWordFiles(
  { database: { client }, clock }: Pick<Resources, "database" | "clock">,
  actor: Actor,
): Promise<Outcome<readonly WaitingWordFileView[]>> {
  const rows = await client.wordArrival.findMany({
    where: { userId: actor.userId, expiresAt: { gt: clock() } },
    select: { id: true, fileName: true, expiresAt: true },
    orderBy: [{ at: "desc" }, { id: "asc" }],
  });
  return done(
    rows.map(({ id, fileName, expiresAt }) => ({
      id,
      fileName,
      until: `${shortInstant(expiresAt, "UTC")} UTC`,
    })),
  );
}
