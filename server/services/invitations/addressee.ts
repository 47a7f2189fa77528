import type { PrismaClient, Transaction } from "#server/database/index.ts";

/**
 * The account of whoever had an invitation's address when it was sent, even if they have changed it
 * since: whoever reads that mailbox later is somebody else. Null where nobody had it or has it now.
 */
export async function addresseeOf(
  client: PrismaClient | Transaction,
  { email, createdAt }: { readonly email: string; readonly createdAt: Date },
) {
  const change = await client.addressChange.findFirst({
    where: {
      before: email,
      beforeAt: { not: null },
      afterAt: { not: null },
      endedAt: { gt: createdAt },
    },
    orderBy: [{ endedAt: "asc" }, { id: "asc" }],
    include: { user: true },
  });
  return change?.user ?? client.user.findUnique({ where: { email } });
}
