import { codeForm, factorProofForm } from "#app/domain/forms/second-factor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { newRecoveryCodes } from "#server/auth/second-factor/recovery-codes.ts";
import type { Transaction } from "#server/database/index.ts";
import { proveOwnFactor as reachFurther } from "#server/services/account/own-factor.ts";
import { command, taking, theActor } from "#server/services/command.ts";
import type { Actor } from "#app/domain/actor.ts";
import { freshProof, type FactorBrowser } from "./fresh-proof.ts";
import { spendCode } from "./spend-code.ts";
import { factorStanding, mayChangeFactor } from "./standing.ts";
import { storeRecoveryCodes } from "./store-recovery-codes.ts";
import type { RecoveryCodesView } from "./views.ts";

/** Removes the actor's code app with its recovery codes, after a fresh proof. */
export const removeSecondFactor = command({
  on: theActor,
  form: factorProofForm,
  takes: taking<[browser: FactorBrowser]>(),
  async prepare({ resources, actor, form, extra: [browser] }) {
    const may = await mayChangeOwn(resources.database.client, actor);
    return may.ok ? freshProof(resources, actor, form.proofPassword, browser) : may;
  },
  async run({ tx, actor, record }) {
    const may = await mayChangeOwn(tx, actor);
    if (!may.ok) return may;
    const { userId } = actor;
    await tx.secondFactor.deleteMany({ where: { userId } });
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await record({ type: "person.second-factor-removed", details: {} });
    return done();
  },
});

/** Makes new recovery codes, which are shown this once, after a fresh proof. */
export const makeRecoveryCodes = command({
  on: theActor,
  form: factorProofForm,
  takes: taking<[browser: FactorBrowser]>(),
  async prepare({ resources, actor, form, extra: [browser] }) {
    const may = await mayChangeOwn(resources.database.client, actor);
    if (!may.ok) return may;
    const proved = await freshProof(resources, actor, form.proofPassword, browser);
    return proved.ok ? done(newRecoveryCodes()) : proved;
  },
  async run({ tx, at, ids, actor, prepared: codes, record }) {
    const may = await mayChangeOwn(tx, actor);
    if (!may.ok) return may;
    await storeRecoveryCodes(tx, { userId: actor.userId, codes, at, ids });
    await record({ type: "person.recovery-codes-made", details: { count: codes.length } });
    return done<RecoveryCodesView>({ codes });
  },
});

/**
 * Proves by a code that it is the person themselves in a session that reaches one organization alone:
 * from then on it reaches further (P8). Only a code of a factor in which no organization had a hand.
 */
export const proveOwnByCode = command({
  on: theActor,
  form: codeForm,
  takes: taking<[sessionId: string]>(),
  async prepare({ resources, actor, form }) {
    if (actor.reach?.own !== false) return refuse("conflict", REACHES);
    const spent = await spendCode(resources, actor.userId, form.code, "confirm");
    if (!spent.ok) return spent;
    return spent.value.own ? done(spent.value.by) : refuse("forbidden", NOT_OWN);
  },
  async run({ tx, actor: { userId }, extra: [sessionId], prepared: by, append, afterCommit }) {
    const session = { userId, sessionId, by };
    const isFurther = await reachFurther({ tx, append, afterCommit }, session);
    return isFurther ? done() : refuse("stale");
  },
});

async function mayChangeOwn(
  client: Parameters<typeof factorStanding>[0] | Transaction,
  actor: Actor,
): Promise<Outcome<void>> {
  const standing = await factorStanding(client, actor.userId, null);
  if (!standing?.factor) return refuse("stale", NONE);
  return mayChangeFactor(actor, standing);
}

const NONE = "Your account has no code app. Nothing was changed; load the page again.";
const REACHES =
  "A factor of your own was proved in this sign-in already. Nothing was changed, and there is nothing more to do.";
const NOT_OWN =
  "This code app was set up while you were here through an organization, so it does not show that it is you for others. Nothing was changed; use a passkey of your own.";
