import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import type { AskedMatter, OrganizationMattersView } from "#server/services/index.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { namingSentence } from "#app/features/matter/naming-sentence.ts";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { Card, Empty, Page, Section } from "#app/ui/Page.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";
import { matterForm } from "#app/domain/forms/matter.ts";
import { ofOrganization, permitted } from "#app/framework/access-requirement.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { organizationParams } from "#app/framework/params.ts";
import { HelpLink } from "#app/features/help/HelpLink.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Matters of ${data?.organization.name ?? "an organization"} · Coalition Desk` },
];

export const loader = guardedLoader({
  params: organizationParams,
  need: permitted("organization.view", ofOrganization),
  load: ({ actor, params, context }) =>
    context.services.matters.ofOrganization(actor, params.organizationId),
});

export const action = guardedActions(
  { params: organizationParams, need: permitted("matter.accept", ofOrganization) },
  (handle) => ({
    accept: handle({
      form: matterForm,
      run: ({ actor, params, context, input }) =>
        context.services.matters.accept(actor, params.organizationId, input.matterId),
      next: ({ slug }) => ({ to: `/matters/${slug}` }),
    }),
    decline: handle({
      form: matterForm,
      run: ({ actor, params, context, input }) =>
        context.services.matters.decline(actor, params.organizationId, input.matterId),
      next: () => ({ said: "You declined. The lead can invite your organization again." }),
    }),
    "accept-lead": handle({
      form: matterForm,
      run: ({ actor, params, context, input }) =>
        context.services.matters.acceptLead(actor, params.organizationId, input.matterId),
      next: ({ slug }) => ({ to: `/matters/${slug}` }),
    }),
    "decline-lead": handle({
      form: matterForm,
      run: ({ actor, params, context, input }) =>
        context.services.matters.declineLead(actor, params.organizationId, input.matterId),
      next: () => ({ said: "You declined. Your organization stays a party." }),
    }),
    leave: handle({
      form: matterForm,
      run: ({ actor, params, context, input }) =>
        context.services.matters.leave(actor, params.organizationId, input.matterId),
      next: () => ({ said: "Your organization left the matter. What it signed before stays." }),
    }),
  }),
);

export default function OrganizationMatters() {
  const { organization, asked, matters, may } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={`Matters of ${organization.name}`}
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/organizations", label: "Organizations" },
        { to: `/organizations/${organization.id}`, label: organization.name },
      ]}
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <FormErrors answer={answer} intent="accept" />
      <FormErrors answer={answer} intent="decline" />
      <FormErrors answer={answer} intent="accept-lead" />
      <FormErrors answer={answer} intent="decline-lead" />
      <FormErrors answer={answer} intent="leave" />
      <div className="grid gap-10">
        {asked.length > 0 ? (
          <Section title="Invitations">
            <Card>
              <ul className="divide-y divide-rule">
                {asked.map((matter) => (
                  <li key={`${matter.part} ${matter.matterId}`} className="px-5 py-4">
                    <MatterInvitation matter={matter} />
                  </li>
                ))}
              </ul>
            </Card>
          </Section>
        ) : may.answer ? (
          <p className="text-ink-soft">
            Your organization is invited to no other matter right now.
          </p>
        ) : null}
        <Section title="Party to">
          {matters.length > 0 ? (
            <Card>
              <ul className="divide-y divide-rule">
                {matters.map((matter) => (
                  <li key={matter.id} className="px-5 py-4">
                    <PartOf matter={matter} shortName={organization.shortName} />
                  </li>
                ))}
              </ul>
            </Card>
          ) : (
            <Empty
              action={
                may.answer ? (
                  <ButtonLink to="/matters/new">Create a matter</ButtonLink>
                ) : (
                  <HelpLink about="matter#parties">How an organization becomes a party</HelpLink>
                )
              }
            >
              <p>{organization.name} is party to no matter yet.</p>
            </Empty>
          )}
        </Section>
      </div>
    </Page>
  );
}

/** An invitation to a matter: all that is shown before acceptance, and both answers. */
function MatterInvitation({ matter }: { readonly matter: AskedMatter }) {
  const { part, matterId, title, lead, organization, invitedBy, invitedAt } = matter;
  const leads = part === "lead";
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">{title}</p>
        <p className="mt-1">
          <OrganizationChip organization={lead} part="leads" />
        </p>
        <p className="mt-1 text-sm text-ink-soft">
          {leads ? "Asked to lead" : "Invited"} {invitedBy ? `by ${invitedBy} ` : null}on{" "}
          <Timestamp at={invitedAt} as="day" />.
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <ConfirmForm
          intent={leads ? "accept-lead" : "accept"}
          fields={{ matterId }}
          label={leads ? "Accept the lead" : "Accept"}
          look="primary"
          about={leads ? `of ${title}` : `the invitation to ${title}`}
          question={
            leads
              ? `Lead “${title}” for ${organization.name}?`
              : `Make ${organization.name} a party of “${title}”?`
          }
          consequence={
            leads
              ? "From then on your staff file and publish, your administrators choose parties and required sign-offs, and the public page is yours. To leave, you hand over the lead first, which another party has to accept."
              : `All people of ${organization.name} see the matter and its documents, and the other parties see their names and roles. Your drafters can write in its drafts. You can leave again. Nobody can make you lead it.`
          }
          confirm={`Accept for ${organization.shortName}`}
        />
        <ConfirmForm
          intent={leads ? "decline-lead" : "decline"}
          fields={{ matterId }}
          label="Decline"
          look="plain"
          about={leads ? `the lead of ${title}` : `the invitation to ${title}`}
          question={
            leads ? `Decline the lead of “${title}”?` : `Decline the invitation to “${title}”?`
          }
          consequence={
            leads
              ? "Your organization stays a party, and who leads now leads on. It can ask again."
              : "Nothing of your organization is shown there. The lead can invite it again."
          }
          confirm="Decline"
        />
      </div>
    </div>
  );
}

function PartOf({
  matter,
  shortName,
}: {
  readonly matter: OrganizationMattersView["matters"][number];
  readonly shortName: string;
}) {
  const { id, slug, title, lead, leads, mayLeave, isArchived, naming } = matter;
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-64">
        <Link to={`/matters/${slug}`} className="font-medium hover:underline">
          {title}
        </Link>
        <p className="mt-1">
          <OrganizationChip organization={lead} part="leads" />
        </p>
        {isArchived ? <p className="mt-1 text-sm text-ink-soft">Archived</p> : null}
      </div>
      {mayLeave && leads && isArchived ? null : mayLeave && leads ? (
        <div className="max-w-60 text-sm text-ink-soft">
          <p className="mb-2">The lead hands over before it can leave.</p>
          <ButtonLink to={`/matters/${slug}/parties`}>
            Hand over the lead<span className="sr-only"> of {title}</span>
          </ButtonLink>
        </div>
      ) : mayLeave ? (
        <ConfirmForm
          intent="leave"
          fields={{ matterId: id }}
          label="Leave"
          about={title}
          question={`Leave “${title}”?`}
          consequence={`The people of ${shortName} lose sight of the matter and its documents at once, and drafts they have open are closed. A review that waits for your sign-off, or has it, is void. What you signed and filed before stays on the record, and so does what your people wrote. ${namingSentence(shortName, naming)}`}
          confirm={`Leave for ${shortName}`}
        />
      ) : null}
    </div>
  );
}
