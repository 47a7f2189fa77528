import { refuse } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/** Whether this is the one administrator who may come in without the organization's provider. */
export async function isBreakGlass(
  client: PrismaClient | Transaction,
  organizationId: string,
  userId: string,
): Promise<boolean> {
  const provider = await client.identityProvider.findUnique({ where: { organizationId } });
  return provider?.required === true && provider.breakGlassId === userId;
}

/** Refuses to take their role or their membership from them. */
export const breakGlassStays = () => refuse("conflict", BREAK_GLASS_STAYS);

const BREAK_GLASS_STAYS =
  "This is the one administrator who may come in without the organization’s own sign-in. Nothing was changed; an administrator of that organization has to choose another one on the page of its sign-in first.";
