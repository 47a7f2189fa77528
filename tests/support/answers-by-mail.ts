import type { Email } from "postal-mime";
import { done } from "#app/domain/refusal.ts";
import { readInboundMail } from "#server/inbound-mail/read.ts";
import type { ReplyByMailPort } from "#server/services/reply-by-mail/port.ts";

export const AUTHSERV = "mx.desk.example.org";
export const ADDRESS = { prefix: "reply", domain: "desk.example.org" };

/** Mails are read in this thread. */
export const repliesHere: ReplyByMailPort = {
  address: ADDRESS,
  authservId: AUTHSERV,
  reader: { read: async (mail) => done(await readInboundMail(mail)) },
};

/** A line that the trusted server writes about a mail. */
export const authenticated = (from: string, result = "pass", server = AUTHSERV) =>
  `Authentication-Results: ${server};\r\n\tdkim=pass header.d=example.org;\r\n\tdmarc=${result} (p=reject dis=none) header.from=${from.split("@")[1] ?? ""}`;

interface AnswerParts {
  readonly from: string;
  readonly to: string;
  readonly words?: string;
  readonly id?: string;
  /** Headers instead of the trusted server's. */
  readonly above?: readonly string[];
  readonly headers?: readonly string[];
  /** Headers of the content, a blank line and the content, instead of plain text. */
  readonly content?: string;
}

/** A mail as a mail server hands it on. */
export function answerMail({
  from,
  to,
  words = "Yes, that is so.",
  id = `<${crypto.randomUUID()}@example.org>`,
  above = [`Return-Path: <${from}>`, authenticated(from)],
  headers = [],
  content = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${words}\r\n${QUOTED}`,
}: AnswerParts): Uint8Array {
  const head = [
    ...above,
    "Received: from mail.example.org by mx.desk.example.org",
    `From: "Somebody" <${from}>`,
    `To: Desk <${to}>`,
    "Subject: Re: mentioned you",
    `Message-ID: ${id}`,
    "MIME-Version: 1.0",
    ...headers,
  ];
  return new TextEncoder().encode(`${head.join("\r\n")}\r\n${content}`);
}

/** As programs quote a letter beneath an answer. */
export const QUOTED = [
  "",
  "On Thu, Oct 7, 2021 at 2:04 PM Desk <desk@example.org> wrote:",
  "> Dear Ana,",
  ">",
  "> drafter mentioned you: Weekly reports",
  "",
].join("\r\n");

/** Where an answer to a letter goes; empty where it can't be answered. */
export const replyToOf = (letter: Email | undefined) => letter?.replyTo?.[0]?.address ?? "";
