import { DAY_MS } from "#app/domain/durations.ts";
import { writtenDate } from "#app/domain/dates.ts";
import { inviteGuestForm } from "#app/domain/forms/guest.ts";
import { GUEST_DAYS, guestAddress, guestName, MOST_GUESTS } from "#app/domain/guest.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { hashSecret, newSecret } from "#server/auth/index.ts";
import { accountLetter } from "#server/services/account/letter.ts";
import { mailsLinks } from "#server/services/account-links/mails-links.ts";
import type { ProvingBrowser } from "#server/services/asked-again.ts";
import { command, permit, taking } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { auditedTransaction } from "#server/services/transaction.ts";
import { endOfDay, guestDays, lastDayBefore } from "./days.ts";
import { openGuestsAt } from "./open.ts";

/** Links that one organization makes in a day, so that nobody uses the server for mass mails. */
const GUESTS_A_DAY = 50;

/**
 * Lets one person of no organization read one document, until a day: a link is mailed to their address,
 * and each browser that opens it has to show a code that is mailed there, too.
 */
export const inviteGuest = command({
  on: documentTo("document.view"),
  form: inviteGuestForm,
  takes: taking<[browser: ProvingBrowser]>(),
  permission: ({ found: { subject }, form: { organizationId } }) =>
    permit("document.invite-guest", { document: subject, organizationId }),
  shownAgainIn: ({ extra: [browser] }) => browser,
  prepare({ resources, found: { row }, form: { until } }): Outcome<string> {
    if (!mailsLinks(resources)) return refuse("unavailable", NO_MAIL);
    if (row.filing?.origin === "elsewhere") return refuse("bad-input", NO_TEXT);
    const { first, last } = guestDays(resources.clock());
    if (until < first || until > last) {
      const sentence = `Choose a day from today to ${writtenDate(last)}: a link opens for ${GUEST_DAYS} days at most.`;
      return refuse("bad-input", `${sentence} Nobody was invited.`, { until: sentence });
    }
    return done(newSecret());
  },
  async run({ tx, at, ids, actor, found, form, prepared: secret, record, afterCommit }) {
    const { organizationId, name, email, until, level, versions } = form;
    const documentId = found.row.id;
    // Of one's own organization alone: nobody tries out here who belongs to another party.
    const member = await tx.membership.findFirst({
      where: { organizationId, user: { email } },
      select: { id: true },
    });
    if (member) return refuse("conflict", MEMBER, { email: MEMBER });
    const open = await tx.guestLink.findMany({
      where: { documentId, ...openGuestsAt(at) },
      select: { email: true },
    });
    if (open.some((link) => link.email === email)) {
      return refuse("conflict", HAS_ONE, { email: HAS_ONE });
    }
    if (open.length >= MOST_GUESTS) return refuse("too-large", FULL);
    const today = await tx.guestLink.count({
      where: { organizationId, createdAt: { gt: new Date(at.getTime() - DAY_MS) } },
    });
    if (today >= GUESTS_A_DAY) return refuse("too-many-tries", TOO_MANY);
    const organization = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
    const [linkId, userId] = [ids(), ids()];
    const [mayComment, mayReadVersions] = [level === "comment", versions === true];
    const expiresAt = endOfDay(until);
    await tx.user.create({
      data: {
        id: userId,
        email: guestAddress(userId),
        name: guestName(name, organization.shortName),
        passwordHash: null,
        workspaceAdmin: false,
        createdAt: at,
      },
    });
    await tx.guestLink.create({
      data: {
        id: linkId,
        tokenHash: hashSecret(secret),
        documentId,
        userId,
        organizationId,
        invitedById: actor.userId,
        name,
        email,
        mayComment,
        mayReadVersions,
        createdAt: at,
        expiresAt,
      },
    });
    await tx.guestUse.create({ data: { linkId } });
    await record({
      type: "guest.invited",
      organizationId,
      details: { linkId, userId, mayComment, mayReadVersions, expiresAt: expiresAt.toISOString() },
    });
    // An open composer says who reads what is written for everybody.
    afterCommit(({ rooms }) => rooms.threadsChanged(documentId, [], null));
    return done({ secret, linkId, userId, name, email, expiresAt, mayComment, organization });
  },
  async answer(made, { resources, actor, found: { row } }): Promise<Outcome<{ name: string }>> {
    const { secret, linkId, userId, name, email, expiresAt, mayComment, organization } = made;
    const { mail, appUrl } = resources;
    const what = mayComment ? "read a document and comment on it" : "read a document";
    const posted = await mail.send({
      to: { name, address: email },
      ...accountLetter(name, `${organization.name} lets you read a document`, [
        `${actor.name} of ${organization.name} lets you ${what} in the coalition’s workspace.`,
        {
          label: "Open it",
          link: new URL(`/guest/${secret}`, appUrl ?? undefined).href,
        },
        `Whenever you open it in a browser, a code is mailed to this address, and the page asks for it. The link is yours alone, and works through ${writtenDate(lastDayBefore(expiresAt))} (Washington time). If you did not expect it, do nothing.`,
      ]),
    });
    if (posted === "sent") return done({ name });
    // Nobody has it: it must not stand in the list as if somebody could read.
    await auditedTransaction(resources, async ({ tx, at, append }) => {
      await tx.guestLink.updateMany({
        where: { id: linkId, endedAt: null },
        data: { endedAt: at, endedById: actor.userId },
      });
      await append({
        type: "guest.ended",
        actorId: actor.userId,
        organizationId: organization.id,
        matterId: row.matterId,
        documentId: row.id,
        details: { linkId, userId },
      });
      return done();
    });
    return refuse("unavailable", NOT_SENT);
  },
});

const NO_MAIL =
  "This server sends no e-mails, and a guest shows by a mailed code that they are the one. Nobody was invited; ask whoever runs this server.";
const NO_TEXT =
  "This paper was filed elsewhere and has no text here that somebody could read. Nobody was invited.";
const MEMBER =
  "This is the address of somebody who belongs to your organization and reads the document already. Nobody was invited.";
const HAS_ONE =
  "There is a link for this address already. Nobody was invited; end that one first to change what it opens.";
const FULL = `A document has at most ${MOST_GUESTS} guests at once. Nobody was invited; end a link that is not needed any more.`;
const TOO_MANY = `An organization can invite ${GUESTS_A_DAY} guests a day, and these are used up. Nobody was invited; go on tomorrow.`;
const NOT_SENT =
  "The mail server did not take the e-mail, so the link was ended again. Check the address, and invite them anew.";
