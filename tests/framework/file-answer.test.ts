import { describe, expect, it } from "vitest";
import { done, refuse } from "#app/domain/refusal.ts";
import { fileAnswer } from "#app/framework/file-answer.ts";
import { sha256 } from "#server/digest.ts";
import type { HandedFile } from "#server/services/index.ts";

const WORDS = "0123456789".repeat(30);
const TAG = `"${sha256(WORDS)}"`;

async function* inPieces(text: string): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += 64) {
    yield await Promise.resolve(new TextEncoder().encode(text.slice(at, at + 64)));
  }
}

const FILE: HandedFile = {
  name: "letter.txt",
  mediaType: "text/plain",
  size: WORDS.length,
  sha256: sha256(WORDS),
  isStored: true,
  read: async (range) => done(inPieces(range ? WORDS.slice(range.start, range.end + 1) : WORDS)),
};

async function ask(headers: Record<string, string> = {}, file: HandedFile = FILE, method = "GET") {
  const request = new Request("https://desk.example.org/file", { headers, method });
  const answer = await fileAnswer(file, { request, shown: "attachment" });
  if (!answer.ok) return { refusal: answer.refusal.code };
  const { status, headers: given, body } = answer.value;
  const text = async () => (body ? new Response(body).text() : null);
  return { status, given, length: given.get("Content-Length"), text };
}

describe("a file as an answer", () => {
  it("is whole, with the hash of its bytes as its tag, and asks that nothing changes them on the way", async () => {
    const { status, given, length, text } = await ask();
    expect([status, length, await text?.()]).toEqual([200, "300", WORDS]);
    expect(Object.fromEntries(given ?? [])).toMatchObject({
      etag: TAG,
      "accept-ranges": "bytes",
      "cache-control": "private, no-store, no-transform",
      "content-disposition": 'attachment; filename="letter.txt"',
    });
  });

  it.each([
    ["bytes=0-9", "bytes 0-9/300", "0123456789"],
    ["bytes=100-", "bytes 100-299/300", WORDS.slice(100)],
    ["bytes=-5", "bytes 295-299/300", "56789"],
    ["bytes=290-900", "bytes 290-299/300", "0123456789"],
    ["bytes=0-299", "bytes 0-299/300", WORDS],
  ])("comes in the part that is asked for: %s", async (range, said, words) => {
    const { status, given, length, text } = await ask({ Range: range });
    expect([status, given?.get("Content-Range"), await text?.()]).toEqual([206, said, words]);
    expect([length, given?.get("ETag")]).toEqual([String(words.length), TAG]);
  });

  it.each(["bytes=300-", "bytes=900-901", "bytes=-0", "bytes=9-5"])(
    "has no such part, and says how long it is: %s",
    async (range) => {
      const { status, given, text } = await ask({ Range: range });
      expect([status, given?.get("Content-Range")]).toEqual([416, "bytes */300"]);
      expect(await text?.()).toContain("The file has no such part");
    },
  );

  it.each([
    ["several parts", { Range: "bytes=0-1,5-6" }],
    ["parts of something else", { Range: "pages=1-2" }],
    ["no words that are known", { Range: "0-1" }],
    ["a part of another file", { Range: "bytes=0-1", "If-Range": '"another"' }],
    ["a part of one that may be alike", { Range: "bytes=0-1", "If-Range": `W/${TAG}` }],
    ["a part since a day", { Range: "bytes=0-1", "If-Range": "Sun, 29 Nov 2026 10:00:00 GMT" }],
  ] as [string, Record<string, string>][])(
    "is whole for who asks for %s",
    async (_what, headers) => {
      const { status, text } = await ask(headers);
      expect([status, await text?.()]).toEqual([200, WORDS]);
    },
  );

  it("goes on where a download was broken off, if it is still the same", async () => {
    const { status, text } = await ask({ Range: "bytes=290-", "If-Range": TAG });
    expect([status, await text?.()]).toEqual([206, "0123456789"]);
  });

  it("is not sent to who has it, nor with its head alone, and not even opened", async () => {
    const closed = { ...FILE, read: () => Promise.reject(new Error("it was opened")) };
    for (const known of [TAG, `W/${TAG}`, "*", `"another", ${TAG}`]) {
      const { status, text } = await ask({ "If-None-Match": known }, closed);
      expect([known, status, await text?.()]).toEqual([known, 304, null]);
    }
    const head = await ask({ Range: "bytes=0-1" }, closed, "HEAD");
    expect([head.status, head.length, await head.text?.()]).toEqual([200, "300", null]);
    expect((await ask({ Range: "bytes=300-" }, closed)).status).toBe(416);
  });

  it("that is made for each answer anew is sent whole", async () => {
    const { status, given, text } = await ask({ Range: "bytes=0-1" }, { ...FILE, isStored: false });
    expect([status, given?.get("Accept-Ranges"), await text?.()]).toEqual([200, "none", WORDS]);
  });

  it("is refused as the file is", async () => {
    const missing = { ...FILE, read: async () => refuse("unavailable") };
    expect(await ask({}, missing)).toEqual({ refusal: "unavailable" });
    expect(await ask({ Range: "bytes=0-1" }, missing)).toEqual({ refusal: "unavailable" });
  });

  it("is broken off where its pieces are", async () => {
    const damaged = async function* () {
      yield* inPieces(WORDS);
      throw new Error("not its hash");
    };
    const answer = await ask({}, { ...FILE, read: async () => done(damaged()) });
    await expect(answer.text?.()).rejects.toThrow("not its hash");
  });

  it("is read only as far as somebody takes it, and closed where they leave", async () => {
    let read = 0;
    let closed = false;
    const pieces = async function* () {
      try {
        for await (const piece of inPieces(WORDS)) {
          read += 1;
          yield piece;
        }
      } finally {
        closed = true;
      }
    };
    const request = new Request("https://desk.example.org/file");
    const answer = await fileAnswer(
      { ...FILE, read: async () => done(pieces()) },
      { request, shown: "inline" },
    );
    const reader = answer.ok ? answer.value.body?.getReader() : undefined;
    expect(read).toBe(0);
    await reader?.read();
    await new Promise((resolve) => setImmediate(resolve));
    expect(read).toBe(1);
    await reader?.cancel();
    expect([read, closed]).toEqual([1, true]);
  });
});
