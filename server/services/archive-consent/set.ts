import { archiveConsentForm } from "#app/domain/forms/archive-consent.ts";
import { done } from "#app/domain/refusal.ts";
import { command, organizationTo, taking } from "#server/services/command.ts";
import type { AskingBrowser } from "#server/services/passkeys/browser.ts";

/**
 * Gives an organization's consent to archives of the workspace, or takes it back. It is a way out for
 * what nobody else reads, so its administrator shows again who they are, and all of them are told.
 */
export const setArchiveConsent = command({
  on: organizationTo("organization.edit"),
  form: archiveConsentForm,
  takes: taking<[browser: AskingBrowser]>(),
  shownAgainIn: ({ extra: [browser] }) => browser,
  async run({ tx, at, actor, key: [organizationId], form: { consent }, record }) {
    const before = await tx.archiveConsent.findUnique({ where: { organizationId } });
    if ((before !== null) === (consent === "yes")) return done();
    if (consent === "yes") {
      const data = { organizationId, givenById: actor.userId, givenAt: at };
      await tx.archiveConsent.create({ data });
      await record({ type: "organization.archive-consent-given", details: {} });
    } else {
      await tx.archiveConsent.delete({ where: { organizationId } });
      await record({ type: "organization.archive-consent-withdrawn", details: {} });
    }
    return done();
  },
});
