import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { checkReplies } from "#server/doctor/replies.ts";
import { countWaiting, readMailbox, type MailFate } from "#server/inbound-mail/mailbox.ts";
import { newReplySecret, replyAddress } from "#server/inbound-mail/settings.ts";
import { createServices } from "#server/services/index.ts";
import { FATES } from "#server/start/inbound-mail.ts";
import { openWorkspace } from "#tests/services/workspace.ts";
import { ADDRESS, answerMail, AUTHSERV, repliesHere } from "#tests/support/answers-by-mail.ts";
import { openImapServer } from "#tests/support/imap-server.ts";

const quiet = { error: () => undefined };
const ours = () => replyAddress(ADDRESS, newReplySecret());
const mailTo = (to: string, words = "Yes.") => answerMail({ from: "ana@example.org", to, words });
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await holds()) return;
    await sleep(50);
  }
  throw new Error("it never came to that");
}

/** Reads it until the test says that it is enough. */
function reading(
  settings: Awaited<ReturnType<typeof openImapServer>>["settings"],
  take: (bytes: Uint8Array, isWhole: boolean) => Promise<MailFate>,
  lookMs = 60_000,
) {
  const stop = new AbortController();
  let looks = 0;
  const done = readMailbox(
    { settings, address: ADDRESS, take, log: quiet, onLooked: () => (looks += 1), lookMs },
    stop.signal,
  );
  return {
    looks: () => looks,
    done,
    async end(): Promise<void> {
      stop.abort();
      await done;
    },
  };
}

describe("a mailbox of answers", () => {
  it("[33.4] has each mail to our address taken and deleted, as it comes, and leaves every other unread", async () => {
    const server = await openImapServer();
    const taken: string[] = [];
    await server.deliver(mailTo(ours(), "First."));
    await server.deliver(mailTo("ana@example.org", "Not ours."));
    const mailbox = reading(server.settings, async (bytes) => {
      taken.push(textOf(bytes));
      return "deleted";
    });
    await until(() => mailbox.looks() > 0);
    expect(taken).toEqual([expect.stringContaining("First.")]);
    // Told by the server: the next look by itself would be a minute later.
    await server.deliver(mailTo(ours(), "Second."));
    await until(() => taken.length === 2);
    expect(taken[1]).toContain("Second.");
    await until(async () => (await server.lying()).all === 1);
    expect(await server.lying()).toEqual({ all: 1, unread: 1 });
    await mailbox.end();
  }, 60_000);

  it("[33.4] keeps what can't be taken now, goes on with the rest, and of a huge one reads the head alone", async () => {
    const server = await openImapServer();
    const huge = ours();
    await server.deliver(mailTo(ours(), "Later."));
    await server.deliver(mailTo(ours(), "Throws."));
    await server.deliver(mailTo(huge, "word ".repeat(500_000)));
    const sizes: (readonly [number, boolean])[] = [];
    const mailbox = reading(server.settings, async (bytes, isWhole) => {
      sizes.push([bytes.byteLength, isWhole]);
      const text = textOf(bytes);
      if (text.includes("Throws.")) throw new Error("the database does not answer");
      return text.includes("Later.") ? "again" : "deleted";
    });
    await until(() => mailbox.looks() > 0);
    expect(sizes.slice(0, 2).map(([, isWhole]) => isWhole)).toEqual([true, true]);
    expect(sizes[2]).toEqual([128 * 1024, false]);
    expect(await server.lying()).toEqual({ all: 2, unread: 2 });
    await mailbox.end();
  }, 60_000);

  it("[33.4] leaves unread what its server finds and is not ours, and does not ask for it again", async () => {
    const server = await openImapServer();
    await server.deliver(mailTo("noreply+x@elsewhere.example"));
    await server.deliver(mailTo("reply+token@reply.elsewhere.example"));
    await server.deliver(mailTo(ours()));
    const { resources } = await openWorkspace();
    const { replyByMail } = createServices({ ...resources, replyByMail: repliesHere });
    const arrivals: string[] = [];
    const take = async (bytes: Uint8Array, isWhole: boolean) => {
      const arrival = await replyByMail.take(bytes, isWhole);
      arrivals.push(arrival);
      return FATES[arrival];
    };
    const mailbox = reading(server.settings, take, 100);
    await until(() => mailbox.looks() > 3);
    expect(arrivals).toEqual(["not-ours", "not-ours", "unknown"]);
    expect(await server.lying()).toEqual({ all: 2, unread: 2 });
    await mailbox.end();
  }, 60_000);

  it("[33.4] ends with an error, for another turn, where its server closes it or can't be reached", async () => {
    const server = await openImapServer();
    const mailbox = reading(server.settings, async () => "deleted");
    await until(() => mailbox.looks() > 0);
    const failing = mailbox.done.catch((error: unknown) => error);
    await server.stop();
    expect(await failing).toMatchObject({ message: expect.stringContaining("mailbox") });
    await expect(reading(server.settings, async () => "deleted").done).rejects.toThrow(
      /ECONNREFUSED|connect/u,
    );
  }, 60_000);

  it("[33.4] is looked at by npm run doctor, which says how many wait and never the password", async () => {
    const server = await openImapServer();
    await server.deliver(mailTo(ours()));
    await server.deliver(mailTo("ana@example.org"));
    expect(await countWaiting(server.settings, ADDRESS)).toBe(1);
    const replies = { address: ADDRESS, authservId: AUTHSERV, imap: server.settings, token: null };
    expect(await checkReplies(replies)).toMatchObject({
      state: "ok",
      says: expect.stringContaining("1 wait"),
    });
    const wrong = { ...server.settings, password: "not the password" };
    const finding = await checkReplies({ ...replies, imap: wrong });
    expect(finding).toMatchObject({ state: "failed" });
    expect(JSON.stringify(finding)).not.toContain("not the password");
    expect(await checkReplies(null)).toMatchObject({ state: "skipped" });
    expect(await checkReplies({ ...replies, imap: null, token: "x".repeat(32) })).toMatchObject({
      says: expect.stringContaining("/mail/in"),
    });
  }, 60_000);
});
