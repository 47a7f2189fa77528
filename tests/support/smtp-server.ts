import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

/** The server's answer to a complete mail. */
export type MailAnswer = (letter: Email) => "take" | "refuse" | Promise<"take" | "refuse">;

/**
 * A real SMTP server on a port of 127.0.0.1 that keeps accepted mails until it is closed.
 *
 * A mail whose sender goes away halfway is kept by nobody and fails no test: a server under
 * test may be killed or stopped while it sends one.
 */
export async function listenForMail(answer: MailAnswer = () => "take") {
  const letters: Email[] = [];
  let decide = answer;
  const isTaken = async (stream: Readable): Promise<boolean> => {
    const bytes = await buffer(stream).catch(() => null);
    if (!bytes) return false;
    const letter = await PostalMime.parse(bytes);
    if ((await decide(letter)) === "refuse") return false;
    letters.push(letter);
    return true;
  };
  const receive = async (stream: Readable, callback: (error: Error | null) => void) => {
    callback((await isTaken(stream)) ? null : new Error("no"));
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, _session, callback) {
      void receive(stream, callback);
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    letters,
    port,
    url: `smtp://127.0.0.1:${port}`,
    answerWith: (next: MailAnswer) => void (decide = next),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
