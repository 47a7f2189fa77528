import { choosePasswordForm } from "#app/domain/forms/account-link.ts";
import { passwordWeakness } from "#app/domain/forms/password.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { endSessions } from "#server/auth/index.ts";
import { appendSignInsOf } from "#server/services/audit/record-sign-ins.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { auditedTransaction } from "#server/services/transaction.ts";
import { giveUpPending } from "./give-up.ts";
import { openLink } from "./open.ts";
import type { PasswordLinkView } from "./views.ts";

/** Shows an open link; refuses `expired-link` for any other. Writes nothing. */
export async function showPasswordLink(
  { database, clock }: Resources,
  token: string,
): Promise<Outcome<PasswordLinkView>> {
  const link = await openLink(database.client, token, clock());
  if (!link) return refuse("expired-link");
  return done({
    email: link.user.email,
    name: link.user.name,
    expiresAt: link.expiresAt.toISOString(),
    letInBy: link.organization?.name ?? null,
  });
}

/**
 * Sets the password of somebody who holds a link, and ends all of their sessions. Signs nobody in: a
 * second factor is asked for as at every sign-in. A password chosen by a link of an administrator is
 * no proof of the person's own (P8); one by a mailed link is.
 */
export async function choosePassword(
  resources: Resources,
  token: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const { database, auth, clock } = resources;
  const form = readForm(choosePasswordForm, sent);
  if (!form.ok) return form;
  const { newPassword } = form.value;
  const offered = await openLink(database.client, token, clock());
  if (!offered) return refuse("expired-link");
  const weakness = passwordWeakness(newPassword, offered.user);
  if (weakness) return refuse("bad-input", undefined, { newPassword: weakness });
  const passwordHash = await auth.hashPassword(newPassword);
  return auditedTransaction(resources, async ({ tx, at, append, afterCommit }) => {
    // Checked again inside: it works once, and may just have been used or revoked.
    const link = await openLink(tx, token, at);
    if (!link) return refuse("expired-link");
    const { id: linkId, userId, kind, organizationId } = link;
    // Before the sessions end: sign-in locks this row first, so that no session is missed.
    await tx.user.update({
      where: { id: userId },
      data: { passwordHash, passwordVia: kind === "forgotten" ? null : organizationId },
    });
    await tx.accountLink.update({ where: { id: linkId }, data: { usedAt: at } });
    await giveUpPending(tx, userId, at);
    const ended = await endSessions(tx, userId, at);
    await appendSignInsOf(tx, userId);
    await append({
      type: "person.password-reset",
      // The holder of a link that was handed over need not be the person.
      actorId: kind === "forgotten" ? userId : null,
      organizationId,
      details: { userId, linkId, kind, sessionsEnded: ended.length },
    });
    afterCommit(() => auth.announceEnded(ended));
    return done();
  });
}
