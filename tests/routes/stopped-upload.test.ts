import { request } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { form, openFiled, RECEIVED } from "#tests/services/filed-request.ts";
import { value } from "#tests/services/workspace.ts";
import { serve } from "./served.ts";
import { ORIGIN } from "./site.ts";

const BOUNDARY = "----form";

/** The beginning of a form with a file, as a browser sends it. */
const begun = [
  ["intent", "attach"],
  ["role", "letter"],
]
  .map(
    ([name, words]) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${words}\r\n`,
  )
  .join("");
const FILE = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n`;
const END = `\r\n--${BOUNDARY}--\r\n`;

it("an upload that its sender stops is no error of the log, leaves nothing behind, and can be sent again", async () => {
  const filed = await openFiled();
  const { services, people, documentId, cookieOf } = filed;
  const { eventId } = value(
    await services.agencyRecord.record(people.staff, documentId, form(RECEIVED)),
  );
  const served = await serve(filed);
  const cookie = await cookieOf("staff@example.org");
  /** How each try to store a file ended. */
  const ends: string[] = [];
  let arrived = 0;
  const { add } = services.attachments;
  Object.assign(services.attachments, {
    add: async (...[actor, kind, id, input, { fileName, bytes }]: Parameters<typeof add>) => {
      const counted = async function* () {
        for await (const piece of bytes) {
          arrived += piece.byteLength;
          yield piece;
        }
      };
      try {
        const added = await add(actor, kind, id, input, { fileName, bytes: counted() });
        ends.push(added.ok ? "stored" : added.refusal.code);
        return added;
      } catch (error) {
        ends.push("cut off");
        throw error;
      }
    },
  });
  const send = (size: number) => {
    const sent = request(`${served.url}/attach-file/agency-event/${eventId}`, {
      method: "POST",
      headers: {
        Host: new URL(ORIGIN).host,
        Origin: ORIGIN,
        "Sec-Fetch-Site": "same-origin",
        Cookie: cookie,
        "Content-Type": `multipart/form-data; boundary=${BOUNDARY}`,
        "Content-Length": String(begun.length + FILE.length + size + END.length),
      },
    });
    const status = new Promise<number | null>((resolve) => {
      sent.on("response", (answer) => resolve(answer.resume().statusCode ?? null));
      sent.on("error", () => resolve(null));
    });
    onTestFinished(() => void sent.destroy());
    sent.write(begun + FILE);
    return { sent, status };
  };
  const stopped = send(1_000_000);
  stopped.sent.write("words ".repeat(20_000));
  await expect.poll(() => arrived).toBeGreaterThan(50_000);
  stopped.sent.destroy();
  await expect.poll(() => ends).toHaveLength(1);
  expect(ends).not.toContain("stored");

  const again = send(5);
  again.sent.end(`words${END}`);
  expect(await again.status).toBe(200);
  expect(ends.at(-1)).toBe("stored");
  const shown = await services.attachments.showAt(people.staff, "agency-event", eventId);
  expect(value(shown).files).toHaveLength(1);
  expect(served.lines.filter(({ level }) => level >= 50)).toEqual([]);
});
