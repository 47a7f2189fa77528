import * as z from "zod";
import { readSentJson } from "#app/domain/sent-json.ts";

/** An authenticator names a key with at most 1,023 bytes. */
const PASSKEY_ID_LIMIT = 1364;

const bytes = (limit: number) =>
  z
    .string()
    .max(limit)
    .regex(/^[\w-]*$/u);
const passkeyId = bytes(PASSKEY_ID_LIMIT).min(1);
const credential = { id: passkeyId, rawId: passkeyId, type: z.literal("public-key") };

/** A browser's answer to a request for a new key. Unknown members are dropped. */
const registrationResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(8_000),
    attestationObject: bytes(40_000),
    transports: z
      .array(
        z
          .string()
          .max(20)
          .regex(/^[a-z-]+$/u),
      )
      .max(10)
      .optional(),
  }),
});
export type RegistrationResponse = z.output<typeof registrationResponse>;

/** A browser's answer to a request for a signature. */
const assertionResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(8_000),
    authenticatorData: bytes(8_000),
    signature: bytes(4_000),
    userHandle: bytes(100).optional(),
  }),
});
export type AssertionResponse = z.output<typeof assertionResponse>;

/** In characters of JSON: more than any of the two can have. */
const RESPONSE_LIMIT = 60_000;

/** The answer in a text of JSON; null for anything else. */
export function readRegistration(sent: string): RegistrationResponse | null {
  return read(registrationResponse, sent);
}

/** The answer in a text of JSON; null for anything else. */
export function readAssertion(sent: string): AssertionResponse | null {
  return read(assertionResponse, sent);
}

/**
 * The challenge that an answer says to have signed, by which its ceremony is found; null where it says
 * none. Nothing is proved by it.
 */
export function challengeIn({ response }: RegistrationResponse | AssertionResponse): string | null {
  const clientData = readSentJson(
    Buffer.from(response.clientDataJSON, "base64url").toString("utf8"),
  );
  const read = z
    .object({ challenge: z.string().regex(/^[\w-]{43}$/u) })
    .safeParse(clientData.ok ? clientData.value : null);
  return read.success ? read.data.challenge : null;
}

function read<S extends z.ZodType>(schema: S, sent: string): z.output<S> | null {
  if (sent.length > RESPONSE_LIMIT) return null;
  const json = readSentJson(sent);
  if (!json.ok) return null;
  const parsed = schema.safeParse(json.value);
  return parsed.success ? parsed.data : null;
}
