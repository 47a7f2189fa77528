import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";

/** A browser makes a key, signs with one, or offers those that it has in a field's suggestions. */
type PasskeyAct = "make" | "sign" | "offer";

/** Whether this browser has passkeys. */
export function hasPasskeys(): boolean {
  return typeof PublicKeyCredential === "function";
}

/** Questions that somebody has pressed a button for: an offer takes the place of none. */
let pressed = 0;

/** How often questions were given up. */
let givenUp = 0;

/**
 * Gets a question of the server and has the browser answer it; the answer, as JSON for a form. Null where
 * another question took its place. A refusal is a sentence for the page: nothing was changed by any.
 * @param address answers a POST of JSON with an `Outcome` of WebAuthn's options.
 */
export async function askPasskey(
  act: PasskeyAct,
  address: string,
  body: Readonly<Record<string, unknown>> = {},
): Promise<Outcome<string> | null> {
  if (!hasPasskeys()) return refuse("unavailable", NONE_HERE);
  if (act === "offer") return askOnce(act, address, body);
  pressed += 1;
  const before = givenUp;
  try {
    const answer = await askOnce(act, address, body);
    // An offer that was on its way to the browser when the button was pressed closed the question there.
    return answer === null && givenUp === before ? await askOnce(act, address, body) : answer;
  } finally {
    pressed -= 1;
  }
}

async function askOnce(
  act: PasskeyAct,
  address: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Outcome<string> | null> {
  const asked = await questionFrom(address, body);
  if (!asked.ok) return asked;
  const browser = await load();
  if (!browser) return refuse("unavailable", NO_CODE);
  if (act === "offer" && pressed > 0) return null;
  try {
    const answer =
      act === "make"
        ? await browser.startRegistration({
            // Checked by nobody but the browser, which refuses what it can't read.
            optionsJSON: asked.value as PublicKeyCredentialCreationOptionsJSON,
          })
        : await browser.startAuthentication({
            optionsJSON: asked.value as PublicKeyCredentialRequestOptionsJSON,
            useBrowserAutofill: act === "offer",
          });
    return done(JSON.stringify(answer));
  } catch (error) {
    return refusedBy(error, act);
  }
}

/** Gives up what the browser was asked last, as when its page is left. */
export async function stopAskingPasskey(): Promise<void> {
  givenUp += 1;
  const browser = await load();
  browser?.WebAuthnAbortService.cancelCeremony();
}

/** Whether the browser offers passkeys among the suggestions of a field. */
export async function offersPasskeys(): Promise<boolean> {
  if (!hasPasskeys()) return false;
  const browser = await load();
  return (await browser?.browserSupportsWebAuthnAutofill()) ?? false;
}

/** Null where its code can't be fetched. */
async function load() {
  try {
    return await import("@simplewebauthn/browser");
  } catch {
    // Its caller says that the server could not be reached, or offers no passkey.
    return null;
  }
}

async function questionFrom(
  address: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Outcome<unknown>> {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    // Of our own server; whatever else answers is no JSON, and throws.
    return (await answer.json()) as Outcome<unknown>;
  } catch {
    // Nothing but the request and its answer is tried.
    return refuse("unavailable", NOT_REACHED);
  }
}

function refusedBy(error: unknown, act: PasskeyAct): Outcome<never> | null {
  const name = error instanceof Error ? error.name : "";
  if (name === "AbortError") return null;
  if (name === "InvalidStateError") return refuse("conflict", HAS_ONE);
  if (name === "NotAllowedError")
    return refuse("unavailable", act === "make" ? NOT_MADE : NOT_USED);
  return refuse("unavailable", act === "make" ? CANT_MAKE : CANT_USE);
}

const NONE_HERE =
  "This browser has no passkeys. Nothing was changed; use another browser, or go on without.";
const NO_CODE =
  "A part of this page could not be loaded. Nothing was changed; load the page again.";
const NOT_REACHED =
  "The server could not be reached. Nothing was changed; try again when you are online.";
const HAS_ONE =
  "This device keeps a passkey of yours already. Nothing was changed; use it, or make one on another device.";
const NOT_MADE =
  "No passkey was made: the device’s question was closed, or it took too long. Nothing was changed; try again.";
const NOT_USED =
  "No passkey was used: the device’s question was closed, it took too long, or it has none for this site. Nothing was changed; try again, or go on without.";
const CANT_MAKE =
  "This device can’t make a passkey that asks for a finger, a face or a PIN. Nothing was changed; use another device or a security key.";
const CANT_USE = "This device could not use the passkey. Nothing was changed; try another way.";
