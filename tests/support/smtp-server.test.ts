import { once } from "node:events";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { openMailServer } from "./mail-server.ts";

it("keeps no mail whose sender goes away halfway, and goes on receiving", async () => {
  const server = await openMailServer();
  const send = async (lines: readonly string[]) => {
    const socket = connect(server.port, "127.0.0.1");
    for (const line of lines) {
      await once(socket, "data");
      socket.write(`${line}\r\n`);
    }
    await once(socket, "data");
    return socket;
  };
  const opening = [
    "EHLO a.example",
    "MAIL FROM:<a@example.org>",
    "RCPT TO:<b@example.org>",
    "DATA",
  ];
  const cut = await send(opening);
  cut.end("Subject: Half\r\n\r\nHalf a");
  await once(cut, "close");
  const whole = await send([...opening, "Subject: Whole\r\n\r\nAll of it.\r\n."]);
  whole.destroy();
  expect(server.letters.map(({ subject }) => subject)).toEqual(["Whole"]);
});
