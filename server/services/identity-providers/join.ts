import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { ProviderIdentity } from "#server/auth/identity-provider/index.ts";
import { redeemInvitation } from "#server/services/invitations/accept.ts";
import { addresseeOf } from "#server/services/invitations/addressee.ts";
import { openInvitationOf } from "#server/services/invitations/open.ts";
import { releaseAddress } from "#server/services/people/release-address.ts";
import type { Resources } from "#server/services/resources.ts";
import { auditedTransaction } from "#server/services/transaction.ts";

/**
 * Accepts an invitation for somebody whom the organization's provider vouches for: a new account
 * without a password, linked with who they are there. An account that has the address already is never
 * taken for theirs; as in `acceptInvitation`, one that is unconfirmed can't block it.
 */
export async function joinByIdentity(
  resources: Resources,
  organizationId: string,
  invited: { readonly id: string; readonly name: string },
  { issuer, subject }: ProviderIdentity,
): Promise<Outcome<{ readonly userId: string }>> {
  return auditedTransaction(resources, async (unit): Promise<Outcome<{ userId: string }>> => {
    const { tx, at, ids, append } = unit;
    const invitation = await openInvitationOf(tx, { id: invited.id }, at);
    if (invitation?.organizationId !== organizationId) return refuse("expired-link");
    const { email } = invitation;
    const link = await tx.identityLink.findUnique({
      where: { issuer_subject: { issuer, subject } },
    });
    const account = await addresseeOf(tx, invitation);
    if (link) {
      const isTheirs = link.organizationId === organizationId && account?.id === link.userId;
      if (!isTheirs) return refuse("conflict", LINKED_ALREADY);
      const again = await redeemInvitation(unit, invitation, link.userId);
      return again.ok ? done({ userId: link.userId }) : again;
    }
    if (account && (!account.unconfirmed || account.email !== email))
      return refuse("conflict", HAS_ACCOUNT);
    const ended = account ? await releaseAddress(unit, account.id) : [];
    unit.afterCommit(({ auth }) => auth.announceEnded(ended));
    const userId = ids();
    await tx.user.create({
      data: {
        id: userId,
        email,
        name: invited.name,
        passwordHash: null,
        workspaceAdmin: false,
        createdAt: at,
        unconfirmed: !invitation.confirms,
      },
    });
    const joined = await redeemInvitation(unit, invitation, userId);
    if (!joined.ok) return joined;
    const id = ids();
    await tx.identityLink.create({
      data: { id, issuer, subject, userId, organizationId, createdAt: at, lastUsedAt: at },
    });
    await append({
      type: "person.identity-linked",
      actorId: userId,
      organizationId,
      details: { id, userId, issuer, subject },
    });
    return done({ userId });
  });
}

const LINKED_ALREADY =
  "Who you are at this organization’s sign-in is linked with an account here that has another address. Nothing was changed; sign in through the organization, or ask for an invitation to that address.";

const HAS_ACCOUNT =
  "There is an account with the invitation’s address already, and it is not taken over by an organization’s sign-in. Nothing was changed; sign in to it, open the invitation again, and link it on your account page.";
