import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { CodePurpose } from "#server/auth/second-factor/code-tries.ts";
import { hashRecoveryCode } from "#server/auth/second-factor/recovery-codes.ts";
import { writeJob } from "#server/jobs/index.ts";
import { codesRefusedJob } from "#server/services/account/tell.ts";
import type { Resources } from "#server/services/resources.ts";
import { auditedTransaction } from "#server/services/transaction.ts";
import { factorPlace } from "./place.ts";

/** A code that was right, and is used up. */
export interface SpentCode {
  /** Whether the factor is the person's own, in which no organization had a hand. */
  readonly own: boolean;
  readonly by: "code" | "recovery-code";
}

/**
 * Checks a code of the person's second factor, or one of their recovery codes, and uses it up: it works
 * once, in whichever process. Throttled by person. Refuses `wrong-credentials`, `too-many-tries`, and
 * `unavailable` where the secret can't be read.
 */
export async function spendCode(
  resources: Resources,
  userId: string,
  typed: string,
  purpose: CodePurpose,
): Promise<Outcome<SpentCode>> {
  const { auth, database, clock, log } = resources;
  const { tries } = auth.codeStep;
  const admitted = await tries.admits(purpose, userId);
  if (admitted === "first" && purpose === "sign-in") {
    await database.writeUnaudited(userId, (tx) => {
      const at = clock();
      return writeJob(tx, at, codesRefusedJob(userId, at));
    });
    resources.jobs.wake();
  }
  if (admitted !== "yes") {
    log.warn({ userId }, "code not checked: too many tries");
    return refuse("too-many-tries", TOO_MANY);
  }
  const code = typed.replaceAll(/\s/gu, "");
  const spent = /^\d{6}$/u.test(code)
    ? await spendAppCode(resources, userId, code)
    : await spendRecoveryCode(resources, userId, typed);
  if (spent.ok) await tries.succeeded(purpose, userId);
  return spent;
}

async function spendAppCode(
  { database, encryption, clock, log }: Resources,
  userId: string,
  code: string,
): Promise<Outcome<SpentCode>> {
  const row = await database.client.secondFactor.findUnique({ where: { userId } });
  if (!row) return wrong();
  const secret = encryption.open(row.secret, factorPlace(userId));
  if (secret === null) {
    log.error({ userId }, "the secret of a second factor can't be read: its key is missing");
    return refuse("unavailable", UNREADABLE);
  }
  const { windowOfCode } = await import("#server/auth/second-factor/totp.ts");
  const window = windowOfCode(secret, code, clock());
  if (window === null) return wrong();
  // Of a window, and of those before it, nothing is taken again, whoever asks at the same time.
  const { count } = await database.writeUnaudited(userId, (tx) =>
    tx.secondFactor.updateMany({
      where: { userId, secret: row.secret, lastWindow: { lt: window } },
      data: { lastWindow: window },
    }),
  );
  return count === 1 ? done({ own: row.via === null, by: "code" }) : wrong();
}

async function spendRecoveryCode(
  resources: Resources,
  userId: string,
  typed: string,
): Promise<Outcome<SpentCode>> {
  const hash = hashRecoveryCode(typed);
  const where = { userId, hash: hash ?? "", usedAt: null };
  const known = hash && (await resources.database.client.recoveryCode.findFirst({ where }));
  if (!known) return wrong();
  return auditedTransaction(resources, async ({ tx, at, append }) => {
    const factor = await tx.secondFactor.findUnique({ where: { userId } });
    const { count } = await tx.recoveryCode.updateMany({ where, data: { usedAt: at } });
    if (!factor || count === 0) return wrong();
    const left = await tx.recoveryCode.count({ where: { userId, usedAt: null } });
    await append({ type: "person.recovery-code-used", actorId: userId, details: { left } });
    return done({ own: factor.via === null, by: "recovery-code" });
  });
}

const wrong = () => refuse("wrong-credentials", WRONG, { code: WRONG });

const WRONG =
  "That code is not right, or was used before. Nothing was changed; enter the one that the app shows now, or a recovery code.";
const TOO_MANY =
  "There were too many wrong codes within an hour. Nothing was changed; wait an hour, or sign in with a passkey.";
const UNREADABLE =
  "The server can’t read what it knows of your app, so it can check no code of it. Nothing was changed; use a recovery code or a passkey, and tell whoever runs this server.";
