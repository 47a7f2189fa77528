import type { Actor } from "#app/domain/actor.ts";
import { invitedIn, inviteForm, inviteSeveralForm } from "#app/domain/forms/invitation.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { command, organizationTo, taking } from "#server/services/command.ts";
import { sendInvitation } from "#server/services/invitations/link.ts";
import { makeInvitation, type NewInvitation } from "#server/services/invitations/make.ts";
import { invitedRoles } from "#server/services/invitations/roles.ts";
import type { InvitationLink } from "#server/services/invitations/views.ts";
import type { Resources } from "#server/services/resources.ts";

/** Invites somebody with roles; an open invitation of the same address is replaced. */
export const invite = command({
  on: organizationTo("organization.manage-people"),
  form: inviteForm,
  prepare: ({ resources: { mail } }) => done(mail.configured),
  run: ({ tx, at, ids, actor, key: [organizationId], form, prepared: mailed }) =>
    makeInvitation(tx, { at, ids, mailed }, { ...form, organizationId, invitedById: actor.userId }),
  answer: send,
});

/** Letters that are handed to the mail server at the same time. */
const LETTERS_AT_ONCE = 5;

/** Invites several people with the same roles: all of them, or nobody where one line is refused. */
export const inviteSeveral = command({
  on: organizationTo("organization.manage-people"),
  form: inviteSeveralForm,
  prepare({ resources: { mail }, form }) {
    const read = invitedIn(form.people);
    return "wrong" in read
      ? refuse("bad-input", undefined, { people: read.wrong })
      : done({ people: read.people, mailed: mail.configured });
  },
  async run({ tx, at, ids, actor, key: [organizationId], form: { roles }, prepared }) {
    const { people, mailed } = prepared;
    const made: NewInvitation[] = [];
    for (const person of people) {
      const by = { ...person, roles, organizationId, invitedById: actor.userId };
      const invitation = await makeInvitation(tx, { at, ids, mailed }, by);
      if (!invitation.ok) {
        const { code, sentence } = invitation.refusal;
        return refuse(code, undefined, { people: `${person.email}: ${sentence}` });
      }
      made.push(invitation.value);
    }
    return done(made);
  },
  async answer(made, before) {
    const links: InvitationLink[] = [];
    for (let from = 0; from < made.length; from += LETTERS_AT_ONCE) {
      const some = made.slice(from, from + LETTERS_AT_ONCE);
      const sent = await Promise.all(some.map((invitation) => send(invitation, before)));
      links.push(...sent.flatMap((one) => (one.ok ? [one.value] : [])));
    }
    return done(links);
  },
});

/**
 * Replaces the link of an open or expired invitation, valid for seven more days; the old link
 * becomes invalid.
 */
export const reinvite = command({
  on: organizationTo("organization.manage-people"),
  takes: taking<[invitationId: string]>(),
  prepare: ({ resources: { mail } }) => done(mail.configured),
  async run({ tx, at, ids, actor, key: [organizationId], extra: [id], prepared: mailed }) {
    // Read inside: it may just have been accepted or revoked.
    const former = await unanswered(tx, organizationId, id);
    if (!former) return refuse("expired-link", GONE);
    const { email, name, roles } = former;
    return makeInvitation(
      tx,
      { at, ids, mailed },
      {
        organizationId,
        email,
        name,
        roles: invitedRoles(roles),
        invitedById: actor.userId,
      },
    );
  },
  answer: send,
});

/** Revokes the link of an open invitation. */
export const revokeInvitation = command({
  on: organizationTo("organization.manage-people"),
  takes: taking<[invitationId: string]>(),
  async run({ tx, at, key: [organizationId], extra: [invitationId], record }) {
    const invitation = await unanswered(tx, organizationId, invitationId);
    if (!invitation) return refuse("expired-link", GONE);
    await tx.invitation.update({ where: { id: invitationId }, data: { revokedAt: at } });
    await record({
      type: "invitation.revoked",
      details: { invitationId, email: invitation.email },
    });
    return done();
  },
});

const GONE =
  "This invitation has been accepted or revoked in the meantime. Nothing was changed; load the page again to see who is there.";

function unanswered(tx: Transaction, organizationId: string, invitationId: string) {
  return tx.invitation.findFirst({
    where: { id: invitationId, organizationId, acceptedAt: null, revokedAt: null },
  });
}

/** Delivers the link, after the commit. */
async function send(
  invitation: NewInvitation,
  { resources, actor }: { readonly resources: Resources; readonly actor: Actor },
): Promise<Outcome<InvitationLink>> {
  const place = actor.memberships.find(
    ({ organizationId }) => organizationId === invitation.organizationId,
  );
  return done(
    await sendInvitation(resources, invitation, {
      inviterName: actor.name,
      organizationName: place?.organizationName ?? "",
    }),
  );
}
