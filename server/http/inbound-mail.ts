import type { Request, RequestHandler, Response } from "express";
import { timingSafeEqual } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { consumed } from "#server/auth/counters.ts";
import { hashSecret, networkOf } from "#server/auth/index.ts";
import { RateLimiterMemory } from "#server/rate-limiting/index.ts";

/** Where a mail server hands in what it received. */
export const MAIL_IN = "/mail/in";

/** The part of inbound mail that a route needs. */
export interface MailIn {
  /** MAIL_IN_TOKEN. */
  readonly token: string;
  /** A word for the mail server's log; `later` has it hand the mail in again. */
  readonly take: (bytes: Uint8Array) => Promise<string>;
}

/** Wrong tokens of one network in a minute, and mails that are read at once. */
const WRONG_A_MINUTE = 20;
const MOST_AT_ONCE = 4;

/**
 * Takes a whole mail as its body, from whoever has the token. Its length was checked before (origin.ts).
 * Answers 200 also where nothing came of it: the mail server has done its part.
 */
export function takeInboundMail({ token, take }: MailIn): RequestHandler {
  const wrong = new RateLimiterMemory({ points: WRONG_A_MINUTE, duration: 60 });
  let underWay = 0;

  const answer = (response: Response, status: number, words: string) =>
    void response.status(status).type("text/plain").send(`${words}\n`);

  async function handle(request: Request, response: Response): Promise<void> {
    if (!hasToken(request.headers.authorization, token)) {
      const tries = await consumed(wrong, networkOf(request.ip ?? ""));
      if (tries > WRONG_A_MINUTE) return answer(response, 429, "Too many tries.");
      return answer(response, 401, "Mails are taken with MAIL_IN_TOKEN alone.");
    }
    if (underWay >= MOST_AT_ONCE) return again(response);
    underWay += 1;
    try {
      // Whoever leaves before its end hands it in again.
      const bytes = await buffer(request).catch(() => null);
      if (bytes === null) return;
      const arrival = await take(bytes);
      if (arrival === "later") again(response);
      else answer(response, 200, arrival);
    } finally {
      underWay -= 1;
    }
  }

  function again(response: Response): void {
    response.setHeader("Retry-After", "60");
    answer(response, 503, "It can’t be taken at this moment. Hand it in again.");
  }

  return async (request, response, next) => {
    try {
      await handle(request, response);
    } catch (error) {
      next(error);
    }
  };
}

/** Compares hashes in constant time. */
function hasToken(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer (\S+)$/iu.exec(authorization ?? "")?.[1];
  if (given === undefined) return false;
  return timingSafeEqual(Buffer.from(hashSecret(given)), Buffer.from(hashSecret(token)));
}
