import { DAY_MS } from "#app/domain/durations.ts";
import type { Actor } from "#app/domain/actor.ts";
import { changeAddressForm } from "#app/domain/forms/address-change.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { hashSecret, newSecret, type Origin } from "#server/auth/index.ts";
import { writeJob } from "#server/jobs/index.ts";
import { askForProof } from "#server/services/asked-again.ts";
import { mailsLinks } from "#server/services/account-links/mails-links.ts";
import { command, taking, theActor } from "#server/services/command.ts";
import type { AskingBrowser } from "#server/services/passkeys/browser.ts";
import type { Resources } from "#server/services/resources.ts";
import type { OwnAddressView } from "./views.ts";

/** The most changes that a person asks for in a day: each is a letter to an address of their choice. */
const CHANGES_PER_DAY = 5;

const NEEDS_OWN_FACTOR =
  "You have proved no factor of your own in this sign-in, so your address can’t be changed. Prove one first.";

/** Why the address can't be changed by its person, as a sentence; null where it can. */
function hindranceTo(resources: Pick<Resources, "mail" | "appUrl">, actor: Actor): string | null {
  if (!mailsLinks(resources)) {
    return "This server sends no e-mails, so an address can’t be confirmed. Whoever runs it can change yours: npm run admin -- change-address.";
  }
  if (actor.unconfirmed) {
    return "Nobody has confirmed yet that your present address is yours, so it can’t be changed. Ask the workspace’s administrator to confirm your account first.";
  }
  if (actor.reach?.own === false) {
    return NEEDS_OWN_FACTOR;
  }
  return null;
}

/** Where it is asked from; without a session, as of one that was opened long ago. */
type AddressBrowser = Origin & Partial<Pick<AskingBrowser, "sessionId" | "cookies">>;

/** The open change of a person's address, if there is one. */
function openChange(userId: string, at: Date) {
  return { userId, endedAt: null, expiresAt: { gt: at } };
}

/** The actor's own address, and the change of it that waits. */
export async function showAddress(
  resources: Resources,
  actor: Actor,
): Promise<Outcome<OwnAddressView>> {
  const { database, clock } = resources;
  const [user, change] = await Promise.all([
    database.client.user.findUnique({
      where: { id: actor.userId },
      select: { passwordHash: true },
    }),
    database.client.addressChange.findFirst({
      where: openChange(actor.userId, clock()),
      orderBy: { createdAt: "desc" },
    }),
  ]);
  return done({
    email: actor.email,
    hasPassword: Boolean(user?.passwordHash),
    hindrance: hindranceTo(resources, actor),
    needsOwnFactor: hindranceTo(resources, actor) === NEEDS_OWN_FACTOR,
    pending: change && {
      after: change.after,
      confirmed: { before: change.beforeAt !== null, after: change.afterAt !== null },
      expiresAt: change.expiresAt.toISOString(),
    },
  });
}

/**
 * Asks that the actor's address be changed: a link goes to either address, and nothing changes before
 * both are confirmed. Answers the same whether somebody else has the new address or not: a letter to it
 * says so.
 */
export const askForAddress = command({
  on: theActor,
  form: changeAddressForm,
  takes: taking<[from: AddressBrowser]>(),
  async prepare({ resources, actor, form: { email, currentPassword }, extra: [from] }) {
    const hindrance = hindranceTo(resources, actor);
    if (hindrance) return refuse("forbidden", `${hindrance} Nothing was changed.`);
    if (email === actor.email) {
      return refuse("bad-input", undefined, { email: "This is your address already." });
    }
    const { auth, database } = resources;
    const user = await database.client.user.findUnique({ where: { id: actor.userId } });
    // Without a password, a passkey shows that it is them, or a recent sign-in.
    if (!user?.passwordHash) {
      const { sessionId = null, cookies = null } = from;
      return askForProof(resources, actor, { sessionId, cookies });
    }
    const proved = await auth.confirmPassword(actor.userId, currentPassword ?? "", from);
    if (proved.ok) return done();
    const { code, sentence } = proved.refusal;
    return refuse(code, sentence, { currentPassword: sentence });
  },
  async run({ tx, at, ids, actor: { userId, email: before }, form, record, afterCommit }) {
    const { email: after } = form;
    const today = await tx.addressChange.count({
      where: { userId, createdAt: { gt: new Date(at.getTime() - DAY_MS) } },
    });
    if (today >= CHANGES_PER_DAY) {
      return refuse(
        "too-many-tries",
        `You can ask for ${CHANGES_PER_DAY} changes of your address a day, and these are used up. Nothing was changed; go on tomorrow.`,
      );
    }
    // The latest one counts.
    await tx.addressChange.updateMany({
      where: { userId, endedAt: null },
      data: { endedAt: at },
    });
    const id = ids();
    await tx.addressChange.create({
      data: {
        id,
        userId,
        before,
        after,
        // Of secrets that nobody has: the jobs that mail the links make new ones.
        beforeHash: hashSecret(newSecret()),
        afterHash: hashSecret(newSecret()),
        createdAt: at,
        expiresAt: new Date(at.getTime() + DAY_MS),
      },
    });
    await record({
      type: "person.address-change-asked",
      details: { changeId: id, before, after },
    });
    for (const side of ["before", "after"]) {
      await writeJob(tx, at, {
        kind: "account.address-link",
        key: `account.address-link:${id}:${side}`,
        payload: { changeId: id, side },
      });
    }
    afterCommit(({ jobs }) => jobs.wake());
    return done();
  },
});

/** Stops the change of the actor's address that waits; does nothing where none does. */
export const stopAddress = command({
  on: theActor,
  async run({ tx, at, actor: { userId }, record }) {
    const change = await tx.addressChange.findFirst({ where: openChange(userId, at) });
    if (!change) return done();
    await tx.addressChange.updateMany({
      where: { userId, endedAt: null },
      data: { endedAt: at },
    });
    await record({
      type: "person.address-change-stopped",
      details: { changeId: change.id, at: "account" },
    });
    return done();
  },
});
