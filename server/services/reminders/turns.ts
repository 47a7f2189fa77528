import * as z from "zod";
import type { Actor } from "#app/domain/actor.ts";
import type { TurnOfEvents } from "#app/domain/deadlines/turn.ts";
import type { PrismaClient } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import type { NewJob, TakenJob } from "#server/jobs/index.ts";
import { turnsInLetters } from "#server/services/home/turns.ts";
import type { Resources } from "#server/services/resources.ts";

/** Of a matter everybody in it and whoever is gone; of a question to an organization, its own people. */
const turnPayload = z.object({
  turn: z.string(),
  matterId: z.string(),
  organizationId: z.string().optional(),
  gone: z.string().optional(),
});
const organizationPayload = z.object({ organizationId: z.string() });

/** A letter for each person of the matter: whom it concerns is found out when it is sent. */
export async function tellOfTurn(
  { database: { client } }: Resources,
  job: TakenJob,
): Promise<NewJob[]> {
  const { turn, matterId, organizationId, gone } = turnPayload.parse(job.payload);
  const everybody = { OR: [partyOf(matterId), ...(gone ? [{ id: gone }] : [])] };
  const organization = organizationId ? { id: organizationId } : everybody;
  return jobsAbout(client, turn, { organization });
}

/** The same for each version under review that nobody of that organization could sign any more. */
export async function tellOfNoReviewer(
  { database: { client } }: Resources,
  job: TakenJob,
): Promise<NewJob[]> {
  const { organizationId } = organizationPayload.parse(job.payload);
  const documents = await client.document.findMany({
    where: { status: "in_review", requirements: { some: { organizationId } } },
    select: { id: true, matterId: true },
    orderBy: { id: "asc" },
  });
  const jobs = await Promise.all(
    documents.map(({ id, matterId }) =>
      // Once for each time that it happens.
      jobsAbout(client, `no-reviewer:${id}:${organizationId}`, {
        organization: partyOf(matterId),
        once: job.key,
      }),
    ),
  );
  return jobs.flat();
}

async function jobsAbout(
  client: PrismaClient,
  turn: string,
  {
    organization,
    once = turn,
  }: { readonly organization: Prisma.OrganizationWhereInput; readonly once?: string },
): Promise<NewJob[]> {
  const places = await client.membership.findMany({
    where: { organization, roles: { some: {} } },
    select: { userId: true },
    orderBy: { userId: "asc" },
  });
  return [...new Set(places.map(({ userId }) => userId))].map((userId) => ({
    kind: "mail.reminder",
    key: `mail:turn:${once}:${turn}:${userId}`,
    payload: { of: "turn", userId, turn },
  }));
}

function partyOf(matterId: string): Prisma.OrganizationWhereInput {
  return { parties: { some: { matterId } } };
}

/** A letter's news for the person; null where it is not theirs to hear, or is over. */
export async function turnOf(
  { database: { client }, clock }: Resources,
  actor: Actor,
  key: string,
): Promise<TurnOfEvents | null> {
  const turns = await turnsInLetters(client, actor, clock());
  return turns.find((turn) => turn.key === key) ?? null;
}
