import type { OwnIdentityView } from "#server/services/index.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { identityForm } from "#app/domain/forms/identity-provider.ts";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { Card, Empty } from "#app/ui/Page.tsx";
import { FormErrors, SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { HelpLink } from "#app/features/help/HelpLink.tsx";

type IdentityAnswered = { readonly answer: FormAnswer<unknown> | undefined };

/** The sign-ins of the reader's organizations, with what links and unlinks their account. */
export function OwnIdentities({
  identities,
  answer,
}: { readonly identities: readonly OwnIdentityView[] } & IdentityAnswered) {
  if (identities.length === 0) {
    return (
      <Empty action={<HelpLink about="sign-in#ways-in">Ways to sign in</HelpLink>}>
        <p>None of your organizations has a sign-in of its own.</p>
      </Empty>
    );
  }
  return (
    <>
      <FormErrors answer={answer} intent="unlink" />
      <Card>
        <ul className="divide-y divide-rule">
          {identities.map((identity) => (
            <li key={identity.organization.id} className="px-5 py-4">
              <OwnIdentity identity={identity} answer={answer} />
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}

function OwnIdentity({
  identity,
  answer,
}: { readonly identity: OwnIdentityView } & IdentityAnswered) {
  const { organization, issuer, link, required, isReached } = identity;
  return (
    <>
      <p className="flex min-w-0 flex-wrap items-center gap-2 font-medium">
        <OrganizationChip organization={organization} /> {organization.name}
      </p>
      <p className="mt-1 text-sm break-all text-ink-soft">{issuer}</p>
      <p className="mt-2 text-[0.9375rem]">
        {link ? (
          <>
            Linked with your account since <Timestamp at={link.createdAt} as="date" />
            {link.lastUsedAt ? (
              <>
                ; last used <Timestamp at={link.lastUsedAt} as="short" />.
              </>
            ) : (
              ", and not used yet."
            )}
          </>
        ) : (
          "Not linked with your account."
        )}{" "}
        {required
          ? `${organization.shortName} asks its people to come in through it: otherwise your roles there rest.`
          : null}{" "}
        {isReached ? null : "Your roles there rest in this sign-in."}
      </p>
      <div className="mt-3">
        {link ? (
          <ConfirmForm
            intent="unlink"
            fields={{ organizationId: organization.id }}
            label="End the link"
            about={`with ${organization.name}`}
            look="plain"
            question={`End the link with the sign-in of ${organization.shortName}?`}
            consequence="Nobody comes in through it as you any more, and where you came in so you are signed out. You can link it again."
            confirm="End the link"
          />
        ) : (
          <LinkForm identity={identity} answer={answer} />
        )}
      </div>
    </>
  );
}

function LinkForm({ identity, answer }: { readonly identity: OwnIdentityView } & IdentityAnswered) {
  const { id, shortName } = identity.organization;
  const intent = "link";
  const [form] = useSentForm({ id: `link-${id}`, schema: identityForm, answer, intent });
  return (
    <SentForm
      form={form}
      intent={intent}
      submit={`Link with the sign-in of ${shortName}`}
      submitting="Asking…"
      look="plain"
    >
      <input type="hidden" name="organizationId" value={id} />
    </SentForm>
  );
}
