import type { Actor } from "#app/domain/actor.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { askForProof } from "#server/services/asked-again.ts";
import { deviceOf } from "#server/services/account/device.ts";
import type { Resources } from "#server/services/resources.ts";
import { partyOf, type AskingBrowser } from "./browser.ts";
import { mayChange } from "./own.ts";
import { provingFactors } from "./prove.ts";
import type { PasskeysView } from "./views.ts";

/** The actor's passkeys, the oldest first. */
export async function listPasskeys(
  resources: Resources,
  actor: Actor,
  browser: AskingBrowser,
): Promise<Outcome<PasskeysView>> {
  const { database, mail, appUrl } = resources;
  const { userId, reach } = actor;
  const party = partyOf(resources, browser);
  const [rows, user, proved] = await Promise.all([
    database.client.passkey.findMany({
      where: { userId },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
    database.client.user.findUnique({
      where: { id: userId },
      select: { passwordHash: true, passwordVia: true },
    }),
    askForProof(resources, actor, browser),
  ]);
  const through = reach && !reach.own ? reach.via : null;
  const organizationIds = [...rows.map(({ via }) => via), through].filter((id) => id !== null);
  const organizations = await database.client.organization.findMany({
    where: { id: { in: organizationIds } },
    select: { id: true, shortName: true },
  });
  const nameOf = (id: string | null) =>
    organizations.find((organization) => organization.id === id)?.shortName ?? id;
  return done({
    passkeys: rows.map((row) => ({
      id: row.id,
      name: row.name,
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      backedUp: row.backedUp,
      elsewhere: party.ok && row.host !== party.value.host ? row.host : null,
      via: nameOf(row.via),
      mayChange: mayChange(actor, row),
    })),
    unavailable: party.ok ? null : party.refusal.sentence,
    asksProof: !proved.ok,
    ...provingFactors(actor, { user, passkeys: rows, host: party.ok ? party.value.host : null }),
    suggestedName: deviceOf(browser.userAgent ?? null) ?? "My passkey",
    madeThrough: nameOf(through),
    isTold: mail.configured && appUrl !== null && actor.unconfirmed !== true,
  });
}
