import { createHmac, timingSafeEqual } from "node:crypto";
import { isMailKind, MAIL_KINDS, type MailKind } from "#app/domain/mail-preference.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { loadActor, newSecret } from "#server/auth/index.ts";
import type { PrismaClient } from "#server/database/index.ts";
import type { Resources } from "#server/services/resources.ts";
import { mailTimesOf, writeMailTime } from "./preferences.ts";

/** The letters that an address stops: one kind, or all kinds that come in the daily letter. */
export type StoppedLetters = MailKind | "daily";

const PURPOSE = "unsubscribe";

/**
 * The signed part of the address that stops letters (RFC 8058): whoever has the letter may, without
 * signing in, and nobody can make one for somebody else. It opens nothing and never ends.
 */
export async function unsubscribeToken(
  client: PrismaClient,
  at: Date,
  userId: string,
  letters: StoppedLetters,
): Promise<string> {
  const said = Buffer.from(JSON.stringify([userId, letters])).toString("base64url");
  return `${said}.${signed(await signingKey(client, at), said)}`;
}

/** Shows which letters an address stops; `not-found` where it was not signed here. Writes nothing. */
export async function showUnsubscribe(
  resources: Resources,
  token: string,
): Promise<Outcome<{ readonly letters: StoppedLetters }>> {
  const read = await readToken(resources, token);
  return read ? done({ letters: read.letters }) : refuse("not-found");
}

/** Stops the letters that the address is about; again, it changes nothing. */
export async function unsubscribe(
  resources: Resources,
  token: string,
): Promise<Outcome<{ readonly letters: StoppedLetters }>> {
  const read = await readToken(resources, token);
  if (!read) return refuse("not-found");
  const { userId, letters } = read;
  await resources.database.writeUnaudited(userId, async (tx) => {
    const actor = await loadActor(tx, userId);
    if (!actor) return;
    const times = await mailTimesOf(tx, actor);
    for (const kind of MAIL_KINDS) {
      const isMeant = letters === "daily" ? times[kind] === "daily" : kind === letters;
      if (isMeant) await writeMailTime(tx, userId, kind, "never");
    }
  });
  return done({ letters });
}

async function readToken(
  { database, clock }: Resources,
  token: string,
): Promise<{ readonly userId: string; readonly letters: StoppedLetters } | null> {
  const [said = "", signature = "", more] = token.split(".");
  if (more !== undefined) return null;
  const expected = Buffer.from(signed(await signingKey(database.client, clock()), said));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  // It was signed here, and so was written by `unsubscribeToken`.
  const parsed = JSON.parse(Buffer.from(said, "base64url").toString()) as readonly string[];
  const [userId = "", letters = ""] = parsed;
  return letters === "daily" || isMailKind(letters) ? { userId, letters } : null;
}

function signed(key: string, said: string): string {
  return createHmac("sha256", key).update(said).digest("base64url");
}

/** One for the workspace, whichever process asks first. */
async function signingKey(client: PrismaClient, at: Date): Promise<string> {
  const where = { purpose: PURPOSE };
  const row = await client.signingKey.findUnique({ where });
  if (row) return row.secret;
  await client.$executeRawUnsafe(
    `INSERT INTO "SigningKey" ("purpose", "secret", "createdAt") VALUES ($1, $2, $3)
      ON CONFLICT ("purpose") DO NOTHING`,
    PURPOSE,
    newSecret(),
    at,
  );
  return (await client.signingKey.findUniqueOrThrow({ where })).secret;
}
