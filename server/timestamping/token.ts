import { webcrypto } from "node:crypto";
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";
import { TimestampProblem } from "./problem.ts";

const SHA_256 = "2.16.840.1.101.3.4.2.1";
const TST_INFO = "1.2.840.113549.1.9.16.1.4";
const EXTENDED_KEY_USAGE = "2.5.29.37";
const TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
/** 0 is granted, 1 granted with modifications (RFC 3161, 2.4.2). */
const GRANTED = [0, 1];

const engine = new pkijs.CryptoEngine({
  name: "node",
  crypto: webcrypto as unknown as Crypto,
});

/** The content that an authority signed. */
export interface Stamp {
  readonly at: Date;
  /** The name of the certificate that signed. */
  readonly authority: string;
}

/**
 * A request (RFC 3161, 2.4.1, DER) for a time stamp on a SHA-256, with a nonce that the response
 * repeats.
 */
export function timestampRequest(hash: string, nonce: Uint8Array): Uint8Array<ArrayBuffer> {
  const request = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({
        algorithmId: SHA_256,
        algorithmParams: new asn1js.Null(),
      }),
      hashedMessage: new asn1js.OctetString({
        valueHex: Uint8Array.from(Buffer.from(hash, "hex")),
      }),
    }),
    nonce: new asn1js.Integer({ valueHex: Uint8Array.from(nonce) }),
    certReq: true,
  });
  return new Uint8Array(request.toSchema().toBER(false));
}

/** The certificates in a PEM file. Throws if there is none. */
export function certificatesIn(pem: string): pkijs.Certificate[] {
  const [, ...parts] = pem.split("-----BEGIN CERTIFICATE-----");
  const blocks = parts.flatMap((part) => {
    const end = part.indexOf("-----END CERTIFICATE-----");
    return end < 0 ? [] : [part.slice(0, end)];
  });
  if (blocks.length === 0) throw new TimestampProblem("it holds no certificate");
  return blocks.map((block) => pkijs.Certificate.fromBER(Buffer.from(block, "base64")));
}

/**
 * Verifies a response (TimeStampResp, DER): it is granted, is about `text`, has the nonce if one
 * was sent, and is signed by a time-stamping certificate that the trusted ones issued and that was
 * valid at the stated time. Throws TimestampProblem.
 */
export async function checkTimestamp(
  response: Uint8Array,
  expected: {
    readonly text: string;
    readonly trusted: pkijs.Certificate[];
    readonly nonce?: Uint8Array;
  },
): Promise<Stamp> {
  try {
    return await check(response, expected);
  } catch (error) {
    if (error instanceof TimestampProblem) throw error;
    // Errors of pkijs on malformed bytes or an invalid signature.
    const why = error instanceof Error ? error.message : JSON.stringify(error);
    throw new TimestampProblem(`the time stamp can't be checked: ${why}`);
  }
}

async function check(
  response: Uint8Array,
  { text, trusted, nonce }: Parameters<typeof checkTimestamp>[1],
): Promise<Stamp> {
  const answer = pkijs.TimeStampResp.fromBER(Uint8Array.from(response).buffer);
  if (!GRANTED.includes(answer.status.status) || !answer.timeStampToken) {
    throw new TimestampProblem("the authority granted no time stamp");
  }
  const signed = new pkijs.SignedData({ schema: answer.timeStampToken.content });
  const content = signed.encapContentInfo.eContent;
  if (signed.encapContentInfo.eContentType !== TST_INFO || !content) {
    throw new TimestampProblem("the answer holds no time");
  }
  const info = pkijs.TSTInfo.fromBER(content.getValue());
  if (nonce && !sameNumber(info.nonce, nonce)) {
    throw new TimestampProblem("the answer is that of another request");
  }
  const verified = await signed.verify(
    {
      signer: 0,
      data: Uint8Array.from(Buffer.from(text, "utf8")).buffer,
      trustedCerts: trusted,
      checkChain: true,
      checkDate: info.genTime,
      extendedMode: true,
    },
    engine,
  );
  const { signatureVerified, signerCertificateVerified, signerCertificate } = verified;
  if (!signatureVerified || !signerCertificateVerified || !signerCertificate) {
    throw new TimestampProblem("the time stamp is not one of a trusted authority on this line");
  }
  if (!isForTimestamps(signerCertificate)) {
    throw new TimestampProblem("the certificate that signed is not one for time-stamping");
  }
  return { at: info.genTime, authority: nameOf(signerCertificate) };
}

function sameNumber(sent: asn1js.Integer | undefined, nonce: Uint8Array): boolean {
  const hex = Buffer.from(sent?.valueBlock.valueHexView ?? []).toString("hex");
  const plain = (digits: string) => digits.replace(/^(?:00)+/u, "");
  return plain(hex) === plain(Buffer.from(nonce).toString("hex"));
}

function isForTimestamps({ extensions = [] }: pkijs.Certificate): boolean {
  const usage = extensions.find(({ extnID }) => extnID === EXTENDED_KEY_USAGE)?.parsedValue as
    | pkijs.ExtKeyUsage
    | undefined;
  return usage?.keyPurposes.includes(TIME_STAMPING) ?? false;
}

function nameOf({ subject }: pkijs.Certificate): string {
  const values = subject.typesAndValues.map(({ value }) => String(value.valueBlock.value));
  // From a certificate made by others: bounded before it is stored and printed.
  return values.join(", ").slice(0, 200);
}
