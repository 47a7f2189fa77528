import type { PrismaClient, Transaction } from "#server/database/index.ts";

/** Whether there is neither a person nor an organization. */
export async function isEmpty(client: PrismaClient | Transaction): Promise<boolean> {
  const [person, organization] = [
    await client.user.findFirst({ select: { id: true } }),
    await client.organization.findFirst({ select: { id: true } }),
  ];
  return person === null && organization === null;
}
