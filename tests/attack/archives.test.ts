import type { Client } from "@libsql/client";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { manifestSchema } from "#app/domain/archive/format.ts";
import { archiveNameKey, isArchivePath } from "#app/domain/archive/path.ts";
import { ATTACHMENT_FILE_FIELD } from "#app/domain/forms/attachment.ts";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { unzipped } from "#tests/support/unzipped.ts";
import { DoorVisitor } from "./door-visitor.ts";
import { COUNCIL_ID, ILRC_ID, openAttacked, visitorOf, type Visitor } from "./people.ts";
import { DRAFT, FILED, MATTER } from "./reads.ts";
import type { AttackedServer } from "./server.ts";

/**
 * An archive is all of a matter in one file: who gets it without a right or a consent, and what names that
 * people chose do on the disk of whoever unpacks it (docs/decisions/0109).
 */

let server: AttackedServer;
let visitors: Visitor[];
let database: Client;
let folder: string;

beforeAll(async () => {
  ({ server, visitors } = await openAttacked());
  database = server.openDatabase();
  folder = await mkdtemp(path.join(tmpdir(), "taken-"));
});
afterAll(async () => {
  database.close();
  await Promise.all([server.remove(), rm(folder, { recursive: true, force: true })]);
});

const browserOf = ({ cookie }: Visitor) => {
  const pairs = (cookie ?? "").split("; ").filter((pair) => pair !== "");
  const cookies = pairs.map((pair): readonly [string, string] => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  return new DoorVisitor((address, sending) => server.send(address, sending), server.url, cookies);
};
const administrator = () => {
  const found = visitors.find(({ name }) => name === "the workspace's administrator");
  if (!found) throw new Error("nobody administers the workspace");
  return found;
};

/** Shows that it is them, asks for an archive, and answers it once it can be downloaded. */
async function taken(browser: DoorVisitor, page: string): Promise<string> {
  await browser.post("/account/passkeys", {
    intent: "prove-password",
    password: DEMO_PASSWORD,
  });
  const asked = await browser.post(page, { intent: "take", understood: "yes" });
  expect(asked.status, asked.text.slice(0, 300)).toBe(200);
  let address = "";
  await expect
    .poll(
      async () => {
        address = /\/archives\/[\w-]{36}/u.exec((await browser.get(page)).text)?.[0] ?? "";
        return address;
      },
      { timeout: 120_000, interval: 1_000 },
    )
    .not.toBe("");
  return address;
}

const cookieOf = ({ cookies }: DoorVisitor) =>
  [...cookies].map((pair) => pair.join("=")).join("; ");

async function downloaded(browser: DoorVisitor, address: string): Promise<Map<string, Buffer>> {
  const answer = await fetch(`${server.url}${address}`, { headers: { Cookie: cookieOf(browser) } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="[\w .-]+"$/u);
  return unzipped(Buffer.from(await answer.arrayBuffer()));
}

const everythingIn = (files: ReadonlyMap<string, Buffer>) =>
  [...files].map(([name, content]) => `${name}\n${content.toString("utf8")}`).join("\n");

const leftOutOf = (files: ReadonlyMap<string, Buffer>) =>
  manifestSchema.parse(JSON.parse(files.get("manifest.json")?.toString("utf8") ?? "")).leftOut;

/** Writes in a thread that one organization keeps to itself. */
async function sayWithin(of: Visitor, organizationId: string, text: string): Promise<void> {
  await browserOf(of).question(`/documents/${DRAFT}/threads`, {
    do: "begin",
    threadId: crypto.randomUUID(),
    commentId: crypto.randomUUID(),
    place: { in: "document" },
    organizationId,
    text,
    mentions: [],
    suggestion: null,
  });
}

describe("an archive", () => {
  it("without consent has no word of an organization's own, for whoever administers the workspace", async () => {
    await sayWithin(visitorOf(visitors, "lead", "drafter"), COUNCIL_ID, "strategy of the council");
    await sayWithin(visitorOf(visitors, "party", "drafter"), ILRC_ID, "strategy of the centre");
    const browser = browserOf(administrator());
    // Nobody but its own administrator consents for an organization.
    const page = `/organizations/${COUNCIL_ID}/archives`;
    for (const other of [administrator(), visitorOf(visitors, "party", "admin")]) {
      const consents = browserOf(other);
      await consents.post("/account/passkeys", {
        intent: "prove-password",
        password: DEMO_PASSWORD,
      });
      const given = await consents.post(page, { consent: "yes" });
      expect([403, 404], other.name).toContain(given.status);
    }
    const files = await downloaded(browser, await taken(browser, "/take-along"));
    const everything = everythingIn(files);
    expect(everything).not.toContain("strategy of the");
    // That there are none is told as that there are some.
    expect(leftOutOf(files)).toContainEqual({
      what: "Conversations of organizations that only their own people read, of others than named.",
      count: null,
    });
  });

  it("of a matter has no other organization's threads, and is its taker's alone, while they may", async () => {
    const taker = visitorOf(visitors, "party", "staff");
    const browser = browserOf(taker);
    const address = await taken(browser, `/matters/${MATTER}/take-along`);
    const everything = everythingIn(await downloaded(browser, address));
    expect(everything).toContain("strategy of the centre");
    expect(everything).not.toContain("strategy of the council");
    const ways = [{ method: "GET" }, { method: "HEAD" }, { headers: { Range: "bytes=0-99" } }];
    for (const other of visitors.filter(({ email }) => email !== taker.email)) {
      for (const way of ways) {
        const { status, text } = await server.send(address, { ...way, cookie: other.cookie });
        expect([302, 401, 404], `${other.name}: ${status}`).toContain(status);
        expect(text).not.toContain("PK");
      }
    }
    const whole = await server.send(address, { cookie: taker.cookie });
    expect(whole.status).toBe(200);
    const tag = whole.headers.get("etag") ?? "";
    await database.execute({
      sql: `DELETE FROM "MembershipRole" WHERE "membershipId" IN (
        SELECT m."id" FROM "Membership" m JOIN "User" u ON u."id" = m."userId" WHERE u."email" = ?)`,
      args: [taker.email ?? ""],
    });
    const later = [...ways, { headers: { Range: "bytes=100-", "If-Range": tag } }];
    for (const way of [...later, { headers: { "If-None-Match": tag } }]) {
      const { status, text } = await server.send(address, { ...way, cookie: taker.cookie });
      expect(status, JSON.stringify(way)).toBe(404);
      expect(text).not.toContain("PK");
    }
  });

  it("leads nowhere by its names, collides on no disk, and runs nothing that was typed", async () => {
    const drafter = browserOf(visitorOf(visitors, "lead", "drafter"));
    const titles = [
      "../../outside",
      "CON",
      "com¹",
      "..",
      "LETTER",
      "letter",
      "Straße",
      "STRASSE",
      '<script>alert(1)</script> " onmouseover="x',
      "</title><base href=//evil.example>",
      "a".repeat(200),
    ];
    for (const title of titles) {
      const fields = { kind: "letter", title, layoutProfile: "letter" };
      const made = await drafter.post(`/matters/${MATTER}/documents/new`, fields);
      expect(made.status, title).toBe(302);
    }
    const staff = visitorOf(visitors, "lead", "staff");
    const names = [
      "..\\..\\up.txt",
      "../up.txt",
      "NUL.txt",
      "x.😀😀😀😀😀😀",
      "a.exe\u202etxt",
      ".profile",
    ];
    for (const name of [...names, "LPT¹.txt", "file.html", `${"ß".repeat(190)}.txt`]) {
      const body = new FormData();
      body.append("intent", "attach");
      body.append("role", "other");
      body.append(ATTACHMENT_FILE_FIELD, new Blob([`<script>${name}</script>`]), name);
      const address = `/attach-file/filing/${FILED}`;
      await server.send(address, { method: "POST", cookie: staff.cookie, body });
    }
    const browser = browserOf(visitorOf(visitors, "lead", "admin"));
    const files = await downloaded(browser, await taken(browser, `/matters/${MATTER}/take-along`));
    const paths = [...files.keys()];
    expect(paths.filter((name) => !isArchivePath(name))).toEqual([]);
    expect(new Set(paths.map(archiveNameKey)).size).toBe(paths.length);
    expect(paths.filter((name) => name.includes("/attachments/")).length).toBeGreaterThan(3);
    for (const [name, content] of files) {
      if (!name.endsWith(".html") || name.includes("/attachments/")) continue;
      const page = content.toString("utf8");
      expect(page, name).toContain("default-src 'none'");
      expect(page, name).not.toMatch(/<(?:script|base|iframe|form|object)|\son[a-z]+="x/iu);
    }
    for (const [name, content] of files) {
      const at = path.join(folder, ...name.split("/"));
      await mkdir(path.dirname(at), { recursive: true });
      await writeFile(at, content, { flag: "wx" });
    }
    expect((await readdir(folder)).toSorted()).toEqual(
      [...new Set(paths.map((name) => name.split("/")[0]))].toSorted(),
    );
    const verify = path.join(folder, "verify.mjs");
    const { stdout } = await promisify(execFile)(process.execPath, [verify], { env: {} });
    expect(stdout).toContain("Files, rows and lines of this archive agree with each other.");
  });
});
