import { acceptInvitationForm } from "#app/domain/forms/invitation.ts";
import { passwordWeakness } from "#app/domain/forms/password.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Origin } from "#server/auth/index.ts";
import { command, taking, theActor } from "#server/services/command.ts";
import { readForm } from "#server/services/form.ts";
import { addMembership } from "#server/services/people/membership.ts";
import { releaseAddress } from "#server/services/people/release-address.ts";
import type { Resources } from "#server/services/resources.ts";
import { auditedTransaction, type UnitOfWork } from "#server/services/transaction.ts";
import { addresseeOf } from "./addressee.ts";
import { openInvitation, type OpenInvitation } from "./open.ts";
import { invitedRoles } from "./roles.ts";

const NOT_YOURS =
  "If you have an account with this address already, give its password here. Nothing was changed; try again.";

const ONE_ORGANIZATION =
  "This account is not confirmed yet, so it belongs to one organization only. Nothing was changed; ask the workspace’s administrator to confirm it, then open this link again.";

/**
 * Accepts an invitation for somebody who is not signed in: creates the account, or checks the
 * password of an existing one; adds the membership and signs in. The password's rules are applied
 * before looking for an account, so that a refusal doesn't reveal whether there is one.
 *
 * An unconfirmed account can't block its address: a person who accepts without its password gets a
 * new account, and the other one loses the address and continues in its own organization. So
 * nothing done under one account appears under the other.
 *
 * Where no letter took the link to its address, whoever made it may have used it in the person's place:
 * the password is of that organization then, and reaches no other (P8).
 */
export async function acceptInvitation(
  resources: Resources,
  token: string,
  sent: unknown,
  from: Origin,
): Promise<Outcome<AcceptedInvitation>> {
  const { database, auth, clock } = resources;
  const form = readForm(acceptInvitationForm, sent);
  if (!form.ok) return form;
  const { name, password } = form.value;
  const offered = await openInvitation(database.client, token, clock());
  if (!offered) return refuse("expired-link");
  const { email } = offered;
  const weakness = passwordWeakness(password, { email, name });
  if (weakness) return refuse("bad-input", undefined, { password: weakness });

  let isNew = true;
  const known = await addresseeOf(database.client, offered);
  if (known) {
    const proved = await auth.provePassword(known.id, password, from);
    if (!proved.ok && proved.refusal.code !== "wrong-credentials") return proved;
    isNew = !proved.ok;
    if (isNew && (!known.unconfirmed || known.email !== email)) {
      return refuse("wrong-credentials", NOT_YOURS, { password: NOT_YOURS });
    }
  }
  const passwordHash = isNew ? await auth.hashPassword(password) : null;

  const accepted = await auditedTransaction(resources, async (unit): Promise<Outcome<Joined>> => {
    const { tx, at } = unit;
    // Checked again inside: the link works once, and may just have been used or revoked.
    const invitation = await openInvitation(tx, token, at);
    if (!invitation) return refuse("expired-link");
    // Checked again inside: another invitation to the same address may just have created the
    // account, with another password.
    const account = await addresseeOf(tx, invitation);
    if (
      account?.id !== known?.id ||
      account?.unconfirmed !== known?.unconfirmed ||
      account?.passwordHash !== known?.passwordHash
    ) {
      return refuse("stale");
    }
    const ended = account && isNew ? await releaseAddress(unit, account.id) : [];
    unit.afterCommit(() => auth.announceEnded(ended));
    const userId = account && !isNew ? account.id : unit.ids();
    if (passwordHash !== null) {
      const unconfirmed = !invitation.confirms;
      await tx.user.create({
        data: {
          id: userId,
          email,
          name,
          passwordHash,
          workspaceAdmin: false,
          createdAt: at,
          unconfirmed,
          passwordVia: unconfirmed ? invitation.organizationId : null,
        },
      });
    }
    const joined = await redeemInvitation(unit, invitation, userId);
    const { organizationId, confirms } = invitation;
    return joined.ok ? done({ userId, organizationId, confirms }) : joined;
  });
  if (!accepted.ok) return accepted;
  const { userId, organizationId, confirms } = accepted.value;
  if (!isNew) {
    // As with any other use of this password: it may need a code, or reach one organization alone.
    const signedIn = await auth.signInByPassword(userId, from);
    return signedIn.ok ? done({ ...signedIn.value, organizationId }) : signedIn;
  }
  const reach = confirms ? { own: true, via: null } : { own: false, via: organizationId };
  const session = await auth.openSession(userId, from, { method: "invitation", ...reach });
  return done({ ...session, awaitsCode: false, organizationId });
}

/** Accepts an invitation for the signed-in person to whose address it was sent. */
export const joinByInvitation = command({
  on: theActor,
  takes: taking<[token: string]>(),
  async run(inside) {
    const { tx, at, actor, extra, afterCommit } = inside;
    const invitation = await openInvitation(tx, extra[0], at);
    if (!invitation) return refuse("expired-link");
    if ((await addresseeOf(tx, invitation))?.id !== actor.userId) {
      return refuse(
        "forbidden",
        `This invitation is for ${invitation.email}, and you are signed in as ${actor.email}. Nothing was changed; sign out and open the link again.`,
      );
    }
    const used = await redeemInvitation(inside, invitation, actor.userId);
    if (!used.ok) return used;
    // Drafts that were read-only for them may now be writable.
    afterCommit(({ rooms }) => rooms.revoke({ userId: actor.userId }));
    return done({ organizationId: invitation.organizationId });
  },
});

interface AcceptedInvitation {
  /** A Set-Cookie header. */
  readonly cookie: string;
  readonly organizationId: string;
  /** Whether a factor has to be set up first. */
  readonly enrolling: boolean;
  /** Whether a code is asked before a session is opened. */
  readonly awaitsCode: boolean;
}

interface Joined {
  readonly userId: string;
  readonly organizationId: string;
  readonly confirms: boolean;
}

/** Refuses `forbidden` for an unconfirmed account that is in another organization already. */
export async function redeemInvitation(
  { tx, at: now, ids, append }: UnitOfWork,
  invitation: OpenInvitation,
  userId: string,
): Promise<Outcome<void>> {
  const { organizationId } = invitation;
  const person = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    include: { memberships: true },
  });
  if (person.unconfirmed && invitation.confirms) {
    await tx.user.update({ where: { id: userId }, data: { unconfirmed: false } });
    await append({
      type: "person.confirmed",
      actorId: userId,
      organizationId,
      details: { userId, invitationId: invitation.id },
    });
  } else if (
    person.unconfirmed &&
    person.memberships.some((place) => place.organizationId !== organizationId)
  ) {
    return refuse("forbidden", ONE_ORGANIZATION);
  }
  await tx.invitation.update({ where: { id: invitation.id }, data: { acceptedAt: now } });
  const roles = invitedRoles(invitation.roles);
  await addMembership(tx, { id: ids(), userId, organizationId, roles, at: now });
  await append({
    type: "person.joined",
    actorId: userId,
    organizationId,
    details: { invitationId: invitation.id, userId, roles },
  });
  return done();
}
