import type { Actor } from "#app/domain/actor.ts";
import { signInPolicyForm } from "#app/domain/forms/second-factor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { rolesOf } from "#server/auth/index.ts";
import { command, organizationTo, taking } from "#server/services/command.ts";
import { partyOf, type AskingBrowser } from "#server/services/passkeys/browser.ts";
import type { Resources } from "#server/services/resources.ts";
import type { SignInPolicyView } from "#server/services/second-factor/views.ts";
import { canBeFulfilled } from "./fulfillable-policy.ts";
import { organizationTag } from "./tag.ts";

/** Requirements for an organization's reviewers and staff, and what each has: for its administrators. */
export async function showSignInPolicy(
  { database, appUrl }: Resources,
  actor: Actor,
  organizationId: string,
  browser: Pick<AskingBrowser, "origin">,
): Promise<Outcome<SignInPolicyView>> {
  const permitted = may(actor, "organization.edit", { organizationId });
  if (!permitted.ok) return permitted;
  const party = partyOf({ appUrl }, browser);
  // Another organization's doing counts for nothing here, and is none of this one's business.
  const countsHere = (via: string | null) => via === null || via === organizationId;
  const row = await database.client.organization.findUnique({
    where: { id: organizationId },
    include: {
      memberships: {
        where: { roles: { some: { role: { in: ["reviewer", "staff"] } } } },
        include: {
          roles: true,
          user: {
            select: {
              id: true,
              name: true,
              secondFactor: { select: { via: true } },
              passkeys: {
                where: {
                  OR: [{ via: null }, { via: organizationId }],
                  host: party.ok ? party.value.host : { in: [] },
                },
                select: { id: true },
              },
              identities: { where: { organizationId }, select: { id: true } },
            },
          },
        },
        orderBy: [{ user: { name: "asc" } }, { id: "asc" }],
      },
    },
  });
  if (!row) return refuse("not-found");
  return done({
    organization: organizationTag(row),
    requiresFactor: row.requiresFactor,
    requiresPasskey: row.requiresPasskey,
    people: row.memberships.map(({ user, roles }) => ({
      userId: user.id,
      name: user.name,
      roles: rolesOf(roles),
      passkeys: user.passkeys.length,
      hasApp: user.secondFactor !== null && countsHere(user.secondFactor.via),
      byProvider: user.identities.length > 0,
    })),
  });
}

/**
 * Sets it. Whoever lacks a factor is led through setting one up at their next sign-in: nobody is locked
 * out, and no session ends.
 */
export const setSignInPolicy = command({
  on: organizationTo("organization.edit"),
  form: signInPolicyForm,
  takes: taking<[browser: AskingBrowser]>(),
  shownAgainIn: ({ extra: [browser] }) => browser,
  async prepare({ resources, form: { policy }, extra: [browser] }) {
    return canBeFulfilled(resources, policy, browser);
  },
  async run({ tx, key: [id], form: { policy }, record }) {
    const select = { requiresFactor: true, requiresPasskey: true } as const;
    const before = await tx.organization.findUnique({ where: { id }, select });
    if (!before) return refuse("not-found");
    const after = {
      requiresFactor: policy.includes("factor"),
      requiresPasskey: policy.includes("passkey"),
    };
    const isSame =
      before.requiresFactor === after.requiresFactor &&
      before.requiresPasskey === after.requiresPasskey;
    if (isSame) return done();
    await tx.organization.update({ where: { id }, data: after });
    await record({ type: "organization.factor-policy-set", details: { before, after } });
    return done();
  },
});
