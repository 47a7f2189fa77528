import { DAY_MS, HOUR_MS } from "#app/domain/durations.ts";
import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { hashSecret, newSecret } from "#server/auth/index.ts";
import type { PrismaClient } from "#server/database/index.ts";
import type { ProvingBrowser } from "#server/services/asked-again.ts";
import { command, organizationTo, taking, theActor } from "#server/services/command.ts";
import type { Resources } from "#server/services/resources.ts";
import { mailsLinks } from "./mails-links.ts";
import { openAt } from "./open.ts";
import type { LetInLink, OpenLetIn } from "./views.ts";

/** How long a link works that is handed over. */
const LINK_HOURS = 24;
/** The most links of an organization in a day. */
const LET_IN_PER_DAY = 50;

const YOURSELF =
  "This is your own account, and you are signed in. Nothing was changed; change your password under Account.";
const PROVIDER =
  "Your organization’s people sign in through its own sign-in, so a password would open nothing here. Nothing was changed; let them in again there.";

/**
 * Makes the link by which a member of one's organization who lost everything chooses a new password.
 * It is shown once, to hand over; nothing changes until it is used. What is chosen by it opens this
 * organization alone, until a factor of the person's own is proved (P8).
 */
export const letInAgain = command({
  on: organizationTo("organization.manage-people"),
  takes: taking<[userId: string, browser: ProvingBrowser]>(),
  shownAgainIn: ({ extra: [, browser] }) => browser,
  prepare: () => done(newSecret()),
  async run({ tx, at, ids, actor, key: [organizationId], extra: [userId], prepared, record }) {
    const member = await tx.membership.findUnique({
      where: { userId_organizationId: { userId, organizationId } },
      include: { user: true, organization: { include: { provider: true } } },
    });
    if (!member) return refuse("not-found");
    if (userId === actor.userId) return refuse("forbidden", YOURSELF);
    const { provider } = member.organization;
    if (provider?.required && provider.breakGlassId !== userId) return refuse("conflict", PROVIDER);
    const today = await tx.accountLink.count({
      where: { organizationId, createdAt: { gt: new Date(at.getTime() - DAY_MS) } },
    });
    if (today >= LET_IN_PER_DAY) {
      return refuse(
        "too-many-tries",
        `An organization can let ${LET_IN_PER_DAY} people in again a day, and these are used up. Nothing was changed; go on tomorrow.`,
      );
    }
    await tx.accountLink.updateMany({
      where: { userId, organizationId, ...openAt(at) },
      data: { revokedAt: at },
    });
    const id = ids();
    const expiresAt = new Date(at.getTime() + LINK_HOURS * HOUR_MS);
    await tx.accountLink.create({
      data: {
        id,
        tokenHash: hashSecret(prepared),
        userId,
        kind: "let-in",
        organizationId,
        madeById: actor.userId,
        createdAt: at,
        expiresAt,
      },
    });
    await record({ type: "person.let-in-again", details: { userId, linkId: id } });
    const { name, unconfirmed } = member.user;
    return done({ secret: prepared, name, expiresAt, unconfirmed });
  },
  answer: async (
    { secret, name, expiresAt, unconfirmed },
    { resources },
  ): Promise<Outcome<LetInLink>> => {
    const path = `/password/${secret}`;
    const { appUrl } = resources;
    return done({
      name,
      link: appUrl === null ? path : new URL(path, appUrl).href,
      expiresAt: expiresAt.toISOString(),
      told: mailsLinks(resources) && !unconfirmed,
    });
  },
});

const GONE =
  "This link has been used, withdrawn, or has expired in the meantime. Nothing was changed; load the page again.";

/** Withdraws an open link of the organization. */
export const revokeLetIn = command({
  on: organizationTo("organization.manage-people"),
  takes: taking<[linkId: string]>(),
  async run({ tx, at, key: [organizationId], extra: [id], record }) {
    const { count } = await tx.accountLink.updateMany({
      where: { id, organizationId, kind: "let-in", ...openAt(at) },
      data: { revokedAt: at },
    });
    if (count === 0) return refuse("expired-link", GONE);
    await record({ type: "person.let-in-revoked", details: { linkId: id } });
    return done();
  },
});

/** Withdraws an open link to one's own account: who is signed in needs none. */
export const refuseLetIn = command({
  on: theActor,
  takes: taking<[linkId: string]>(),
  async run({ tx, at, actor: { userId }, extra: [id], record }) {
    const { count } = await tx.accountLink.updateMany({
      where: { id, userId, kind: "let-in", ...openAt(at) },
      data: { revokedAt: at },
    });
    if (count === 0) return refuse("expired-link", GONE);
    await record({ type: "person.let-in-revoked", details: { linkId: id } });
    return done();
  },
});

/** The open links to one's own account that an administrator made. */
export async function openLetIns(
  { database: { client }, clock }: Resources,
  { userId }: Actor,
): Promise<Outcome<readonly OpenLetIn[]>> {
  return done(await letInsOf(client, { userId }, clock()));
}

/** The open links to a member's account that the organization's administrators made. */
export async function openLetInsOf(
  { database: { client }, clock }: Resources,
  actor: Actor,
  organizationId: string,
  userId: string,
): Promise<Outcome<readonly OpenLetIn[]>> {
  const permitted = may(actor, "organization.manage-people", { organizationId });
  if (!permitted.ok) return permitted;
  return done(await letInsOf(client, { userId, organizationId }, clock()));
}

async function letInsOf(
  client: PrismaClient,
  of: { readonly userId: string; readonly organizationId?: string },
  at: Date,
): Promise<OpenLetIn[]> {
  const rows = await client.accountLink.findMany({
    where: { ...of, kind: "let-in", ...openAt(at) },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  const makers = await client.user.findMany({
    where: { id: { in: rows.flatMap(({ madeById }) => madeById ?? []) } },
    select: { id: true, name: true },
  });
  const organizations = await client.organization.findMany({
    where: { id: { in: rows.flatMap(({ organizationId }) => organizationId ?? []) } },
    select: { id: true, name: true },
  });
  const nameIn = (
    list: readonly { readonly id: string; readonly name: string }[],
    id: string | null,
  ) => list.find((one) => one.id === id)?.name ?? null;
  return rows.map(({ id, madeById, organizationId, expiresAt }) => ({
    id,
    madeBy: nameIn(makers, madeById),
    organization: nameIn(organizations, organizationId) ?? "",
    expiresAt: expiresAt.toISOString(),
  }));
}
