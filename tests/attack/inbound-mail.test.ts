import type { Client } from "@libsql/client";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { newReplySecret } from "#server/inbound-mail/settings.ts";
import { ADDRESS, answerMail, authenticated, AUTHSERV } from "#tests/support/answers-by-mail.ts";
import { beginningOf } from "#tests/services/talk.ts";
import { openImapServer } from "#tests/support/imap-server.ts";
import { openDoors, type OpenedDoors } from "./door-visitor.ts";
import { visitorOf, type Visitor } from "./people.ts";
import { DRAFT } from "./reads.ts";
import { sleep, type AttackedServer } from "./server.ts";

const TOKEN = "the token of the mail server alone";
const BEARER = TOKEN.replaceAll(" ", "-");
const WORDS = "An answer that nobody wrote.";

let server: AttackedServer;
let letters: OpenedDoors["letters"];
let database: Client;
let named: Visitor;
let stranger: Visitor;
/** The address of the one who is named. */
let to: string;

const REPLIES = {
  REPLY_ADDRESS: `${ADDRESS.prefix}@${ADDRESS.domain}`,
  TRUSTED_AUTHSERV_ID: AUTHSERV,
};

beforeAll(async () => {
  ({ server, letters } = await openDoors({ ...REPLIES, MAIL_IN_TOKEN: BEARER }));
  await server.start();
  database = server.openDatabase();
  const visitors = JSON.parse(process.env["ATTACK_VISITORS"] ?? "") as Visitor[];
  named = visitorOf(visitors, "party", "drafter");
  stranger = visitorOf(visitors, "outside", "drafter");
  to = await nameThem({ server, letters, database }, visitorOf(visitors, "lead", "drafter"));
}, 180_000);
afterAll(async () => {
  database.close();
  await Promise.all([server.remove(), letters.close()]);
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await holds()) return;
    await sleep(100);
  }
  throw new Error("it never came to that");
}

/** Has somebody name the attacked person in a comment; the address that their letter can be answered at. */
async function nameThem(
  at: { server: AttackedServer; letters: OpenedDoors["letters"]; database: Client },
  writer: Visitor,
): Promise<string> {
  const { rows } = await at.database.execute({
    sql: `SELECT "id" FROM "User" WHERE "email" = ?`,
    args: [named.email ?? ""],
  });
  const beginning = { ...beginningOf({ text: "Is this so?" }), mentions: [rows[0]?.["id"]] };
  const answer = await at.server.send(`/documents/${DRAFT}/threads`, {
    method: "POST",
    cookie: writer.cookie,
    body: JSON.stringify(beginning),
    headers: { "Content-Type": "application/json" },
  });
  if (answer.status !== 200) throw new Error(`no comment was made: ${answer.status}`);
  await until(() => at.letters.answersTo(named.email ?? "").length > 0);
  return at.letters.answersTo(named.email ?? "")[0] ?? "";
}

const hand = (mail: Uint8Array, headers: Readonly<Record<string, string>> = {}) =>
  server.send("/mail/in", {
    method: "POST",
    body: new Uint8Array(mail),
    headers: { Authorization: `Bearer ${BEARER}`, "Content-Type": "message/rfc822", ...headers },
  });

const from = () => named.email ?? "";
const mail = (parts: Partial<Parameters<typeof answerMail>[0]> = {}) =>
  answerMail({ from: from(), to, words: WORDS, ...parts });

/** Answers that stand anywhere. */
async function kept(of = database): Promise<number> {
  const { rows } = await of.execute(`SELECT count(*) AS "many" FROM "MailedComment"`);
  return Number(rows[0]?.["many"]);
}

describe("mail that anybody sends", () => {
  it("[33.4] is taken from the mail server alone: no cookie, no other token and no other method", async () => {
    const strangers: readonly Readonly<Record<string, string>>[] = [
      { Authorization: "" },
      { Authorization: "Bearer " },
      { Authorization: `Basic ${BEARER}` },
      { Authorization: `Bearer ${BEARER}x` },
      { Authorization: "", Cookie: named.cookie ?? "" },
    ];
    for (const headers of strangers) {
      expect((await hand(mail(), headers)).status, JSON.stringify(headers)).toBe(401);
    }
    for (let tries = 0; tries < 30; tries += 1) await hand(mail(), { Authorization: "Bearer no" });
    expect((await hand(mail(), { Authorization: "Bearer no" })).status).toBe(429);
    expect((await server.send("/mail/in")).status).toBe(404);
    expect((await server.send("/MAIL/in", { method: "POST", body: "x" })).status).not.toBe(200);
    const elsewhere = await server.send(`/documents/${DRAFT}/threads`, {
      headers: { Authorization: `Bearer ${BEARER}` },
    });
    expect(elsewhere.status).not.toBe(200);
    expect(await kept()).toBe(0);
  });

  it("[33.4] that is forged, automatic, or to a guessed or foreign address adds no word", async () => {
    const forged: readonly (readonly [string, Uint8Array])[] = [
      ["refused", mail({ from: stranger.email ?? "" })],
      ["refused", mail({ above: [] })],
      ["refused", mail({ above: [authenticated(from(), "fail"), authenticated(from())] })],
      ["refused", mail({ above: [authenticated(from(), "pass", "mx.elsewhere.example")] })],
      ["refused", mail({ headers: [`From: ${stranger.email}`] })],
      ["unknown", mail({ to: `reply+${newReplySecret()}@${ADDRESS.domain}` })],
      ["not-ours", mail({ to: `reply+${"../".repeat(16)}ab@${ADDRESS.domain}` })],
      ["not-ours", mail({ to: from() })],
      ["automatic", mail({ headers: ["Auto-Submitted: auto-replied"] })],
      ["automatic", mail({ headers: ["Precedence: list"] })],
      ["automatic", mail({ above: ["Return-Path: <>", authenticated(from())] })],
    ];
    for (const [fate, bytes] of forged) {
      const { status, text } = await hand(bytes);
      expect([status, text]).toEqual([200, `${fate}\n`]);
    }
    expect(await kept()).toBe(0);
    // One letter, to the address's own person, whatever came; and none to whoever it pretended to be.
    await until(() => letters.countOf(from(), /answer by e-mail/u) > 0);
    await sleep(2_000);
    expect(letters.countOf(from(), /answer by e-mail/u)).toBe(1);
    expect(letters.countOf(stranger.email ?? "", /./u)).toBe(0);
  });

  it("[33.4] that is huge, nested, or made to take long is refused, and the pages go on meanwhile", async () => {
    const nested = Array.from({ length: 2_000 }, (_, level) => level).reduce(
      (inner, level) =>
        `Content-Type: multipart/mixed; boundary="b${level}"\r\n\r\n--b${level}\r\n${inner}\r\n--b${level}--`,
      "Content-Type: text/plain\r\n\r\nYes.",
    );
    const hostile: readonly Uint8Array[] = [
      mail({ content: nested }),
      mail({ words: "Op x\r\n".repeat(6_000) }),
      mail({ words: "On a ".repeat(7_900) }),
      mail({ content: `Content-Type: text/html\r\n\r\n${"<div>".repeat(70_000)}` }),
      mail({ content: `Content-Type: text/html\r\n\r\n${"<a ".repeat(120_000)}` }),
      mail({ headers: Array.from({ length: 20_000 }, () => "To: x@x") }),
      mail({ headers: [`To: ${"x@x,".repeat(60_000)}`] }),
      mail({ headers: [`Authentication-Results: ${"((".repeat(60_000)}`] }),
      mail({ headers: [`Content-Type: text/plain; ${"x*0*=y;".repeat(20_000)}`] }),
      new Uint8Array(1_500_000).fill(10),
      new Uint8Array(1_500_000).fill(45),
    ];
    await server.longestDelay();
    for (const bytes of hostile) {
      const [{ status }, page] = await Promise.all([hand(bytes), server.send("/healthz")]);
      expect([200, 503]).toContain(status);
      expect(page.status).toBe(200);
    }
    expect(await server.longestDelay()).toBeLessThan(1_000);
    expect((await hand(new Uint8Array(3_000_000))).status).toBe(413);
    const kinds = await database.execute(
      `SELECT count(*) AS "many" FROM "Job" WHERE "kind" = 'mail.answer-not-taken'`,
    );
    expect(Number(kinds.rows[0]?.["many"])).toBeLessThanOrEqual(1);
  });

  it("[33.4] is one answer where it is theirs, however often it is handed in at once", async () => {
    const before = await kept();
    const bytes = mail({ words: "Yes, it is." });
    const answers = await Promise.all(Array.from({ length: 4 }, () => hand(bytes)));
    for (const { status, text } of answers) {
      expect(status === 503 || /^(?:taken|known)\n$/u.test(text), `${status} ${text}`).toBe(true);
    }
    expect((await kept()) - before).toBe(1);
    // The threads are told to whoever may read them, and to nobody else.
    const read = (visitor: Visitor) =>
      server.send(`/documents/${DRAFT}/threads`, { cookie: visitor.cookie });
    expect((await read(named)).text).toContain("Yes, it is.");
    expect((await read(stranger)).text).not.toContain("Yes, it is.");
  });

  it("[33.4] that loops ends: our own letters come back in vain, and a program that hides what it is stops", async () => {
    const before = await kept();
    const sent = letters.headersFor(from());
    expect(sent.length).toBeGreaterThan(1);
    for (const headers of sent) {
      const marked = headers.filter((line) => /^auto-submitted:/iu.test(line));
      expect(marked).toHaveLength(1);
      expect((await hand(mail({ headers: marked }))).text).toBe("automatic\n");
    }
    expect(await kept()).toBe(before);
    const notices = letters.countOf(from(), /answer by e-mail/u);
    // It answers whatever comes, each time with other words, and says nowhere that no person wrote them.
    const fates = new Map<string, number>();
    for (let at = 0; at < 50; at += 1) {
      const { status, text } = await hand(mail({ words: `I am away, and saw letter ${at}.` }));
      expect(status).toBe(200);
      fates.set(text, (fates.get(text) ?? 0) + 1);
    }
    expect([...fates.keys()].toSorted()).toEqual(["refused\n", "taken\n"]);
    expect(fates.get("taken\n")).toBeLessThanOrEqual(30);
    expect((await kept()) - before).toBe(fates.get("taken\n"));
    await sleep(2_000);
    // That it was too often is told once a day, so that nothing is there to answer.
    expect(letters.countOf(from(), /answer by e-mail/u) - notices).toBeLessThanOrEqual(1);
  }, 120_000);

  it("[33.4] comes by a mailbox as well: what is theirs is taken, the rest changes nothing, and neither stays there", async () => {
    const mailbox = await openImapServer();
    const other = await openDoors({ ...REPLIES, IMAP_URL: mailbox.url });
    await other.server.start();
    const own = other.server.openDatabase();
    onTestFinished(async () => {
      own.close();
      await Promise.all([other.server.remove(), other.letters.close()]);
    });
    const visitors = JSON.parse(process.env["ATTACK_VISITORS"] ?? "") as Visitor[];
    const place = { server: other.server, letters: other.letters, database: own };
    const theirs = await nameThem(place, visitorOf(visitors, "lead", "drafter"));
    await mailbox.deliver(mail({ to: theirs, words: "Yes, by the mailbox." }));
    await mailbox.deliver(mail({ to: theirs, above: [] }));
    await mailbox.deliver(mail({ to: from() }));
    await until(async () => (await mailbox.lying()).all === 1);
    expect(await kept(own)).toBe(1);
    expect(await mailbox.lying()).toEqual({ all: 1, unread: 1 });
    // There is no other way in than the one that was set.
    const handed = await other.server.send("/mail/in", { method: "POST", body: "x" });
    expect(handed.status).not.toBe(200);
  }, 240_000);
});
