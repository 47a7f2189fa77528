import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { onTestFinished } from "vitest";

/** The server's answer to a complete mail. */
type Answer = (letter: Email) => "take" | "refuse" | Promise<"take" | "refuse">;

/** A real SMTP server that keeps accepted mails; closed at the end of the test. */
export async function openMailServer(answer: Answer = () => "take") {
  const letters: Email[] = [];
  let decide = answer;
  const receive = async (stream: Readable, callback: (error?: Error | null) => void) => {
    let isTaken = false;
    try {
      const letter = await PostalMime.parse(await buffer(stream));
      isTaken = (await decide(letter)) === "take";
      if (isTaken) letters.push(letter);
    } finally {
      callback(isTaken ? null : new Error("no"));
    }
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
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    letters,
    url: `smtp://127.0.0.1:${port}`,
    answerWith: (next: Answer) => void (decide = next),
  };
}
