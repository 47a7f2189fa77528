import * as z from "zod";
import { hashSecret, newSecret } from "#server/auth/index.ts";
import { JobFailed, type TakenJob } from "#server/jobs/index.ts";
import { accountLetter } from "#server/services/account/letter.ts";
import type { Resources } from "#server/services/resources.ts";

const linkPayload = z.object({ changeId: z.string(), side: z.enum(["before", "after"]) });

/**
 * Mails the link that confirms a change at one of its two addresses. Each attempt makes a new secret,
 * since the database keeps hashes alone: the latest letter counts.
 */
export async function mailAddressLink(resources: Resources, job: TakenJob): Promise<void> {
  const { changeId, side } = linkPayload.parse(job.payload);
  const { database, mail, appUrl, clock } = resources;
  const { client } = database;
  if (!mail.configured || appUrl === null) return;
  const change = await client.addressChange.findUnique({
    where: { id: changeId },
    include: { user: true },
  });
  if (!change || change.endedAt || change.expiresAt <= clock()) return;
  const { before, after, user, userId } = change;
  const send = async (address: string, letter: ReturnType<typeof accountLetter>) => {
    const posted = await mail.send({ to: { name: user.name, address }, ...letter });
    if (posted === "failed") throw new JobFailed("The mail server did not take the e-mail.");
  };
  if (side === "after") {
    const holder = await client.user.findUnique({ where: { email: after } });
    if (holder && !holder.unconfirmed) {
      return send(
        after,
        accountLetter(holder.name, "This address has an account already", [
          "Somebody wanted to change the e-mail address of their account in the coalition’s workspace to this one. It is the address of your account already, so nothing was changed, and nobody was told that you have one.",
          "If it was you, sign in with this address, or choose another one for your other account.",
        ]),
      );
    }
  }
  const secret = newSecret();
  const fresh = side === "before" ? "beforeHash" : "afterHash";
  const confirmed = side === "before" ? "beforeAt" : "afterAt";
  const { count } = await database.writeUnaudited(userId, (tx) =>
    tx.addressChange.updateMany({
      where: { id: changeId, endedAt: null, [confirmed]: null },
      data: { [fresh]: hashSecret(secret) },
    }),
  );
  if (count === 0) return;
  const link = new URL(`/address/${secret}`, appUrl).href;
  if (side === "after") {
    return send(
      after,
      accountLetter(user.name, "Confirm your new e-mail address", [
        `You asked to sign in as ${after}. Confirm here that this address is yours; it becomes yours there once your present address has confirmed it, too. The link works for a day.`,
        { label: "Confirm this address", link },
        "If you did not ask for it, do nothing, or stop it by the same link.",
      ]),
    );
  }
  return send(
    before,
    accountLetter(user.name, "Your e-mail address is to be changed", [
      `Somebody who is signed in as you asked that you sign in as ${after} from now on, and no longer as ${before}. If that was you, confirm it here. The link works for a day.`,
      { label: "Confirm or stop the change", link },
      "Nothing changes unless both addresses confirm it. If it was not you, stop it by the same link, and choose a new password: that signs out all devices.",
      { label: "Choose a new password", link: new URL("/password/forgotten", appUrl).href },
    ]),
  );
}
