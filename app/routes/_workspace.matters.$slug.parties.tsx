import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import * as z from "zod";
import type { MatterView, PartyView } from "#server/services/index.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { ChoicesField } from "#app/ui/Field.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { organizationChoice } from "#app/features/organization/organization-choice.tsx";
import { Card, Empty, Page, Section } from "#app/ui/Page.tsx";
import { namingSentence } from "#app/features/matter/naming-sentence.ts";
import { Party } from "#app/features/matter/Party.tsx";
import { FormErrors, SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { partyForm } from "#app/domain/forms/matter.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { matterParams } from "#app/framework/params.ts";
import { usePageFrame } from "#app/framework/page-frame.ts";
import { HelpLink } from "#app/features/help/HelpLink.tsx";
import { ButtonLink } from "#app/ui/Button.tsx";

export const meta: MetaFunction = () => [{ title: "Change parties · Coalition Desk" }];

const guard = { params: matterParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: async ({ actor, params, context }) => {
    const matter = await context.services.matters.show(actor, params.slug);
    return matter.ok && !matter.value.may.changeParties ? refuse("forbidden") : matter;
  },
});

export const action = guardedActions(guard, (handle) => ({
  add: handle({
    form: partyForm,
    run: ({ actor, params, context, input }) =>
      context.services.matters.inviteParty(actor, params.slug, input),
    next: () => ({
      said: "The organization was invited. Its people see this matter once one of its administrators accepts.",
    }),
  }),
  remove: handle({
    form: partyForm,
    run: ({ actor, params, context, input }) =>
      context.services.matters.removeParty(actor, params.slug, input),
    next: () => ({ said: "It was removed. Its people do not see this matter." }),
  }),
  "hand-over": handle({
    form: partyForm,
    run: ({ actor, params, context, input }) =>
      context.services.matters.offerLead(actor, params.slug, input),
    next: () => ({
      said: "The lead was offered. The organization leads once one of its administrators accepts.",
    }),
  }),
  "withdraw-lead": handle({
    form: z.object({}),
    run: ({ actor, params, context }) => context.services.matters.withdrawLead(actor, params.slug),
    next: () => ({ said: "The offer was taken back. Your organization still leads." }),
  }),
}));

const REMOVED =
  "Its people lose sight of the matter and its documents at once, and drafts they have open are closed. Its sign-off is no longer needed, and a review that is under way is void. What they wrote stays.";
const REMOVED_OF_ARCHIVE = "Nobody of it is here. What the archive says of it stays.";

export default function Parties() {
  const isWorkspaceAdmin = usePageFrame()?.person?.workspaceAdmin ?? false;
  const { slug, title, parties, naming, asked, leadOffered, candidates, may } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [form, fields] = useSentForm({
    id: "add-party",
    schema: partyForm,
    answer,
    intent: "add",
  });

  return (
    <Page
      title="Change parties"
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${slug}`, label: title },
      ]}
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <FormErrors answer={answer} intent="remove" />
      <div className="grid gap-10">
        <Section title="Parties">
          <Card>
            <ul className="divide-y divide-rule">
              {parties.map((party) => (
                <li
                  key={party.id}
                  className="flex flex-wrap items-start justify-between gap-4 px-5 py-4"
                >
                  <div className="min-w-0">
                    <Party party={party} />
                  </div>
                  {party.lead ? (
                    <p className="text-sm text-ink-soft">Leads, and stays until it hands over.</p>
                  ) : (
                    <ConfirmForm
                      intent="remove"
                      fields={{ organizationId: party.id }}
                      label="Remove"
                      about={party.shortName}
                      question={`Remove ${party.name} from this matter?`}
                      consequence={`${party.isHere ? REMOVED : REMOVED_OF_ARCHIVE} ${namingSentence(
                        party.shortName,
                        naming.find(({ organizationId }) => organizationId === party.id),
                      )}`}
                      confirm={`Remove ${party.shortName}`}
                    />
                  )}
                </li>
              ))}
            </ul>
          </Card>
        </Section>
        {asked.length > 0 ? (
          <Section title="Invited, not yet accepted">
            <Card>
              <ul className="divide-y divide-rule">
                {asked.map((organization) => (
                  <li
                    key={organization.id}
                    className="flex flex-wrap items-start justify-between gap-4 px-5 py-4"
                  >
                    <div className="min-w-0">
                      <OrganizationChip organization={organization} />
                      <p className="mt-2 font-medium">{organization.name}</p>
                      <p className="text-sm text-ink-soft">
                        Invited on <Timestamp at={organization.invitedAt} as="day" />. Its
                        administrators see the title, the lead and who invited; nobody of it is
                        listed or asked to sign yet.
                      </p>
                    </div>
                    <ConfirmForm
                      intent="remove"
                      fields={{ organizationId: organization.id }}
                      label="Withdraw"
                      about={`the invitation of ${organization.shortName}`}
                      question={`Withdraw the invitation of ${organization.name}?`}
                      consequence="It can’t accept any more. You can invite it again later."
                      confirm="Withdraw invitation"
                    />
                  </li>
                ))}
              </ul>
            </Card>
          </Section>
        ) : null}
        <Section title="Invite a party">
          {candidates.length > 0 ? (
            <SentForm form={form} intent="add" submit="Invite" submitting="Inviting…">
              <ChoicesField
                field={fields.organizationId}
                label="Organization"
                hint="One of its administrators accepts first. Then all its people see the matter, and its drafters write in its drafts."
                choices={candidates.map(organizationChoice)}
              />
            </SentForm>
          ) : (
            <>
              {/* Of a form that has disappeared since it was sent. */}
              <FormErrors answer={answer} intent="add" />
              <Empty
                action={
                  isWorkspaceAdmin ? (
                    <ButtonLink to="/organizations/new">Create an organization</ButtonLink>
                  ) : (
                    <HelpLink about="people#organizations">How an organization is created</HelpLink>
                  )
                }
              >
                <p>
                  Every organization of this workspace is a party or invited already. The
                  workspace’s administrator can create another one.
                </p>
              </Empty>
            </>
          )}
        </Section>
        {may.handOverLead ? (
          <HandOver
            parties={parties.filter(({ lead, isHere }) => !lead && isHere)}
            offered={leadOffered}
            answer={answer}
          />
        ) : null}
      </div>
    </Page>
  );
}

/** Asks a party to lead, which its administrators accept first. */
function HandOver({
  parties,
  offered,
  answer,
}: {
  readonly offered: MatterView["leadOffered"];
  readonly parties: readonly Pick<PartyView, "id" | "name" | "shortName" | "colour">[];
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  return (
    <Section title="Hand over the lead">
      <FormErrors answer={answer} intent="hand-over" />
      <FormErrors answer={answer} intent="withdraw-lead" />
      {parties.length === 0 ? (
        <Empty action={<HelpLink about="matter#the-lead">How the lead is handed over</HelpLink>}>
          <p>No other organization is a party yet that could lead.</p>
        </Empty>
      ) : (
        <Card>
          <ul className="divide-y divide-rule">
            {parties.map((party) => (
              <li
                key={party.id}
                className="flex flex-wrap items-center justify-between gap-4 px-5 py-4"
              >
                <span className="flex min-w-0 flex-wrap items-center gap-2">
                  <OrganizationChip organization={party} /> {party.name}
                </span>
                {offered?.organizationId === party.id ? (
                  <span className="flex flex-wrap items-center gap-3 text-sm text-ink-soft">
                    Offered on <Timestamp at={offered.at} as="day" />, not answered yet.
                    <ConfirmForm
                      intent="withdraw-lead"
                      look="plain"
                      label="Take back"
                      about={`the offer to ${party.shortName}`}
                      question={`Take back the offer to ${party.name}?`}
                      consequence="It can’t accept the lead any more. You can offer it again, to this party or another."
                      confirm="Take it back"
                    />
                  </span>
                ) : (
                  <ConfirmForm
                    intent="hand-over"
                    fields={{ organizationId: party.id }}
                    label="Offer the lead"
                    about={`to ${party.shortName}`}
                    look="plain"
                    question={`Offer the lead to ${party.name}?`}
                    consequence="It leads once one of its administrators accepts. From then on its staff file and publish, and its administrators choose parties and required sign-offs. Your organization stays a party, and only the new lead can hand the lead back. What was filed stays as it was filed."
                    confirm={`Offer ${party.shortName} the lead`}
                  />
                )}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Section>
  );
}
