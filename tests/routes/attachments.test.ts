import { describe, expect, it } from "vitest";
import { form, openFiled, RECEIVED } from "#tests/services/filed-request.ts";
import { value } from "#tests/services/workspace.ts";
import { ORIGIN, siteOf } from "./site.ts";

const NAME = "Réponse de l'agence (1).txt";
const TEXT = "<script>alert(1)</script> We have your request.\n";

/** A filed request with a letter on record, and what sends files to it as the page's script does. */
async function openLetter() {
  const filed = await openFiled();
  const { services, people, documentId, cookieOf } = filed;
  const { eventId } = value(
    await services.agencyRecord.record(people.staff, documentId, form(RECEIVED)),
  );
  const site = siteOf(filed);
  const send = async (as: string, file: File, id = eventId) => {
    const body = new FormData();
    body.append("intent", "attach");
    body.append("role", "letter");
    body.append("file", file);
    const headers = { Cookie: await cookieOf(`${as}@example.org`) };
    const address = `${ORIGIN}/attach-file/agency-event/${id}`;
    const answer = await site.nobody.send(new Request(address, { method: "POST", body, headers }));
    return { status: answer.status, ...(JSON.parse(answer.body) as object) };
  };
  const files = async () => {
    const shown = await services.attachments.showAt(people.staff, "agency-event", eventId);
    return value(shown).files;
  };
  return { ...site, documentId, send, files };
}

describe("a file beside a letter", () => {
  it("is sent by the page's script, which is answered in a sentence, and is handed out as a download under strict headers", async () => {
    const { send, files, as } = await openLetter();
    const sent = await send("staff", new File([TEXT], NAME, { type: "text/html" }));
    expect(sent).toEqual({ status: 200, said: "Attached.", sentence: null });
    const [file] = await files();
    const answer = await (await as("observer")).get(`/attachments/${file?.id}/file`);
    expect([answer.status, answer.body]).toEqual([200, TEXT]);
    // By its content, whatever the browser called it; and never shown, as anybody may have written it.
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/plain",
      "content-length": String(Buffer.byteLength(TEXT)),
      "content-disposition": `attachment; filename="R_ponse de l_agence (1).txt"; filename*=UTF-8''R%C3%A9ponse%20de%20l%27agence%20%281%29.txt`,
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "private, no-store, no-transform",
    });
  });

  it("is refused to the script with the file's name and why", async () => {
    const { send, files } = await openLetter();
    const lies = await send("staff", new File(["just words"], "program.pdf"));
    expect(lies).toMatchObject({ status: 400, said: null });
    expect(lies).toHaveProperty("sentence", expect.stringContaining("is called .pdf, but"));
    expect(await send("observer", new File([TEXT], NAME))).toMatchObject({ status: 403 });
    expect(await send("staff", new File([TEXT], NAME), "nothing")).toMatchObject({ status: 404 });
    expect(await files()).toEqual([]);
  });

  it("is refused in a sentence to a script that is signed out, has no right, or sends no form", async () => {
    const { send, nobody } = await openLetter();
    const post = async (body: BodyInit, headers: Record<string, string> = {}) => {
      const request = new Request(`${ORIGIN}/attach-file/agency-event/x`, {
        method: "POST",
        body,
        headers,
      });
      const answer = await nobody.send(request);
      return { status: answer.status, ...(JSON.parse(answer.body) as object) };
    };
    const told = [
      [401, await post(new FormData())],
      [403, await send("observer", new File([TEXT], NAME))],
      [404, await send("stranger", new File([TEXT], NAME))],
      [404, await send("staff", new File([TEXT], NAME), "nothing")],
      [400, await post("{}", { "Content-Type": "application/json" })],
    ] as const;
    for (const [status, answer] of told) {
      expect(answer).toMatchObject({ status, said: null, sentence: expect.stringMatching(/\.$/u) });
    }
  });

  it("is handed out to nobody outside of the matter, and to nobody once it was removed", async () => {
    const { send, files, as, nobody, services, people } = await openLetter();
    await send("staff", new File([TEXT], NAME));
    const [file] = await files();
    const address = `/attachments/${file?.id}/file`;
    const outside = await (await as("stranger")).get(address);
    expect([outside.status, (await nobody.get(address)).status]).toEqual([404, 302]);
    expect(outside.body).not.toContain("We have your request");
    value(await services.attachments.remove(people.staff, file?.id ?? "", {}));
    expect((await (await as("staff")).get(address)).status).toBe(404);
  });
});
