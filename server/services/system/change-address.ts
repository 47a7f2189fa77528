import * as z from "zod";
import { email } from "#app/domain/forms/fields.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { hashSecret, newSecret } from "#server/auth/index.ts";
import { readForm } from "#server/services/form.ts";
import { giveUpPending } from "#server/services/account-links/give-up.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import type { SystemResources } from "./resources.ts";

const changeForm = z.object({ email, to: email });
export type ChangeAddressForm = z.input<typeof changeForm>;

/**
 * Changes the address of an account for whoever runs the server: where no mail is sent, no address can
 * be confirmed. Whether the account is confirmed stays as it is.
 */
export async function changeAddressOf(
  { database, clock, ids }: SystemResources,
  sent: unknown,
): Promise<Outcome<{ readonly name: string; readonly email: string }>> {
  const form = readForm(changeForm, sent);
  if (!form.ok) return form;
  const { email: before, to: after } = form.value;
  return database.write(async (tx) => {
    const user = await tx.user.findUnique({ where: { email: before } });
    if (!user) {
      return refuse(
        "not-found",
        `There is no account with the address ${before}. Nothing was changed.`,
      );
    }
    if (await tx.user.findUnique({ where: { email: after } })) {
      return refuse(
        "conflict",
        `There is an account with the address ${after} already. Nothing was changed.`,
      );
    }
    const at = clock();
    await tx.user.update({ where: { id: user.id }, data: { email: after } });
    await giveUpPending(tx, user.id, at);
    // Invitations that were sent to the former one stay theirs.
    await tx.addressChange.create({
      data: {
        id: ids(),
        userId: user.id,
        before,
        after,
        beforeHash: hashSecret(newSecret()),
        afterHash: hashSecret(newSecret()),
        beforeAt: at,
        afterAt: at,
        createdAt: at,
        expiresAt: at,
        endedAt: at,
      },
    });
    await appendEvent(tx, at, {
      type: "person.address-changed",
      actorId: null,
      details: { userId: user.id, before, after },
    });
    return done({ name: user.name, email: after });
  });
}
