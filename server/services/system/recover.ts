import * as z from "zod";
import { email, optionalLine } from "#app/domain/forms/fields.ts";
import { newPassword } from "#app/domain/forms/password.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { endSessions } from "#server/auth/index.ts";
import type { Transaction } from "#server/database/index.ts";
import { giveUpPending } from "#server/services/account-links/give-up.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { readForm } from "#server/services/form.ts";
import { addMembership } from "#server/services/people/membership.ts";
import type { SystemResources } from "./resources.ts";
import { checkPassword } from "./person.ts";
import { isNobodysAddress } from "#app/domain/nobodys-address.ts";
import { IS_HERE } from "#server/services/organizations/stand-in.ts";

const recoverForm = z.object({
  email,
  password: newPassword,
  /** The slug of an organization in which to restore the person's administrator role. */
  administerSlug: optionalLine(60),
  /** Makes the person the workspace's administrator, too. */
  administerWorkspace: z.boolean().default(false),
  /** Removes the second factor with its recovery codes: else it is asked for as before. */
  clearSecondFactor: z.boolean().default(false),
  /** Removes the passkeys: a lost one stands in the way of the first of another device (P3). */
  clearPasskeys: z.boolean().default(false),
});
export type RecoverForm = z.input<typeof recoverForm>;

export interface Recovered {
  readonly name: string;
  readonly email: string;
  readonly sessionsEnded: number;
  /** Where a second factor is asked for beside the new password. */
  readonly hasSecondFactor?: true;
  /** How many passkeys stay, where any do. */
  readonly passkeysLeft?: number;
}

/**
 * Restores access for a locked-out person: sets the password, ends all sessions, and optionally
 * restores an administrator role, and removes the second factor and the passkeys. A running server
 * notices ended sessions with the next request.
 */
export async function recoverAdministrator(
  { database, auth, clock, ids }: SystemResources,
  sent: unknown,
): Promise<Outcome<Recovered>> {
  const form = readForm(recoverForm, sent);
  if (!form.ok) return form;
  const {
    email: address,
    password,
    administerSlug,
    administerWorkspace,
    clearSecondFactor,
    clearPasskeys,
  } = form.value;
  const strong = checkPassword({ email: address, password });
  if (!strong.ok) return strong;
  const passwordHash = await auth.hashPassword(password);
  return database.write(async (tx): Promise<Outcome<Recovered>> => {
    const user = await tx.user.findUnique({ where: { email: address } });
    if (!user || isNobodysAddress(address)) {
      return refuse(
        "not-found",
        `There is no account with the address ${address}. Nothing was changed.`,
      );
    }
    const organization = administerSlug
      ? await tx.organization.findUnique({ where: { slug: administerSlug, ...IS_HERE } })
      : null;
    if (administerSlug && !organization) {
      return refuse(
        "not-found",
        `There is no organization "${administerSlug}". Nothing was changed.`,
      );
    }
    const at = clock();
    await tx.user.update({
      where: { id: user.id },
      data: {
        passwordHash,
        passwordVia: null,
        ...(administerWorkspace ? { workspaceAdmin: true } : {}),
      },
    });
    await giveUpPending(tx, user.id, at);
    if (clearSecondFactor) {
      await tx.secondFactor.deleteMany({ where: { userId: user.id } });
      await tx.recoveryCode.deleteMany({ where: { userId: user.id } });
    }
    if (clearPasskeys) await removePasskeys(tx, user.id, at);
    const passkeysLeft = await tx.passkey.count({ where: { userId: user.id } });
    const factors = await tx.secondFactor.count({ where: { userId: user.id } });
    if (organization) {
      await addMembership(tx, {
        id: ids(),
        userId: user.id,
        organizationId: organization.id,
        roles: ["admin"],
        at,
      });
    }
    const ended = await endSessions(tx, user.id, at);
    await appendEvent(tx, at, {
      type: "workspace.administrator-recovered",
      actorId: null,
      organizationId: organization?.id ?? null,
      details: {
        userId: user.id,
        administerWorkspace,
        ...(clearSecondFactor ? { clearSecondFactor } : {}),
        ...(clearPasskeys ? { clearPasskeys } : {}),
        sessionsEnded: ended.length,
      },
    });
    const { name, email } = user;
    return done({
      name,
      email,
      sessionsEnded: ended.length,
      ...(factors > 0 ? { hasSecondFactor: true } : {}),
      ...(passkeysLeft > 0 ? { passkeysLeft } : {}),
    });
  });
}

/** Each with a line of its own, as its person's own removal has. */
async function removePasskeys(tx: Transaction, userId: string, at: Date): Promise<void> {
  const passkeys = await tx.passkey.findMany({ where: { userId }, orderBy: { id: "asc" } });
  for (const { id: passkeyId, fingerprint } of passkeys) {
    await tx.passkey.delete({ where: { id: passkeyId } });
    await appendEvent(tx, at, {
      type: "person.passkey-removed",
      actorId: null,
      details: { userId, passkeyId, fingerprint },
    });
  }
}
