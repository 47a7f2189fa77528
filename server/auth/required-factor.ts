import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { rolesOf } from "./actor.ts";
import type { SignInMethod } from "./sessions.ts";

/** Whoever comes in by one of these has shown more than a password, or an organization answers for them. */
const ENOUGH: readonly SignInMethod[] = ["passkey", "password-and-code", "identity-provider"];

/**
 * Whether the person has to set up a passkey or a second factor before they go on: they are a reviewer
 * or staff of an organization that requires one (P3), and have shown none.
 */
export async function mustEnroll(
  tx: PrismaClient | Transaction,
  userId: string,
  method: SignInMethod,
): Promise<boolean> {
  if (ENOUGH.includes(method)) return false;
  const requiring = await tx.membership.findMany({
    where: { userId, organization: { requiresFactor: true } },
    include: { roles: true },
  });
  return requiring.some(({ roles }) =>
    rolesOf(roles).some((role) => role === "reviewer" || role === "staff"),
  );
}
