import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Database, Transaction } from "#server/database/index.ts";
import {
  ceremonyCookie,
  ceremonySecretIn,
  type Ceremonies,
  type CeremonyKind,
} from "#server/auth/ceremonies.ts";
import { consumed, type Counters } from "#server/auth/counters.ts";
import type { SessionOfPerson } from "#server/auth/fresh-proof.ts";
import { hashSecret, newSecret } from "#server/auth/secrets.ts";
import { networkOf, Throttle, type ThrottleLimits } from "#server/auth/throttle.ts";
import type { MadePasskey, StoredPasskey } from "./engine.ts";
import type { RelyingParty } from "./relying-party.ts";
import {
  challengeIn,
  readAssertion,
  readRegistration,
  type AssertionResponse,
} from "./responses.ts";

/** The sign-in page asks a new question before this is over. */
const SIGN_IN_MINUTES = 10;
const STEP_MINUTES = 5;
/** Questions that one network may ask in 15 minutes: an office's people all open the sign-in page. */
const QUESTIONS = { points: 600, seconds: 15 * 60 };

/** A browser and where it is. */
export interface BrowserAt {
  readonly party: RelyingParty;
  readonly cookies: string | null | undefined;
  readonly address: string;
}

/** A stored key that has just signed. */
interface ProvedPasskey extends StoredPasskey {
  /** The organization through which it was made; null for one of the person's own. */
  readonly via: string | null;
}

/** Passkeys: each question is answered once, by the browser that got it, for its purpose alone. */
export interface Passkeys<Session> {
  /** Asks a browser to sign in by any key that it has; `cookie` binds the question to it. */
  beginSignIn(
    browser: BrowserAt,
  ): Promise<Outcome<{ options: PublicKeyCredentialRequestOptionsJSON; cookie: string }>>;
  /** Opens a session for whose key has signed. @param sent the browser's answer as JSON. */
  signIn(sent: string, browser: BrowserAt, open: OpenByPasskey<Session>): Promise<Outcome<Session>>;
  /** Asks for a new key. */
  beginMaking(
    person: SessionOfPerson & { readonly email: string; readonly name: string },
    party: RelyingParty,
  ): Promise<PublicKeyCredentialCreationOptionsJSON>;
  /** Verifies the answer; nothing is stored. */
  made(sent: string, person: SessionOfPerson, party: RelyingParty): Promise<Outcome<MadePasskey>>;
  /** Asks somebody who is signed in to show by a key that it is them. */
  /** @param person with the organization through which they came in; its keys count there, too. */
  beginConfirming(
    person: SessionOfPerson & { readonly via: string | null },
    party: RelyingParty,
  ): Promise<Outcome<PublicKeyCredentialRequestOptionsJSON>>;
  confirm(
    sent: string,
    person: SessionOfPerson,
    browser: BrowserAt,
  ): Promise<Outcome<ProvedPasskey>>;
}

/** Opens the session within the transaction; null refuses. */
type OpenByPasskey<Session> = (tx: Transaction, passkey: ProvedPasskey) => Promise<Session>;

export interface PasskeysOptions {
  readonly database: Database;
  readonly ceremonies: Ceremonies;
  readonly counters: Counters;
  readonly limits: ThrottleLimits;
  readonly clock: () => Date;
  readonly isSecure: boolean;
  readonly log: Logger;
  /** Counts a refused sign-in of that person. */
  readonly onRefused: (userId: string) => void;
}

/** Loaded with the first key: its packages are larger than all of sign-in. */
const engine = () => import("./engine.ts");

export function passkeysOn<Session>(options: PasskeysOptions): Passkeys<Session> {
  const { database, ceremonies, counters, limits, clock, isSecure, log, onRefused } = options;
  const questions = counters("passkey.question", QUESTIONS);
  const answers = new Throttle("passkey", limits, counters);
  const confirmations = new Throttle("passkey-confirm", { ...limits, address: Infinity }, counters);

  /** Begins a step that is found again by its challenge, which is the secret of it. */
  async function begin(
    kind: CeremonyKind,
    step: {
      readonly userId: string | null;
      readonly details: Readonly<Record<string, string>>;
      readonly minutes: number;
    },
  ): Promise<Uint8Array> {
    const challenge = randomBytes(32);
    await ceremonies.begin(kind, { ...step, secret: challenge.toString("base64url") });
    return challenge;
  }

  /** The challenge of a step that this browser began, which ends now; null where it is none. */
  async function end(
    kind: CeremonyKind,
    challenge: string,
    userId: string | null,
    bound: Readonly<Record<string, string>>,
  ): Promise<Uint8Array | null> {
    const isOurs = (step: Awaited<ReturnType<Ceremonies["look"]>>) =>
      step !== null &&
      step.userId === userId &&
      Object.entries(bound).every(([name, value]) => step.details[name] === value);
    // Looked at first: what another browser began is not ended.
    if (!isOurs(await ceremonies.look(kind, challenge))) return null;
    if (!isOurs(await ceremonies.take(kind, challenge))) return null;
    return Buffer.from(challenge, "base64url");
  }

  async function verify(
    response: AssertionResponse,
    expectedChallenge: Uint8Array,
    { party, address }: BrowserAt,
  ): Promise<Outcome<{ passkey: ProvedPasskey; backedUp: boolean }>> {
    const passkey = await database.client.passkey.findUnique({ where: { id: response.id } });
    if (!passkey) {
      log.info({ address }, "no account has this passkey");
      return refuse("wrong-credentials", UNKNOWN_KEY);
    }
    const { verifyAssertion } = await engine();
    const sent = { response, expectedChallenge, passkey, ...party };
    const verified = await verifyAssertion(sent);
    if (!verified.ok) {
      log.warn({ userId: passkey.userId, address, why: verified.refusal }, "passkey refused");
      return refuse("wrong-credentials", NOT_SIGNED);
    }
    return done({ passkey, backedUp: verified.value.backedUp });
  }

  /** Notes the use of a key; false where it is gone by now. */
  async function used(tx: Transaction, id: string, backedUp: boolean): Promise<boolean> {
    const data = { lastUsedAt: clock(), backedUp };
    return (await tx.passkey.updateMany({ where: { id }, data })).count === 1;
  }

  return {
    async beginSignIn({ party, cookies, address }) {
      if ((await consumed(questions, hashSecret(networkOf(address)))) > QUESTIONS.points) {
        return refuse("too-many-tries");
      }
      // Kept where the browser has one: several of its windows may stand at the sign-in page.
      const held = ceremonySecretIn(cookies, "passkey-sign-in", isSecure);
      const browser = held ?? newSecret();
      const challenge = await begin("passkey-sign-in", {
        userId: null,
        details: { browser: hashSecret(browser), host: party.host },
        minutes: SIGN_IN_MINUTES,
      });
      const { assertionOptions } = await engine();
      return done({
        options: await assertionOptions({ party, challenge }),
        cookie: ceremonyCookie("passkey-sign-in", browser, { isSecure, minutes: SIGN_IN_MINUTES }),
      });
    },

    async signIn(sent, browser, open) {
      const response = readAssertion(sent);
      const challenge = response && challengeIn(response);
      if (!response || !challenge) return refuse("bad-input", UNREADABLE);
      if (!(await answers.admits(response.id, browser.address))) return refuse("too-many-tries");
      const secret = ceremonySecretIn(browser.cookies, "passkey-sign-in", isSecure);
      const expected =
        secret &&
        (await end("passkey-sign-in", challenge, null, {
          browser: hashSecret(secret),
          host: browser.party.host,
        }));
      if (!expected) return refuse("expired-link", TOO_LATE);
      const verified = await verify(response, expected, browser);
      if (!verified.ok) {
        const row = await database.client.passkey.findUnique({ where: { id: response.id } });
        if (row) onRefused(row.userId);
        return verified;
      }
      const { passkey, backedUp } = verified.value;
      const session = await database.writeUnaudited(passkey.userId, async (tx) =>
        // Within: a key that was removed meanwhile opens nothing.
        (await used(tx, passkey.id, backedUp)) ? { opened: await open(tx, passkey) } : null,
      );
      if (!session) return refuse("wrong-credentials", UNKNOWN_KEY);
      await answers.succeeded(response.id, browser.address);
      return done(session.opened);
    },

    async beginMaking({ userId, sessionId, email, name }, party) {
      const known = await database.client.passkey.findMany({
        where: { userId, host: party.host },
        select: { id: true, transports: true },
      });
      const challenge = await begin("passkey-made", {
        userId,
        details: { sessionId, host: party.host },
        minutes: STEP_MINUTES,
      });
      const { registrationOptions } = await engine();
      return registrationOptions({ party, challenge, person: { userId, email, name }, known });
    },

    async made(sent, { userId, sessionId }, party) {
      const response = readRegistration(sent);
      const challenge = response && challengeIn(response);
      if (!response || !challenge) return refuse("bad-input", UNREADABLE);
      const bound = { sessionId, host: party.host };
      const expectedChallenge = await end("passkey-made", challenge, userId, bound);
      if (!expectedChallenge) return refuse("expired-link", TOO_LATE);
      const { verifyRegistration } = await engine();
      const verified = await verifyRegistration({ response, expectedChallenge, ...party });
      if (verified.ok) return done(verified.value);
      log.warn({ userId, why: verified.refusal }, "new passkey refused");
      return refuse("bad-input", NOT_MADE);
    },

    async beginConfirming({ userId, sessionId, via }, party) {
      const among = await database.client.passkey.findMany({
        where: { userId, host: party.host, OR: [{ via: null }, { via }] },
        select: { id: true, transports: true },
      });
      if (among.length === 0) return refuse("not-found", "You have no passkey that counts here.");
      const challenge = await begin("passkey-confirm", {
        userId,
        details: { sessionId, host: party.host },
        minutes: STEP_MINUTES,
      });
      const { assertionOptions } = await engine();
      return done(await assertionOptions({ party, challenge, among }));
    },

    async confirm(sent, { userId, sessionId }, browser) {
      const response = readAssertion(sent);
      const challenge = response && challengeIn(response);
      if (!response || !challenge) return refuse("bad-input", UNREADABLE);
      if (!(await confirmations.admits(userId, browser.address))) return refuse("too-many-tries");
      const bound = { sessionId, host: browser.party.host };
      const expected = await end("passkey-confirm", challenge, userId, bound);
      if (!expected) return refuse("expired-link", TOO_LATE);
      const verified = await verify(response, expected, browser);
      if (!verified.ok) return verified;
      const { passkey, backedUp } = verified.value;
      if (passkey.userId !== userId) return refuse("wrong-credentials", ANOTHERS);
      const isThere = await database.writeUnaudited(userId, (tx) => used(tx, passkey.id, backedUp));
      if (!isThere) return refuse("wrong-credentials", UNKNOWN_KEY);
      await confirmations.succeeded(userId, browser.address);
      return done(passkey);
    },
  };
}

const UNREADABLE =
  "The browser sent something that could not be read. Nothing was changed; load the page again and repeat it.";
const TOO_LATE =
  "That took too long, or was sent already. Nothing was changed; press the button again.";
const UNKNOWN_KEY =
  "No account here has this passkey: it was removed, or belongs to another site. Nothing was changed; sign in otherwise.";
const NOT_SIGNED =
  "The passkey could not be checked. Nothing was changed; try again, and let your device ask for your finger, face or PIN.";
const NOT_MADE =
  "The new passkey could not be checked, so it was not taken. Nothing was changed; try again, and let your device ask for your finger, face or PIN.";
const ANOTHERS =
  "That passkey belongs to another account. Nothing was changed; choose one of your own.";
