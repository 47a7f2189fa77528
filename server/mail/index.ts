import { createTransport } from "nodemailer";
import type { Logger } from "pino";
import { sha256 } from "#server/digest.ts";

export interface Letter {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  /** The same as HTML, for programs that prefer it. */
  readonly html?: string;
  /**
   * Of what the letter is about: the same letter, sent again because nobody knew whether it had gone, has
   * the same Message-ID, by which servers and programs tell it is one.
   */
  readonly key?: string;
  /** Stops such letters: by one click of a mail program (RFC 8058), and by a page. */
  readonly unsubscribe?: string;
}

/** What became of a letter: handed over, no server is configured, or the server did not take it. */
export type Posted = "sent" | "not-configured" | "failed";

export interface Mail {
  /** Whether letters are sent at all: then links of invitations go by letter alone. */
  readonly configured: boolean;
  /** Never throws: whoever sends a letter has another way to pass on what stands in it. */
  send(letter: Letter): Promise<Posted>;
}

/** How long a mail server may take, in milliseconds: somebody is waiting for the page. */
const TIMEOUT_MS = 10_000;

/** Mail through the server that SMTP_URL names; without one nothing is ever sent. */
export function createMail(options: {
  readonly smtpUrl: string | undefined;
  /** MAIL_FROM. */
  readonly from: string;
  readonly log: Logger;
}): Mail {
  if (!options.smtpUrl) return { configured: false, send: async () => "not-configured" };
  const transport = createTransport({
    url: options.smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A letter is made of what is given here: nothing is fetched or read from a file.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    configured: true,
    async send(letter) {
      const { to, subject, text, html } = letter;
      try {
        await transport.sendMail({
          from: options.from,
          to,
          subject,
          text,
          ...(html === undefined ? {} : { html }),
          ...(letter.key === undefined ? {} : { messageId: messageIdOf(letter.key, options.from) }),
          ...(letter.unsubscribe === undefined ? {} : { headers: headersOf(letter.unsubscribe) }),
        });
        return "sent";
      } catch (error) {
        // Neither the letter nor SMTP_URL belongs in a log: both hold secrets.
        const code = error instanceof Error && "code" in error ? error.code : undefined;
        options.log.error({ code }, "a letter could not be handed to the mail server");
        return "failed";
      }
    },
  };
}

/** Nobody learns from it what the key names. */
function messageIdOf(key: string, from: string): string {
  const domain = /@(?<domain>[\w.-]+)/u.exec(from)?.groups?.["domain"] ?? "localhost";
  return `<${sha256(key).slice(0, 40)}@${domain}>`;
}

/** A letter that a program wrote (RFC 3834), with the way to get no more of them (RFC 2369, 8058). */
function headersOf(unsubscribe: string): Record<string, string> {
  return {
    "Auto-Submitted": "auto-generated",
    "List-Unsubscribe": `<${unsubscribe}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}
