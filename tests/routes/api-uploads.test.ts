import { request, type ClientRequest } from "node:http";
import { buffer } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { WORD_TYPE } from "#server/api/handle-body.ts";
import { UPLOADS_AT_ONCE } from "#server/upload-slots.ts";
import { NO_PLAN, paperWordBytes } from "#tests/services/paper-word.ts";
import { openReview } from "#tests/services/papers.ts";
import { paragraph } from "#tests/services/talk.ts";
import { openPrograms, type Programs } from "./programs.ts";

const LETTER = { kind: "letter", title: "A letter", layoutProfile: "letter" } as const;

const open = async () => openPrograms(await openReview());

const addressOf = (
  { server, slug }: Programs,
  letter: Readonly<Record<string, string>> = LETTER,
) => {
  const query = new URLSearchParams({ ...letter, changes: "without" });
  return `${server.url}/api/v1/matters/${slug}/documents/from-word?${query.toString()}`;
};

const headersOf = (token: string, length: number) => ({
  Authorization: `Bearer ${token}`,
  "Content-Type": WORD_TYPE,
  "Content-Length": String(length),
  "Idempotency-Key": crypto.randomUUID(),
});

/** A program that has sent the beginning of a file, and is silent since. */
async function beginUpload(
  programs: Programs,
  token: string,
  length: number,
): Promise<ClientRequest> {
  const sent = request(addressOf(programs), { method: "POST", headers: headersOf(token, length) });
  sent.on("error", () => undefined);
  onTestFinished(() => void sent.destroy());
  await new Promise<void>((resolve) => sent.write("PK", () => resolve()));
  return sent;
}

async function sendWhole(
  programs: Programs,
  token: string,
  file: Uint8Array<ArrayBuffer>,
  letter?: Readonly<Record<string, string>>,
) {
  const answer = await fetch(addressOf(programs, letter), {
    method: "POST",
    headers: headersOf(token, file.byteLength),
    body: file,
  });
  const body = (await answer.json()) as Record<string, unknown>;
  return { status: answer.status, code: body["code"], detail: String(body["detail"]) };
}

async function wordFile() {
  const blocks = [paragraph("one", "The agency may answer.")];
  return new Uint8Array(await buffer(paperWordBytes({ blocks, plan: NO_PLAN })));
}

describe("[I1] files that a program sends", () => {
  it("are few at a time of one person: others go on, and so does who broke one off", async () => {
    const programs = await open();
    const { server } = programs;
    const token = await programs.tokenOf("drafter");
    const file = await wordFile();
    const silent: ClientRequest[] = [];
    for (let count = 0; count < UPLOADS_AT_ONCE; count += 1) {
      silent.push(await beginUpload(programs, token, file.byteLength));
    }
    await expect
      .poll(async () => (await sendWhole(programs, token, file)).status, {
        timeout: 20_000,
        interval: 300,
      })
      .toBe(503);
    const refused = await sendWhole(programs, token, file);
    expect([refused.status, refused.code]).toEqual([503, "unavailable"]);
    expect(refused.detail).toContain("Other files of yours are being read");
    // However many tokens they have.
    expect((await sendWhole(programs, await programs.tokenOf("drafter"), file)).status).toBe(503);
    const other = await programs.tokenOf("ilrc-drafter");
    expect((await sendWhole(programs, other, file)).status).toBe(201);
    silent[0]?.destroy();
    await expect
      .poll(async () => (await sendWhole(programs, token, file)).status, {
        timeout: 20_000,
        interval: 300,
      })
      .toBe(201);
    for (const one of silent) one.destroy();
    await expect.poll(() => programs.database.client.wordArrival.count()).toBe(0);
    expect(server.lines).toEqual([]);
  });

  it("are not kept where what is asked for can't be done with any", async () => {
    const programs = await open();
    const token = await programs.tokenOf("drafter");
    const misfit = { ...LETTER, kind: "complaint" };
    const refused = await sendWhole(programs, token, await wordFile(), misfit);
    expect([refused.status, refused.code]).toEqual([400, "bad-input"]);
    expect(await programs.database.client.wordArrival.count()).toBe(0);
  });

  it("that break off are nothing that whoever runs the server hears of", async () => {
    const programs = await open();
    const token = await programs.tokenOf("drafter");
    const { server, slug } = programs;
    const sent = request(`${server.url}/api/v1/matters/${slug}/documents`, {
      method: "POST",
      headers: { ...headersOf(token, 500), "Content-Type": "application/json" },
    });
    sent.on("error", () => undefined);
    await new Promise<void>((resolve) => sent.write('{"kind":', () => resolve()));
    const { client } = programs.database;
    await expect.poll(() => client.apiToken.count({ where: { usedAt: { not: null } } })).toBe(1);
    sent.destroy();
    // Sent over again, it is done.
    const file = await wordFile();
    expect((await sendWhole(programs, token, file)).status).toBe(201);
    expect(server.lines).toEqual([]);
  });
});
