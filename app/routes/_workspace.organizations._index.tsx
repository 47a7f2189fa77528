import { counted } from "#app/domain/counted.ts";
import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { Plus } from "lucide-react";
import type { UnconfirmedPerson } from "#server/services/index.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { Card, Empty, Page, Section } from "#app/ui/Page.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";
import { UnreadableDrafts } from "#app/features/costly-drafts/UnreadableDrafts.tsx";
import { removePersonForm } from "#app/domain/forms/organization.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { HelpLink } from "#app/features/help/HelpLink.tsx";

export const meta: MetaFunction = () => [{ title: "Organizations · Coalition Desk" }];

export const loader = guardedLoader({
  need: "signed in",
  load: ({ actor, context }) => context.services.organizations.list(actor),
});

export const action = guardedActions({ need: "signed in" }, (handle) => ({
  confirm: handle({
    form: removePersonForm,
    run: ({ actor, context, input }) => context.services.organizations.confirmPerson(actor, input),
    next: () => ({ said: "The account is confirmed." }),
  }),
}));

export default function Organizations() {
  const { organizations, unconfirmed, unreadableDrafts, failedJobs, may } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Organizations"
      crumbs={[{ to: "/", label: "Home" }]}
      actions={
        may.create ? (
          <ButtonLink to="/organizations/new" look="primary">
            <Plus aria-hidden className="size-4" />
            New organization
          </ButtonLink>
        ) : null
      }
    >
      <UnreadableDrafts drafts={unreadableDrafts} />
      <StatusMessage>{answer?.said}</StatusMessage>
      <FormErrors answer={answer} intent="confirm" />
      {unconfirmed.length > 0 ? <UnconfirmedPeople people={unconfirmed} /> : null}
      {may.create ? (
        <p className="mb-4 flex flex-wrap gap-x-6 gap-y-1">
          <Link to="/costly-drafts" className="link">
            Drafts that cost too much
          </Link>
          <Link to="/closed-days" className="link">
            Closed days
          </Link>
          <Link to="/take-along" className="link">
            Take the workspace along
          </Link>
          <Link to="/jobs" className="link">
            {failedJobs > 0 ? `Jobs that failed (${failedJobs})` : "Jobs that failed"}
          </Link>
        </p>
      ) : null}
      {organizations.length === 0 ? (
        <Empty
          action={
            may.create ? (
              <ButtonLink to="/organizations/new">Create an organization</ButtonLink>
            ) : (
              <HelpLink about="first-hour#you-were-invited">How one is invited</HelpLink>
            )
          }
        >
          <p>You belong to no organization. Ask an administrator of yours to invite you.</p>
        </Empty>
      ) : (
        <Card>
          <ul className="divide-y divide-rule">
            {organizations.map((organization) => (
              <li
                key={organization.id}
                className="relative flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-4 has-[a]:hover:bg-wash"
              >
                <div className="min-w-0">
                  <OrganizationName organization={organization} />
                  <p className="mt-0.5 text-sm text-ink-soft">
                    {organization.city ?? <span className="italic">City not recorded</span>}
                    {organization.peopleCount === null ? null : (
                      <> · {counted(organization.peopleCount, "person", "people")}</>
                    )}
                    {organization.mine ? " · yours" : null}
                  </p>
                </div>
                <OrganizationChip organization={organization} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}

/** Accounts that may belong to somebody else than their address names. */
function UnconfirmedPeople({ people: waiting }: { readonly people: readonly UnconfirmedPerson[] }) {
  return (
    <Section title="Accounts to confirm" className="mb-10">
      <p className="mb-3 max-w-prose text-ink-soft">
        Their invitation was a link that somebody passed on, so nobody has shown yet that the
        address is theirs. Ask the person, by telephone for instance, and confirm the account then.
      </p>
      <Card>
        <ul className="divide-y divide-rule">
          {waiting.map(({ userId, name, email, organizations, invitedBy, createdAt }) => (
            <li
              key={userId}
              className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-5 py-4"
            >
              <div className="min-w-0 flex-1 basis-64">
                <p className="font-medium">{name}</p>
                <p className="text-sm break-all text-ink-soft">{email}</p>
                <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-ink-soft">
                  {organizations.map((organization) => (
                    <OrganizationChip key={organization.id} organization={organization} />
                  ))}
                  <span>
                    {invitedBy ? `Invited by ${invitedBy}, joined` : "Joined"} on{" "}
                    <Timestamp at={createdAt} as="day" />.
                  </span>
                </p>
              </div>
              <ConfirmForm
                intent="confirm"
                fields={{ userId }}
                label="Confirm"
                look="plain"
                about={`the account of ${name}`}
                question={`Is ${email} the address of ${name}?`}
                consequence="The account then counts as theirs everywhere in this workspace, and other organizations can add it. It is recorded that you confirmed it."
                confirm="Confirm account"
              />
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  );
}

/** The workspace's administrator sees all organizations, but only the people of their own. */
function OrganizationName({
  organization: { id, name, may },
}: {
  organization: { id: string; name: string; may: { viewPeople: boolean } };
}) {
  if (!may.viewPeople) return <p className="font-medium">{name}</p>;
  return (
    <Link
      to={`/organizations/${id}`}
      className="font-medium after:absolute after:inset-0 hover:underline"
    >
      {name}
    </Link>
  );
}
