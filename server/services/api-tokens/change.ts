import { DAY_MS } from "#app/domain/durations.ts";
import { MOST_TOKENS, TOKEN_PREFIX } from "#app/domain/api-token.ts";
import { createTokenForm, revokeTokenForm } from "#app/domain/forms/api-token.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { hashSecret, newSecret } from "#server/auth/index.ts";
import { command, taking, theActor } from "#server/services/command.ts";
import type { AskingBrowser } from "#server/services/passkeys/browser.ts";
import type { NewToken } from "./views.ts";

/**
 * Makes a token for a program of the actor's: it carries no more than the sign-in in which it is made
 * (P8), and its secret is answered once.
 */
export const createToken = command({
  on: theActor,
  form: createTokenForm,
  takes: taking<[browser: AskingBrowser]>(),
  shownAgainIn: ({ extra: [browser] }) => browser,
  prepare: () => done({ secret: `${TOKEN_PREFIX}${newSecret()}` }),
  async run({ tx, at, ids, actor, form, extra: [browser], prepared: { secret }, record }) {
    const { userId, reach = { own: true, via: null } } = actor;
    // Whoever was signed out everywhere meanwhile leaves no token behind.
    const session = await tx.session.findUnique({ where: { id: browser.sessionId ?? "" } });
    if (session?.userId !== userId) return refuse("not-signed-in");
    const via = reach.own ? null : reach.via;
    const isReached = actor.memberships.some(({ organizationId }) => organizationId === via);
    if (!reach.own && !isReached) return refuse("forbidden", NOT_REACHED);
    const gone = { userId, OR: [{ revokedAt: { not: null } }, { expiresAt: { lte: at } }] };
    await tx.apiToken.deleteMany({ where: gone });
    if ((await tx.apiToken.count({ where: { userId } })) >= MOST_TOKENS) {
      return refuse("conflict", TOO_MANY);
    }
    const id = ids();
    const scopes = form.scopes.toSorted();
    const expiresAt = new Date(at.getTime() + Number(form.days) * DAY_MS);
    await tx.apiToken.create({
      data: {
        id,
        userId,
        name: form.name,
        tokenHash: hashSecret(secret),
        scopes: scopes.join(" "),
        own: reach.own,
        via,
        byProvider: reach.byProvider === true,
        createdAt: at,
        expiresAt,
      },
    });
    await record({
      type: "api-token.created",
      details: { id, scopes, expiresAt: expiresAt.toISOString(), via },
    });
    return done({ name: form.name, secret });
  },
  answer: async (made): Promise<Outcome<NewToken>> => done(made),
});

/** Revokes one of the actor's tokens: what is asked for with it afterwards is refused. */
export const revokeToken = command({
  on: theActor,
  form: revokeTokenForm,
  async run({ tx, at, actor: { userId }, form: { tokenId: id }, record }) {
    const { count } = await tx.apiToken.updateMany({
      where: { id, userId, revokedAt: null },
      data: { revokedAt: at },
    });
    if (count === 0) return refuse("not-found", GONE);
    await record({ type: "api-token.revoked", details: { id } });
    return done();
  },
});

const NOT_REACHED =
  "This sign-in reaches no organization, so a program could read nothing with its token. Nothing was made; sign in through your organization, or by a factor of your own.";
const TOO_MANY = `You have ${MOST_TOKENS} tokens, which is as many as anybody may have. Nothing was made; revoke one that no program uses.`;
const GONE = "You have no such token any more. Nothing was changed; load the page again.";
