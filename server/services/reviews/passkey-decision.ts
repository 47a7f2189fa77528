import { randomBytes } from "node:crypto";
import type { Actor } from "#app/domain/actor.ts";
import { passkeyAskForm, type PasskeyAsk } from "#app/domain/forms/review.ts";
import { transition } from "#app/domain/lifecycle.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { readSentJson } from "#app/domain/sent-json.ts";
import { statementText, type SignOffStatement } from "#app/domain/sign-off-statement.ts";
import type { Origin } from "#server/auth/index.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { servedParty, type RelyingParty } from "#server/auth/passkeys/relying-party.ts";
import { startSha256 } from "#server/digest.ts";
import { registrationOf } from "#server/services/audit/passkey-lines.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { faultInProof, type PasskeyProof } from "#server/sign-off-proof/fault.ts";
import { loadState } from "./state.ts";

/** Where a decision comes from: a browser that asked for a key's signature hands it in itself. */
export interface DecisionOrigin extends Origin {
  readonly sessionId?: string | null;
  /** The origin by which the browser came. */
  readonly appUrl?: string;
}

const CEREMONY = "passkey-sign-off";
/** How long a browser may wait for its person, in minutes. */
const MINUTES = 5;
/** The most that one person may have begun at once. */
const MOST_BEGUN = 20;

const PERMISSION = {
  approved: "document.sign-off",
  "changes-requested": "document.request-changes",
} as const;

/** Whether the reader may ask for anything about this document: before the ask is read. */
export async function mayAskPasskey(
  { database: { client } }: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<void>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  return found.ok ? done() : found;
}

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
  const subject = { document: found.value.facts, organizationId };
  const allowed = may(actor, PERMISSION[decision], subject);
  if (!allowed.ok) return allowed;
  const possible = await wouldBePossible(client, actor, documentId, { ...asked, at: clock() });
  if (!possible.ok) return possible;
  const party = partyOf(resources, from);
  if (!party) return refuse("unavailable", NO_PASSKEYS_HERE);
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
  const { challengeIn, readAssertion } = await import("#server/auth/passkeys/responses.ts");
  const refused = (why: string) => {
    log.info({ userId: actor.userId, why }, "a decision by passkey was refused");
    return refuse("wrong-credentials", NOT_PROVEN, { passkey: NOT_PROVEN });
  };
  const response = readAssertion(answer);
  const challenge = response && challengeIn(response);
  if (!response || challenge === null) return refused("no answer of a key");
  // Looked at first: what another browser began is not ended.
  const over = () => refuse("wrong-credentials", OVER, { passkey: OVER });
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
  const { fingerprint } = passkey;
  if (!(await registrationOf(database.client, { userId: actor.userId, fingerprint }))) {
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

/**
 * Whether a decision may stand by how it was proved, inside its transaction: its organization may ask for
 * a passkey, and what another organization had a hand in proves nothing for this one (P8).
 * @param proof null without a passkey.
 */
export async function mayStand(
  { tx, at }: { readonly tx: Transaction; readonly at: Date },
  actor: Actor,
  organizationId: string,
  proof: PasskeyProof | null,
): Promise<Outcome<void>> {
  const isOf = ({ via }: { readonly via: string | null }) => via === null || via === organizationId;
  if (proof) {
    const { credentialId: id, publicKey } = proof;
    const passkey = await tx.passkey.findUnique({ where: { id } });
    const isTheirs = passkey?.userId === actor.userId && passkey.publicKey === publicKey;
    if (!isTheirs) return refuse("wrong-credentials", GONE, { passkey: GONE });
    if (!isOf(passkey)) return refuse("forbidden", OTHERS_KEY);
    await tx.passkey.update({ where: { id }, data: { lastUsedAt: at } });
    return done();
  }
  const organization = await tx.organization.findUnique({
    where: { id: organizationId },
    select: { requiresPasskey: true, shortName: true },
  });
  if (!organization?.requiresPasskey) return done();
  return refuse("forbidden", passkeyRequired(organization.shortName));
}

/** Whether the person's password proves anything for that organization (P8). */
export async function passwordStandsFor(
  tx: Transaction,
  actor: Actor,
  organizationId: string,
): Promise<Outcome<void>> {
  const { userId: id } = actor;
  const person = await tx.user.findUnique({ where: { id }, select: { passwordVia: true } });
  const via = person?.passwordVia ?? null;
  return via === null || via === organizationId ? done() : refuse("forbidden", OTHERS_PASSWORD);
}

/** The person's keys that may sign for that organization on this site. */
export function keysFor(
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

/** As the line of a decision names the key that signed it: by its fingerprint. */
export function keyOf(proof: PasskeyProof | null): Readonly<Record<string, string>> {
  return proof ? { passkey: proof.fingerprint } : {};
}

export async function storeProof(
  tx: Transaction,
  signOffId: string,
  proof: PasskeyProof | null,
): Promise<void> {
  if (proof) await tx.signOffProof.create({ data: { signOffId, ...proof } });
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
const GONE = "That passkey was removed meanwhile. Nothing was signed; use another one.";
const OTHERS_KEY =
  "That passkey was made while another organization answered for you, so it signs for that one alone. Nothing was signed; use a passkey that you made by yourself.";
const OTHERS_PASSWORD =
  "Your password was chosen by a link of another organization’s administrator, so it signs for that one alone. Nothing was signed; sign with a passkey of your own, or choose a new password by mail.";

function passkeyRequired(organization: string): string {
  return `The reviewers of ${organization} decide by passkey alone. Nothing was signed; use a passkey, or add one under Account.`;
}
