import { createServer, type Server } from "node:net";
import pino from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { createMail } from "#server/mail/index.ts";

const LETTER = {
  to: { name: "Nia, Newcomer", address: "nia@example.org" },
  subject: "Invitation",
  text: "Open https://desk.example.org/invitations/secret-token",
};

let server: Server | undefined;
afterEach(() => server?.close());

/** A mail server as small as can be: takes every letter, or refuses it at RCPT. */
async function mailServer({ refuses }: { refuses: boolean }) {
  const letters: string[] = [];
  server = createServer((socket) => {
    let body: string | null = null;
    socket.write("220 test\r\n");
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      for (const line of chunk
        .toString()
        .split("\r\n")
        .filter((part, index, all) => part !== "" || index < all.length - 1)) {
        if (body !== null) {
          if (line !== ".") {
            body += `${line}\n`;
            continue;
          }
          letters.push(body);
          body = null;
          socket.write("250 taken\r\n");
        } else if (/^EHLO/i.test(line)) socket.write("250 test\r\n");
        else if (/^RCPT/i.test(line) && refuses) socket.write("550 no\r\n");
        else if (/^DATA/i.test(line)) {
          body = "";
          socket.write("354 go on\r\n");
        } else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
        else socket.write("250 ok\r\n");
      }
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { letters, url: `smtp://127.0.0.1:${port}` };
}

function logInto(lines: string[]) {
  return pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
}

describe("mail", () => {
  it("is never sent without a mail server", async () => {
    const mail = createMail({ smtpUrl: undefined, from: "desk@example.org", log: logInto([]) });
    expect(await mail.send(LETTER)).toBe("not-configured");
  });

  it("is handed to the server that is configured", async () => {
    const { letters, url } = await mailServer({ refuses: false });
    const from = "Coalition Desk <desk@example.org>";
    const mail = createMail({ smtpUrl: url, from, log: logInto([]) });
    expect(await mail.send(LETTER)).toBe("sent");
    expect(letters).toHaveLength(1);
    expect(letters[0]).toContain("From: Coalition Desk <desk@example.org>");
    expect(letters[0]).toContain('To: "Nia, Newcomer" <nia@example.org>');
    expect(letters[0]).toContain("Open https://desk.example.org/invitations/secret-token");
  });

  it("that is refused is logged without what stands in it", async () => {
    const { url } = await mailServer({ refuses: true });
    const lines: string[] = [];
    const mail = createMail({ smtpUrl: url, from: "desk@example.org", log: logInto(lines) });
    expect(await mail.send(LETTER)).toBe("failed");
    expect(lines.join("")).toContain("could not be handed to the mail server");
    expect(lines.join("")).not.toMatch(/secret-token|nia@example/);
  });

  it("that finds no server fails without an exception", async () => {
    const { url } = await mailServer({ refuses: false });
    await new Promise((resolve) => server?.close(resolve));
    const mail = createMail({ smtpUrl: url, from: "desk@example.org", log: logInto([]) });
    expect(await mail.send(LETTER)).toBe("failed");
  });

  it("keeps a name with line breaks from becoming a header", async () => {
    const { letters, url } = await mailServer({ refuses: false });
    const mail = createMail({ smtpUrl: url, from: "desk@example.org", log: logInto([]) });
    await mail.send({
      ...LETTER,
      to: { name: "Nia\r\nBcc: everybody@example.org", address: "nia@example.org" },
      subject: "Invitation\r\nBcc: everybody@example.org",
    });
    expect(letters[0]).not.toMatch(/^Bcc:/m);
  });
});
