import { messageOf } from "#server/message-of.ts";
import type { RequestHandler, Response } from "express";
import type { Logger } from "pino";

/** The checks of /readyz; it names the one that failed. */
type ReadyCheck = "stopping" | "process" | "pages" | "database" | "saving";

/** Why the process can't serve; the message is for the log. */
export class NotReady extends Error {
  constructor(
    readonly check: ReadyCheck,
    why: string,
    options?: ErrorOptions,
  ) {
    super(why, options);
  }
}

/**
 * Answers /readyz: 200, with a warning where there is one, or 503 with the name of the check that
 * failed. Balancers ask every two seconds; the log says a reason once, until another comes or the
 * process is ready again.
 */
export function readyPage(
  checkReady: () => Promise<void>,
  log: Logger,
  warning: () => string | null,
): RequestHandler {
  let said: string | null = null;
  const answer = async (response: Response) => {
    try {
      await checkReady();
      said = null;
      const warned = warning();
      response.type("text/plain").send(warned === null ? "ready\n" : `ready: ${warned}\n`);
    } catch (error) {
      const reason = messageOf(error);
      if (reason !== said) log.warn({ err: error }, "not ready");
      said = reason;
      const check = error instanceof NotReady ? `: ${error.check}` : "";
      response.status(503).type("text/plain").send(`not ready${check}\n`);
    }
  };
  return (_request, response) => void answer(response);
}
