import { counted } from "#app/domain/counted.ts";
import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { UserPlus } from "lucide-react";
import type { InvitationView, MemberView } from "#server/services/index.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { InvitationReady } from "#app/features/organization/InvitationReady.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { Card, Page, Section } from "#app/ui/Page.tsx";
import { ROLE_LABELS } from "#app/features/organization/role-labels.ts";
import { FormErrors } from "#app/ui/SentForm.tsx";
import type { Role } from "#app/domain/actor.ts";
import { invitationForm } from "#app/domain/forms/invitation.ts";
import { UNCONFIRMED_MARK } from "#app/domain/shown-name.ts";
import { ofOrganization, permitted } from "#app/framework/access-requirement.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { organizationParams } from "#app/framework/params.ts";
import { withAbsoluteUrl } from "#app/framework/absolute-url.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.organization.name ?? "Organization"} · Coalition Desk` },
];

export const loader = guardedLoader({
  params: organizationParams,
  need: permitted("organization.view", ofOrganization),
  load: ({ actor, params, context }) =>
    context.services.organizations.people(actor, params.organizationId),
});

export const action = guardedActions(
  {
    params: organizationParams,
    need: permitted("organization.manage-people", ofOrganization),
  },
  (handle) => ({
    reinvite: handle({
      form: invitationForm,
      run: ({ actor, params, context, input }) =>
        context.services.organizations.reinvite(actor, params.organizationId, input.invitationId),
      next: (invitation, { context }) => ({
        said:
          invitation.mail === "failed"
            ? "The mail could not be sent."
            : "The invitation was sent anew.",
        show: withAbsoluteUrl(invitation, context.appUrl),
      }),
    }),
    revoke: handle({
      form: invitationForm,
      run: ({ actor, params, context, input }) =>
        context.services.organizations.revokeInvitation(
          actor,
          params.organizationId,
          input.invitationId,
        ),
      next: () => ({ said: "The invitation was revoked; its link no longer works." }),
    }),
  }),
);

export default function OrganizationPeople() {
  const { organization, people, invitations, may } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();

  return (
    <Page
      title={organization.name}
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/organizations", label: "Organizations" },
      ]}
      lead={
        <span className="flex flex-wrap items-center gap-2">
          <OrganizationChip organization={organization} />
          {organization.city ??
            (may.managePeople ? (
              <Link to={`/organizations/${organization.id}/edit`} className="link italic">
                City not recorded
              </Link>
            ) : (
              <span className="italic">City not recorded</span>
            ))}
        </span>
      }
      actions={
        <>
          <ButtonLink to={`/organizations/${organization.id}/texts`}>
            Templates and clauses
          </ButtonLink>
          <ButtonLink to={`/organizations/${organization.id}/matters`}>Its matters</ButtonLink>
          <ButtonLink to={`/record?organization=${organization.id}`}>Record</ButtonLink>
          {may.managePeople ? (
            <ButtonLink to={`/organizations/${organization.id}/edit`}>
              Name, site and press contact
            </ButtonLink>
          ) : null}
          {may.managePeople ? (
            <ButtonLink to={`/organizations/${organization.id}/sign-in`}>Signing in</ButtonLink>
          ) : null}
          {may.managePeople ? (
            <ButtonLink to={`/organizations/${organization.id}/archives`}>Archives</ButtonLink>
          ) : null}
          {may.managePeople ? (
            <ButtonLink to={`/organizations/${organization.id}/webhooks`}>Webhooks</ButtonLink>
          ) : null}
          {may.managePeople ? (
            <ButtonLink to={`/organizations/${organization.id}/invite`} look="primary">
              <UserPlus aria-hidden className="size-4" />
              Invite someone
            </ButtonLink>
          ) : null}
        </>
      }
    >
      {answer?.show ? (
        <InvitationReady invitation={answer.show} />
      ) : (
        <StatusMessage>{answer?.said}</StatusMessage>
      )}
      <FormErrors answer={answer} intent="reinvite" />
      <FormErrors answer={answer} intent="revoke" />
      <div className="grid gap-10">
        <Section title={counted(people.length, "person", "people")}>
          <Card>
            <ul className="divide-y divide-rule">
              {people.map((person) => (
                <li key={person.userId} id={`person-${person.userId}`}>
                  <Member
                    person={person}
                    change={
                      may.managePeople
                        ? `/organizations/${organization.id}/people/${person.userId}`
                        : null
                    }
                  />
                </li>
              ))}
            </ul>
          </Card>
        </Section>
        {may.managePeople && invitations.length > 0 ? (
          <Section title="Open invitations">
            <Card>
              <ul className="divide-y divide-rule">
                {invitations.map((invitation) => (
                  <li key={invitation.id}>
                    <Invitation invitation={invitation} />
                  </li>
                ))}
              </ul>
            </Card>
          </Section>
        ) : null}
      </div>
    </Page>
  );
}

function Member({ person, change }: { person: MemberView; change: string | null }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-4">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">
          {person.name}
          {person.you ? <span className="font-normal text-ink-soft"> (you)</span> : null}
          {person.unconfirmed ? (
            <strong className="font-medium text-caution"> {UNCONFIRMED_MARK}</strong>
          ) : null}
        </p>
        <p className="text-sm break-all text-ink-soft">{person.email}</p>
      </div>
      <p className="flex-1 basis-48 text-[0.9375rem]">{rolesText(person.roles)}</p>
      {change ? (
        <Link to={change} className="link text-[0.9375rem]">
          Change<span className="sr-only"> roles of {person.name}</span>
        </Link>
      ) : null}
    </div>
  );
}

function Invitation({ invitation }: { invitation: InvitationView }) {
  const { id, name, email, roles, invitedBy, createdAt, expiresAt, expired } = invitation;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">{name}</p>
        <p className="text-sm break-all text-ink-soft">{email}</p>
        <p className="mt-1 text-sm text-ink-soft">
          {rolesText(roles)}. Invited {invitedBy ? `by ${invitedBy} ` : null}on{" "}
          <Timestamp at={createdAt} as="day" />,{" "}
          {expired ? (
            <strong className="font-medium text-caution">
              expired on <Timestamp at={expiresAt} as="day" />
            </strong>
          ) : (
            <>
              open until <Timestamp at={expiresAt} as="day" />
            </>
          )}
          .
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <ConfirmForm
          intent="reinvite"
          fields={{ invitationId: id }}
          label="New link"
          about={`for ${name}`}
          look="plain"
          question={`Make a new link for ${name}?`}
          consequence="The link that was sent before stops working. The new one holds for seven days."
          confirm="Make a new link"
        />
        <ConfirmForm
          intent="revoke"
          fields={{ invitationId: id }}
          label="Revoke"
          about={`the invitation of ${name}`}
          question={`Revoke the invitation of ${name}?`}
          consequence="Its link stops working at once. You can invite the same person again later."
          confirm="Revoke invitation"
        />
      </div>
    </div>
  );
}

function rolesText(roles: readonly Role[]): string {
  return roles.map((role) => ROLE_LABELS[role]).join(", ");
}
