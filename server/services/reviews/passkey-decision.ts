import { randomBytes } from "node:crypto";
import type { Actor } from "#app/domain/actor.ts";
import { passkeyAskForm, type PasskeyAsk } from "#app/domain/forms/review.ts";
import { transition } from "#app/domain/lifecycle.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { readSentJson } from "#app/domain/sent-json.ts";
import { statementText, type SignOffStatement } from "#app/domain/sign-off-statement.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { servedParty, type RelyingParty } from "#server/auth/passkeys/relying-party.ts";
import { challengeIn, readAssertion } from "#server/auth/passkeys/responses.ts";
import { startSha256 } from "#server/digest.ts";
import { registrationOf } from "#server/services/audit/passkey-lines.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { faultInProof, type PasskeyProof } from "#server/sign-off-proof/fault.ts";
import { OTHERS_KEY, type DecisionOrigin } from "./decision-proof.ts";
import { loadState } from "./state.ts";

const CEREMONY = "passkey-sign-off";
/** How long a browser may wait for its person, in minutes. */
const MINUTES = 5;
/** The most that one person may have begun at once. */
const MOST_BEGUN = 20;

const PERMISSION = {
  approved: "document.sign-off",
  "changes-requested": "document.request-changes",
} as const;

/**
 * Begins a decision by passkey (P2): the options for the browser, whose challenge is the hash of the
 * statement that the key will sign. Refuses where the decision would be refused anyway.
 * @param sent JSON of a PasskeyAsk.
 */
export async function askPasskey(
  resources: Resources,
  actor: Actor,
  documentId: string,
  sent: Uint8Array,
  from: DecisionOrigin,
) {
  const { database, auth, clock } = resources;
  const { client } = database;
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const json = readSentJson(Buffer.from(sent).toString("utf8"));
  if (!json.ok) return json;
  const read = readForm(passkeyAskForm, json.value);
  if (!read.ok) return read;
  const asked = read.value;
  const { organizationId, decision } = asked;
  const subject = { document: found.value.subject, organizationId };
  const allowed = may(actor, PERMISSION[decision], subject);
  if (!allowed.ok) return allowed;
  const possible = await wouldBePossible(client, actor, documentId, { ...asked, at: clock() });
  if (!possible.ok) return possible;
  const party = partyOf(resources, from);
  if (!party) return refuse("conflict", NO_PASSKEYS_HERE);
  const among = await keysFor(client, actor.userId, organizationId, party);
  if (among.length === 0) return refuse("forbidden", NO_KEY);
  const begun = await client.ceremony.count({
    where: { kind: CEREMONY, userId: actor.userId, expiresAt: { gt: clock() } },
  });
  if (begun >= MOST_BEGUN) return refuse("too-many-tries", TOO_MANY);
  const nonce = randomBytes(32).toString("base64url");
  const challenge = challengeOf({ ...statementParts(actor, asked), nonce });
  await auth.ceremonies.begin(CEREMONY, {
    userId: actor.userId,
    details: { ...statementParts(actor, asked), nonce, sessionId: from.sessionId ?? null },
    minutes: MINUTES,
    secret: challenge.toString("base64url"),
  });
  const { assertionOptions } = await import("#server/auth/passkeys/engine.ts");
  return done(await assertionOptions({ party, challenge, among }));
}

/**
 * The proof in a key's answer to `askPasskey`, which counts once. Refused where it is of another browser, person, version, organization or decision.
 */
export async function provenByPasskey(
  resources: Resources,
  actor: Actor,
  answer: string,
  asked: PasskeyAsk,
  from: DecisionOrigin,
): Promise<Outcome<PasskeyProof>> {
  const { database, auth, log } = resources;
  const refused = (why: string) => {
    log.info({ userId: actor.userId, why }, "a decision by passkey was refused");
    return refuse("wrong-credentials", NOT_PROVEN);
  };
  const response = readAssertion(answer);
  const challenge = response && challengeIn(response);
  if (!response || challenge === null) return refused("no answer of a key");
  // Looked at first: what another browser began is not ended.
  const over = () => refuse("wrong-credentials", OVER);
  const ceremony = await auth.ceremonies.look(CEREMONY, challenge);
  if (!ceremony) return over();
  const { nonce, sessionId, ...begun } = ceremony.details;
  const signed = statementParts(actor, asked);
  const isSame = Object.entries(signed).every(([name, value]) => begun[name] === value);
  if (!isSame || ceremony.userId !== actor.userId || sessionId !== (from.sessionId ?? null)) {
    return refused("begun for something else");
  }
  if (!(await auth.ceremonies.take(CEREMONY, challenge))) return over();
  const party = partyOf(resources, from);
  const passkey = await database.client.passkey.findUnique({ where: { id: response.id } });
  if (!party || passkey?.userId !== actor.userId || typeof nonce !== "string") {
    return refused("not a key of this person");
  }
  const { organizationId } = asked;
  // A browser is asked for those that count, and may answer by another one.
  if (passkey.via !== null && passkey.via !== organizationId) {
    return refuse("forbidden", OTHERS_KEY);
  }
  const { fingerprint } = passkey;
  const key = { userId: actor.userId, fingerprint, organizationId };
  if (!(await registrationOf(database.client, key))) {
    log.error(
      { userId: actor.userId, fingerprint },
      "the record knows nothing of a stored passkey",
    );
    return refuse("record-differs", NOT_IN_RECORD);
  }
  const { verifyAssertion } = await import("#server/auth/passkeys/engine.ts");
  const expectedChallenge = challengeOf({ ...signed, nonce });
  const verified = await verifyAssertion({ response, expectedChallenge, passkey, ...party });
  if (!verified.ok) return refused(verified.refusal);
  const { backedUp: _backedUp, ...assertion } = verified.value;
  const proof = { ...assertion, nonce };
  // Nothing is stored that could not be checked later, by anybody.
  const fault = faultInProof(proof, signed);
  return fault === null ? done(proof) : refused(fault);
}

/** The person's keys that may sign for that organization on this site. */
function keysFor(
  client: PrismaClient,
  userId: string,
  organizationId: string,
  { host }: RelyingParty,
) {
  return client.passkey.findMany({
    where: { userId, host, OR: [{ via: null }, { via: organizationId }] },
    select: { id: true, transports: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}

async function wouldBePossible(
  client: PrismaClient,
  { userId: by }: Actor,
  documentId: string,
  { versionId, hash, organizationId, decision, at }: PasskeyAsk & { readonly at: Date },
): Promise<Outcome<unknown>> {
  const state = await loadState(client, documentId);
  if (!state) return refuse("not-found");
  const event = { by, at, organizationId, version: { versionId, hash } };
  return decision === "approved"
    ? transition(state, { type: "sign-off", ...event })
    : // Its reason comes with the decision.
      transition(state, { type: "request-changes", ...event, reason: "to come" });
}

function statementParts(
  { userId }: Actor,
  { versionId, hash, organizationId, decision }: PasskeyAsk,
): Omit<SignOffStatement, "nonce"> {
  return { versionId, hash, userId, organizationId, decision };
}

function challengeOf(statement: SignOffStatement): Buffer {
  return startSha256().update(statementText(statement)).digest();
}

function partyOf({ appUrl }: Resources, from: DecisionOrigin): RelyingParty | null {
  return servedParty(appUrl, from.appUrl ?? "");
}

const NO_PASSKEYS_HERE =
  "Passkeys work where this workspace is reached by its name over https. Nothing was signed; sign with your password, or ask whoever runs the workspace.";
const NO_KEY =
  "You have no passkey that signs for this organization. Nothing was signed; add one under Account.";
const TOO_MANY =
  "Too many signatures were begun and not finished. Nothing was signed; try again in five minutes.";
const NOT_PROVEN =
  "That is no signature by a passkey of yours for this version. Nothing was signed; try again.";
const NOT_IN_RECORD =
  "The record knows nothing of this passkey: it was put here past the workspace, or the record was changed. Nothing was signed. Tell whoever runs the workspace; “npm run audit:verify” names the place.";
const OVER =
  "That signature was asked for too long ago, or was used already. Nothing was signed by it; press the button again.";
