import { messageOf } from "#server/message-of.ts";
import { ImapFlow } from "imapflow";
import type { Log } from "#server/log.ts";
import { HEAD_BYTES, MAIL_BYTES } from "./index.ts";
import type { ImapSettings, ReplyAddressPattern } from "./settings.ts";

/** How long the server of the mailbox may take for an answer. */
const ANSWER_MS = 30_000;
/** How often the mailbox is looked at, where its server does not say by itself that something came. */
const LOOK_MS = 60_000;
/** Mails that are read in one look; the rest follows in the next. */
const MOST_AT_ONCE = 200;
/** How long a mail is let lie that could not be taken, such as while the database does not answer. */
const AGAIN_MS = 2 * 60_000;

/**
 * `deleted` where it went to us, taken or not; `again` where it is to be handed in again; `left` where it
 * is none of ours, or can't be read.
 */
export type MailFate = "deleted" | "again" | "left";

interface MailboxParts {
  readonly settings: ImapSettings;
  readonly address: ReplyAddressPattern;
  readonly take: (bytes: Uint8Array, isWhole: boolean) => Promise<MailFate>;
  readonly log: Pick<Log, "error">;
  /** Called after each look that came to its end. */
  readonly onLooked?: () => void;
  readonly lookMs?: number;
}

/**
 * Reads the mails of a mailbox that may have gone to one of our addresses, and deletes each that did, taken
 * or not, since nothing of it is kept; every other mail stays as it is, unread. Goes on until `signal`
 * aborts; throws where the mailbox can't be read.
 */
export async function readMailbox(parts: MailboxParts, signal: AbortSignal): Promise<void> {
  const { settings, address, onLooked, lookMs = LOOK_MS } = parts;
  const client = openImap(settings);
  let lost: Error | null = null;
  const wake = new EventTarget();
  const tell = () => wake.dispatchEvent(new Event("news"));
  // Drops the server's own message: it may hold an address.
  client.on("error", () => {
    lost = new Error("the connection to the mailbox was lost");
    tell();
  });
  client.on("close", () => {
    lost ??= new Error("the mailbox closed the connection");
    tell();
  });
  client.on("exists", tell);
  const onAbort = () => client.close();
  signal.addEventListener("abort", onAbort);
  const notBefore = new Map<number, number>();
  try {
    await connect(client, settings);
    while (!signal.aborted && lost === null) {
      const news = once(wake, lookMs, signal);
      const uids = await client.search(toUs(address), { uid: true });
      const due = (uids || []).filter((uid) => (notBefore.get(uid) ?? 0) <= Date.now());
      for (const uid of due.slice(0, MOST_AT_ONCE)) {
        if (signal.aborted) return;
        const fate = await handOver(client, uid, parts);
        if (fate === "deleted") notBefore.delete(uid);
        // None of ours is not asked for again, until the mailbox is opened anew.
        else notBefore.set(uid, fate === "left" ? Infinity : Date.now() + AGAIN_MS);
      }
      onLooked?.();
      if (due.length > MOST_AT_ONCE) continue;
      // Ends with the next command.
      client.idle().catch(() => undefined);
      await news;
    }
    if (lost !== null && !signal.aborted) throw lost;
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", onAbort);
    client.close();
  }
}

/** Whether the mailbox can be opened, and how many answers wait in it. */
export async function countWaiting(
  settings: ImapSettings,
  address: ReplyAddressPattern,
): Promise<number> {
  const client = openImap(settings);
  client.on("error", () => undefined);
  try {
    await connect(client, settings);
    return ((await client.search(toUs(address), { uid: true })) || []).length;
  } finally {
    client.close();
  }
}

function openImap({ host, port, secure, user, password }: ImapSettings): ImapFlow {
  return new ImapFlow({
    host,
    port,
    secure,
    // A password never crosses a network in the clear.
    ...(secure || isThisMachine(host) ? {} : { doSTARTTLS: true }),
    auth: { user, pass: password },
    logger: false,
    connectionTimeout: ANSWER_MS,
    greetingTimeout: ANSWER_MS,
    socketTimeout: 2 * LOOK_MS,
    maxIdleTime: LOOK_MS,
    disableAutoIdle: true,
  });
}

const isThisMachine = (host: string) =>
  host === "localhost" || host === "::1" || host.startsWith("127.");

async function connect(client: ImapFlow, { folder }: ImapSettings): Promise<void> {
  await client.connect();
  await client.mailboxOpen(folder);
}

/**
 * Mails that may be to the address with a secret, and some that are not: a server looks for a part of a
 * word, so that an address such as noreply+1@elsewhere.example is found, too (RFC 9051, 6.4.4).
 */
function toUs({ prefix }: ReplyAddressPattern) {
  const start = `${prefix}+`;
  return {
    or: [{ to: start }, { cc: start }, { header: { "delivered-to": start } }],
  };
}

async function handOver(
  client: ImapFlow,
  uid: number,
  { take, log }: MailboxParts,
): Promise<MailFate> {
  const one = { uid: true };
  const sized = await client.fetchOne(String(uid), { size: true }, one);
  // Somebody else has taken it away.
  if (!sized) return "deleted";
  const isWhole = (sized.size ?? 0) <= MAIL_BYTES;
  const maxLength = isWhole ? MAIL_BYTES : HEAD_BYTES;
  // Read without the mark that it was read.
  const mail = await client.fetchOne(String(uid), { source: { maxLength } }, one);
  if (!mail || !mail.source) return "deleted";
  try {
    const fate = await take(mail.source, isWhole);
    if (fate !== "deleted") return fate;
  } catch (error) {
    log.error({ why: messageOf(error) }, "a mail could not be taken; it stays in the mailbox");
    return "again";
  }
  await client.messageDelete(String(uid), one);
  return "deleted";
}

/** Waits for the event, or so long; never rejects. */
function once(target: EventTarget, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    target.addEventListener("news", end, { once: true });
    signal.addEventListener("abort", end);
  });
}
