import type { Transporter } from "nodemailer";
import type { Logger } from "pino";
import { sha256 } from "#server/digest.ts";

export interface Letter {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  /** The same as HTML. */
  readonly html?: string;
  /**
   * Identifies the content of a mail: if it is sent again because the first result was unknown, it
   * has the same Message-ID, by which servers and programs recognize the duplicate.
   */
  readonly key?: string;
  /**
   * The address that unsubscribes from such mails: with one click of a mail program (RFC 8058), and
   * by a page.
   */
  readonly unsubscribe?: string;
  /** Where an answer goes; else to where the letter comes from. */
  readonly replyTo?: string;
  /** Whether it answers what came in by mail, so that no program answers it (RFC 3834). */
  readonly isAutomatic?: boolean;
}

/** The result of sending: accepted, no server configured, or refused by the server. */
export type Posted = "sent" | "not-configured" | "failed";

export interface Mail {
  /** Whether mails are sent at all: if so, invitation links are only mailed. */
  readonly configured: boolean;
  /** Never throws: every sender has another way to pass on the content. */
  send(letter: Letter): Promise<Posted>;
}

/** The time limit of the mail server in milliseconds: a person waits for the page. */
const TIMEOUT_MS = 10_000;

/** Sends mail through the server of SMTP_URL; without one, nothing is sent. */
export function createMail(options: {
  readonly smtpUrl: string | undefined;
  /** MAIL_FROM. */
  readonly from: string;
  readonly log: Logger;
}): Mail {
  if (!options.smtpUrl) return { configured: false, send: async () => "not-configured" };
  const { smtpUrl } = options;
  let transport: Promise<Transporter> | undefined;
  return {
    configured: true,
    async send(letter) {
      const { to, subject, text, html } = letter;
      try {
        transport ??= transportOf(smtpUrl);
        await (
          await transport
        ).sendMail({
          from: options.from,
          to,
          subject,
          text,
          ...(html === undefined ? {} : { html }),
          ...(letter.key === undefined ? {} : { messageId: messageIdOf(letter.key, options.from) }),
          ...(letter.replyTo === undefined ? {} : { replyTo: letter.replyTo }),
          ...(letter.unsubscribe === undefined ? {} : { headers: headersOf(letter.unsubscribe) }),
          ...(letter.isAutomatic ? { headers: { "Auto-Submitted": "auto-replied" } } : {}),
        });
        return "sent";
      } catch (error) {
        // Neither the mail nor SMTP_URL may be logged: both contain secrets.
        const code = error instanceof Error && "code" in error ? error.code : undefined;
        options.log.error({ code }, "a letter could not be handed to the mail server");
        return "failed";
      }
    },
  };
}

/** Loads the library with the first mail. */
async function transportOf(smtpUrl: string): Promise<Transporter> {
  const { createTransport } = await import("nodemailer");
  return createTransport({
    url: smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A mail consists of what is given here: nothing is fetched or read from a file.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** A hash, so that recipients can't read the key. */
function messageIdOf(key: string, from: string): string {
  const domain = /@(?<domain>[\w.-]+)/u.exec(from)?.groups?.["domain"] ?? "localhost";
  return `<${sha256(key).slice(0, 40)}@${domain}>`;
}

/** The headers of an automatic mail (RFC 3834), with its way to unsubscribe (RFC 2369, 8058). */
function headersOf(unsubscribe: string): Record<string, string> {
  return {
    "Auto-Submitted": "auto-generated",
    "List-Unsubscribe": `<${unsubscribe}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}
