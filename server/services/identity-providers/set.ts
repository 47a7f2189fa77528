import { identityProviderForm, requireProviderForm } from "#app/domain/forms/identity-provider.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import type { ProvingBrowser } from "#server/services/asked-again.ts";
import { command, organizationTo, taking } from "#server/services/command.ts";
import { endProviderSessions, secretPlace, settingsOf } from "./provider.ts";

/**
 * Names the provider of an organization, once it answers as such. A secret that is left out stays as
 * it is while issuer and client id do: none is ever sent to another provider than it was entered for.
 */
export const setProvider = command({
  on: organizationTo("organization.edit"),
  form: identityProviderForm,
  takes: taking<[browser: ProvingBrowser]>(),
  shownAgainIn: ({ extra: [browser] }) => browser,
  async prepare({ resources, key: [organizationId], form }) {
    const { database, encryption, identityProviders } = resources;
    const before = await database.client.identityProvider.findUnique({
      where: { organizationId },
    });
    const { issuer, clientId, clientSecret = null } = form;
    const isSame = before?.issuer === issuer && before.clientId === clientId;
    const keepsSecret = isSame && clientSecret === null;
    const entered = { issuer, clientId, clientSecret };
    const settings = keepsSecret ? settingsOf(before, encryption) : done(entered);
    if (!settings.ok) return settings;
    const checked = await identityProviders.check(settings.value);
    if (!checked.ok) {
      const { code, sentence } = checked.refusal;
      return refuse(code, sentence, { issuer: sentence });
    }
    const sealed =
      clientSecret === null
        ? done(keepsSecret ? before.clientSecret : null)
        : encryption.seal(clientSecret, secretPlace(organizationId));
    if (!sealed.ok) return sealed;
    return done({
      before: before?.changedAt.getTime() ?? null,
      // As it writes its own name: that is what its tokens say.
      issuer: checked.value,
      clientSecret: sealed.value,
    });
  },
  async run({ tx, at, key: [organizationId], form, actor, prepared, record, afterCommit }) {
    const { issuer, clientSecret } = prepared;
    const { clientId } = form;
    const before = await tx.identityProvider.findUnique({ where: { organizationId } });
    if ((before?.changedAt.getTime() ?? null) !== prepared.before) return refuse("stale");
    const isSame = before?.issuer === issuer && before.clientId === clientId;
    // A requirement is for what is known to work, and it may know people by other subjects as well.
    const required = isSame && before.required;
    const breakGlassId = required ? before.breakGlassId : null;
    const data = { issuer, clientId, clientSecret, required, breakGlassId, changedAt: at };
    await tx.identityProvider.upsert({
      where: { organizationId },
      create: { organizationId, createdAt: at, ...data },
      update: data,
    });
    const { count } = await tx.identityLink.deleteMany({
      where: { organizationId, NOT: { issuer } },
    });
    const ended = isSame
      ? []
      : await endProviderSessions(tx, { organizationId, exceptOf: actor.userId });
    await record({
      type: "organization.provider-set",
      details: {
        before: before && { issuer: before.issuer, clientId: before.clientId },
        issuer,
        clientId,
        hasSecret: clientSecret !== null,
        required,
        breakGlassId,
        linksRemoved: count,
        sessionsEnded: ended.length,
      },
    });
    afterCommit(({ auth, rooms }) => {
      auth.announceEnded(ended);
      rooms.revoke({ organizationId });
    });
    return done({
      isNew: !isSame,
      noLongerRequired: before?.required === true && !required,
      signedOut: ended.length,
    });
  },
});

/**
 * Requires the provider of the organization's people, or no longer. It has to be known to work, by the
 * link of whoever requires it, and one administrator has a way around it.
 */
export const requireProvider = command({
  on: organizationTo("organization.edit"),
  form: requireProviderForm,
  takes: taking<[browser: ProvingBrowser]>(),
  shownAgainIn: ({ extra: [browser] }) => browser,
  async run({ tx, at, key: [organizationId], form, actor, record, afterCommit }) {
    const provider = await tx.identityProvider.findUnique({ where: { organizationId } });
    if (!provider) return refuse("not-found");
    const { issuer, clientId } = provider;
    const required = form.required === "yes";
    const breakGlassId = required ? (form.breakGlassId ?? null) : null;
    if (required) {
      const link = await tx.identityLink.findUnique({
        where: { userId_organizationId: { userId: actor.userId, organizationId } },
      });
      if (link?.issuer !== issuer) return refuse("conflict", NOT_TRIED);
      const chosen =
        breakGlassId === null ? null : await breakGlassOf(tx, organizationId, breakGlassId);
      if (chosen === null)
        return refuse("bad-input", NO_WAY_AROUND, { breakGlassId: NO_WAY_AROUND });
    }
    if (provider.required === required && provider.breakGlassId === breakGlassId) return done();
    await tx.identityProvider.update({
      where: { organizationId },
      data: { required, breakGlassId, changedAt: at },
    });
    await record({
      type: "organization.provider-set",
      details: {
        before: {
          issuer,
          clientId,
          required: provider.required,
          breakGlassId: provider.breakGlassId,
        },
        issuer,
        clientId,
        hasSecret: provider.clientSecret !== null,
        required,
        breakGlassId,
        linksRemoved: 0,
        sessionsEnded: 0,
      },
    });
    // Whom it takes roles from, or gives them back.
    afterCommit(({ rooms }) => rooms.revoke({ organizationId }));
    return done();
  },
});

/** An administrator of the organization who can sign in without it; null where that is none. */
async function breakGlassOf(
  tx: Parameters<typeof endProviderSessions>[0],
  organizationId: string,
  userId: string,
): Promise<string | null> {
  const membership = await tx.membership.findUnique({
    where: { userId_organizationId: { userId, organizationId } },
    include: { roles: true, user: { include: { passkeys: { where: { via: null } } } } },
  });
  if (!membership?.roles.some(({ role }) => role === "admin")) return null;
  const { passwordHash, passwordVia, passkeys } = membership.user;
  const hasOwn = (passwordHash !== null && passwordVia === null) || passkeys.length > 0;
  return hasOwn ? userId : null;
}

/** Removes the provider with its links; who came in through it is signed out, but for who removes it. */
export const removeProvider = command({
  on: organizationTo("organization.edit"),
  takes: taking<[browser: ProvingBrowser]>(),
  shownAgainIn: ({ extra: [browser] }) => browser,
  async run({ tx, key: [organizationId], actor, record, afterCommit }) {
    const provider = await tx.identityProvider.findUnique({ where: { organizationId } });
    if (!provider) return refuse("not-found");
    const { count } = await tx.identityLink.deleteMany({ where: { organizationId } });
    await tx.identityProvider.delete({ where: { organizationId } });
    const ended = await endProviderSessions(tx, { organizationId, exceptOf: actor.userId });
    await record({
      type: "organization.provider-removed",
      details: {
        issuer: provider.issuer,
        clientId: provider.clientId,
        linksRemoved: count,
        sessionsEnded: ended.length,
      },
    });
    afterCommit(({ auth, rooms }) => {
      auth.announceEnded(ended);
      rooms.revoke({ organizationId });
    });
    return done();
  },
});

const NOT_TRIED =
  "Nobody is asked to come in by a way that was never tried. Nothing was changed; link your own account with the organization’s sign-in first, then require it.";

const NO_WAY_AROUND =
  "Choose an administrator of the organization who has a password or a passkey of their own. Nothing was changed.";
