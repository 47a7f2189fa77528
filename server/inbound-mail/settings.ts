import { randomBytes } from "node:crypto";

/** Where answers to letters go: `prefix+secret@domain`. */
export interface ReplyAddressPattern {
  readonly prefix: string;
  /** Lower case. */
  readonly domain: string;
}

/** The mailbox in which answers arrive, as IMAP_URL names it. */
export interface ImapSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the start; else STARTTLS, except on this machine. */
  readonly secure: boolean;
  readonly user: string;
  readonly password: string;
  readonly folder: string;
}

/** How letters about comments can be answered; one of `imap` and `token` is set. */
export interface ReplySettings {
  readonly address: ReplyAddressPattern;
  /** The name under which the receiving mail server writes its Authentication-Results (RFC 8601). */
  readonly authservId: string;
  readonly imap: ImapSettings | null;
  /** With which the mail server hands in mails at POST /mail/in. */
  readonly token: string | null;
}

export interface ReplyVariables {
  readonly REPLY_ADDRESS?: string | undefined;
  readonly IMAP_URL?: string | undefined;
  readonly MAIL_IN_TOKEN?: string | undefined;
  readonly TRUSTED_AUTHSERV_ID?: string | undefined;
}

/** Thrown for a mistake in the settings: a sentence for the operator. */
export class ReplySettingsProblem extends Error {}

/** Characters of a secret: 256 bits in base 36, which mail servers that fold case leave alone. */
const SECRET_LENGTH = 50;
/** RFC 5321: 64 characters before the @, of which the secret and the + take their part. */
const MOST_PREFIX = 64 - SECRET_LENGTH - 1;

/** Null where nobody can answer by e-mail. */
export function readReplySettings(
  variables: ReplyVariables,
  others: { readonly smtpUrl: string | undefined; readonly appUrl: string | undefined },
): ReplySettings | null {
  const { REPLY_ADDRESS, IMAP_URL, MAIL_IN_TOKEN, TRUSTED_AUTHSERV_ID } = variables;
  if (REPLY_ADDRESS === undefined) {
    const alone = Object.entries({ IMAP_URL, MAIL_IN_TOKEN }).find(([, value]) => value);
    if (alone) throw new ReplySettingsProblem(`${alone[0]} needs REPLY_ADDRESS.`);
    return null;
  }
  const [, prefix = "", domain = ""] = PLAIN_ADDRESS.exec(REPLY_ADDRESS) ?? [];
  if (prefix === "" || prefix.length > MOST_PREFIX) {
    throw new ReplySettingsProblem(
      `REPLY_ADDRESS must be an address such as reply@desk.example.org, with at most ${MOST_PREFIX} letters and digits before the @: answers go to reply+…@desk.example.org.`,
    );
  }
  if (!others.smtpUrl || !others.appUrl) {
    throw new ReplySettingsProblem(
      "REPLY_ADDRESS needs SMTP_URL and APP_URL: without them there are no letters to answer.",
    );
  }
  if (!TRUSTED_AUTHSERV_ID || !HOST_NAME.test(TRUSTED_AUTHSERV_ID)) {
    throw new ReplySettingsProblem(
      "REPLY_ADDRESS needs TRUSTED_AUTHSERV_ID: the name with which your mail server begins its Authentication-Results, such as mx.example.org. Without it anybody could answer in another's name.",
    );
  }
  if (!IMAP_URL && !MAIL_IN_TOKEN) {
    throw new ReplySettingsProblem(
      "REPLY_ADDRESS needs IMAP_URL or MAIL_IN_TOKEN: by which of them do answers arrive?",
    );
  }
  if (MAIL_IN_TOKEN !== undefined && MAIL_IN_TOKEN.length < 32) {
    throw new ReplySettingsProblem("MAIL_IN_TOKEN must have at least 32 characters.");
  }
  return {
    address: { prefix: prefix.toLowerCase(), domain: domain.toLowerCase() },
    authservId: TRUSTED_AUTHSERV_ID.toLowerCase(),
    imap: IMAP_URL === undefined ? null : readImapUrl(IMAP_URL),
    token: MAIL_IN_TOKEN ?? null,
  };
}

const PLAIN_ADDRESS = /^([\da-z]+)@([\d.a-z-]+)$/iu;
const HOST_NAME = /^[\d._a-z-]+$/iu;

function readImapUrl(address: string): ImapSettings {
  const url = URL.canParse(address) ? new URL(address) : null;
  const isImap = url?.protocol === "imap:" || url?.protocol === "imaps:";
  if (!url || !isImap || url.hostname === "" || url.username === "" || url.password === "") {
    // Never repeated: it holds a password.
    throw new ReplySettingsProblem(
      "IMAP_URL must be imaps://USER:PASSWORD@HOST/FOLDER (percent-encoded; without a folder, INBOX).",
    );
  }
  const secure = url.protocol === "imaps:";
  const folder = decodeURIComponent(url.pathname.slice(1));
  return {
    host: url.hostname.replace(/^\[/u, "").replace(/\]$/u, ""),
    port: url.port === "" ? (secure ? 993 : 143) : Number(url.port),
    secure,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    folder: folder === "" ? "INBOX" : folder,
  };
}

export function newReplySecret(): string {
  return BigInt(`0x${randomBytes(32).toString("hex")}`)
    .toString(36)
    .padStart(SECRET_LENGTH, "0");
}

export function replyAddress({ prefix, domain }: ReplyAddressPattern, secret: string): string {
  return `${prefix}+${secret}@${domain}`;
}

/** The secret in an address of ours; null in every other one. */
export function secretIn({ prefix, domain }: ReplyAddressPattern, address: string): string | null {
  const plain = address.toLowerCase();
  const [start, end] = [`${prefix}+`, `@${domain}`];
  if (!plain.startsWith(start) || !plain.endsWith(end)) return null;
  const secret = plain.slice(start.length, plain.length - end.length);
  return secret.length === SECRET_LENGTH && /^[\da-z]+$/u.test(secret) ? secret : null;
}
