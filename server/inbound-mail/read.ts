import PostalMime, { addressParser, type Attachment, type Email } from "postal-mime";
import { sha256 } from "#server/digest.ts";
import { isFromDomain } from "./authentication-results.ts";
import { isAutomatic } from "./automatic.ts";
import { secretIn, type ReplyAddressPattern } from "./settings.ts";
import { mailedText, type OurLetters } from "./mailed-text.ts";

/** A mail that came in, as far as it decides and says something. */
export interface InboundMail {
  /** Of all addresses of ours that it went to. */
  readonly secrets: readonly string[];
  /** The one address that it is from, lower case; null for none or several. */
  readonly from: string | null;
  /** Of the mail itself: the same however often it arrives. */
  readonly id: string;
  readonly isAutomatic: boolean;
  /** Whether the trusted mail server found it to be from the domain of `from`. */
  readonly isAuthentic: boolean;
  /** Null where they are too long to be looked through, or were not read. */
  readonly words: string | null;
  /** Whether something was left out: quotations, a signature, pictures in it. */
  readonly wasCut: boolean;
  /** Files that were attached to it. */
  readonly files: number;
}

/** The parts of a mail that are read. */
export interface MailToRead {
  readonly bytes: Uint8Array;
  /** Whether that is all of it; else its head alone is looked at. */
  readonly isWhole: boolean;
  readonly address: ReplyAddressPattern;
  readonly authservId: string;
  readonly letters: OurLetters;
}

/** Levels of parts within parts: programs write four. */
const MOST_NESTING = 20;
const MOST_HEADER_BYTES = 256 * 1024;
const MOST_RECIPIENTS = 200;

/** Reads a mail (RFC 5322, 2045); null where it is none, or nests deeper than programs write. */
export async function readInboundMail(mail: MailToRead): Promise<InboundMail | null> {
  const parser = new PostalMime({
    forceRfc822Attachments: true,
    maxNestingDepth: MOST_NESTING,
    maxHeadersSize: MOST_HEADER_BYTES,
  });
  const email = await parser.parse(mail.bytes).catch(() => null);
  if (email === null) return null;
  const { headers } = email;
  const valuesOf = (...keys: string[]) =>
    headers.flatMap(({ key, value }) => (keys.includes(key) ? [value] : []));
  const from = senderIn(valuesOf("from"));
  const [, domain = ""] = from?.split("@") ?? [];
  const said = mail.isWhole ? mailedText(email.text ?? "", email.html ?? "", mail.letters) : null;
  const [messageId = ""] = valuesOf("message-id");
  const files = email.attachments.filter(isFile).length;
  return {
    secrets: secretsIn(valuesOf("to", "cc", "delivered-to", "x-original-to"), mail.address),
    from,
    id: messageId.trim() === "" ? sha256(mail.bytes) : messageId.trim(),
    isAutomatic: isAutomatic(headers),
    isAuthentic:
      from !== null &&
      isFromDomain(valuesOf("authentication-results"), { authservId: mail.authservId, domain }),
    words: said?.text ?? null,
    wasCut: (said?.wasCut ?? false) || hasPictures(email),
    files,
  };
}

/**
 * The sender: one plain address in one header. One that programs may read in different ways is nobody's.
 */
function senderIn(values: readonly string[]): string | null {
  const [value = ""] = values;
  if (values.length !== 1) return null;
  const addresses = addressParser(value);
  const [one] = addresses;
  const address = one?.address?.toLowerCase() ?? "";
  if (addresses.length !== 1 || !PLAIN_ADDRESS.test(address)) return null;
  const plain = value.trim();
  const last = plain.endsWith(">") ? plain.slice(plain.lastIndexOf("<") + 1, -1) : plain;
  return last.trim().toLowerCase() === address ? address : null;
}

const PLAIN_ADDRESS = /^[^\s"(),:;<>@[\\\]]+@[\d.a-z\u0080-\u{10ffff}-]+$/u;

function secretsIn(values: readonly string[], pattern: ReplyAddressPattern): string[] {
  const recipients = values
    .flatMap((value) => addressParser(value, { flatten: true }))
    .slice(0, MOST_RECIPIENTS);
  const secrets = recipients.flatMap(({ address = "" }) => secretIn(pattern, address) ?? []);
  return [...new Set(secrets)];
}

/** Beside what people attach, programs attach what nobody sees. */
const UNSEEN = new Set([
  "application/pkcs7-signature",
  "application/x-pkcs7-signature",
  "application/pgp-signature",
  "application/pgp-keys",
  "text/calendar",
  "text/x-vcard",
  "text/vcard",
]);

function isFile(attachment: Attachment): boolean {
  return !UNSEEN.has(attachment.mimeType) && !isInText(attachment);
}

/** Such as the logo of a signature. */
function isInText({ related, contentId, disposition }: Attachment): boolean {
  return related === true || (disposition === "inline" && contentId !== undefined);
}

function hasPictures({ attachments }: Email): boolean {
  return attachments.some(isInText);
}
