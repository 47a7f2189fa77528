import { identityForm } from "#app/domain/forms/identity-provider.ts";
import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { ProviderIdentity } from "#server/auth/identity-provider/index.ts";
import { command, taking, theActor } from "#server/services/command.ts";
import type { AskingBrowser } from "#server/services/passkeys/browser.ts";
import { endProviderSessions } from "./provider.ts";

/** Linking or unlinking needs a proved factor of one's own, or an organization could do it for one. */
export function ownFactorProved({ reach }: Actor): Outcome<void> {
  return reach?.own === true ? done() : refuse("forbidden", NOT_OWN);
}

/** Links the actor's account with who they are at the provider of one of their organizations. */
export const linkIdentity = command({
  on: theActor,
  takes: taking<[organizationId: string, identity: ProviderIdentity, sessionId: string | null]>(),
  permission: () => ownFactorProved,
  async run({ tx, at, ids, actor: { userId }, extra, record }) {
    const [organizationId, { issuer, subject }, sessionId] = extra;
    const session = await tx.session.findUnique({ where: { id: sessionId ?? "" } });
    if (session?.userId !== userId || !session.own) return refuse("not-signed-in");
    const membership = await tx.membership.findUnique({
      where: { userId_organizationId: { userId, organizationId } },
      include: { organization: { include: { provider: true } } },
    });
    if (membership?.organization.provider?.issuer !== issuer) return refuse("not-found");
    const known = await tx.identityLink.findUnique({
      where: { issuer_subject: { issuer, subject } },
    });
    if (known) {
      const isThis = known.userId === userId && known.organizationId === organizationId;
      return isThis ? done() : refuse("conflict", LINKED_ELSEWHERE);
    }
    const own = await tx.identityLink.findUnique({
      where: { userId_organizationId: { userId, organizationId } },
    });
    if (own) return refuse("conflict", LINKED_OTHERWISE);
    const id = ids();
    await tx.identityLink.create({
      data: { id, issuer, subject, userId, organizationId, createdAt: at },
    });
    await record({
      type: "person.identity-linked",
      organizationId,
      details: { id, userId, issuer, subject },
    });
    return done();
  },
});

/** Ends the link, and the sessions that came in by it. */
export const unlinkIdentity = command({
  on: theActor,
  form: identityForm,
  takes: taking<[browser: AskingBrowser]>(),
  permission: () => ownFactorProved,
  shownAgainIn: ({ extra: [browser] }) => browser,
  async run({ tx, actor: { userId }, form: { organizationId }, record, afterCommit }) {
    const link = await tx.identityLink.findUnique({
      where: { userId_organizationId: { userId, organizationId } },
    });
    if (!link) return refuse("not-found");
    await tx.identityLink.delete({ where: { id: link.id } });
    const ended = await endProviderSessions(tx, { organizationId, userId });
    await record({
      type: "person.identity-unlinked",
      organizationId,
      details: {
        id: link.id,
        userId,
        issuer: link.issuer,
        subject: link.subject,
        sessionsEnded: ended.length,
      },
    });
    afterCommit(({ auth }) => auth.announceEnded(ended));
    return done();
  },
});

const NOT_OWN =
  "You came in through one organization alone, and linking asks for a factor of your own: your password, your passkey or your second factor. Nothing was changed; prove one on your account page first.";

const LINKED_ELSEWHERE =
  "Who you are at this organization’s sign-in is linked with an account or an organization here already. Nothing was changed; end that link first, or sign in there as somebody else. Where two of your organizations sign in through one provider, you can link with one of them alone.";

const LINKED_OTHERWISE =
  "Your account is linked with somebody else at this organization’s sign-in. Nothing was changed; end that link first.";
