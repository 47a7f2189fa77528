import { onTestFinished } from "vitest";
import { listenForMail, type MailAnswer } from "./smtp-server.ts";

/** A real SMTP server that keeps accepted mails; closed at the end of the test. */
export async function openMailServer(answer?: MailAnswer) {
  const server = await listenForMail(answer);
  onTestFinished(server.close);
  return server;
}
