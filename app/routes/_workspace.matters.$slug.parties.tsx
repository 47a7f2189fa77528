import { useActionData, useLoaderData, type MetaFunction } from "@remix-run/react";
import { ConfirmForm } from "~/components/ConfirmForm";
import { ChoicesField } from "~/components/Field";
import { Said } from "~/components/Notice";
import { organizationChoice } from "~/components/organization-choice";
import { Card, Empty, Page, Section } from "~/components/Page";
import { Party } from "~/components/Party";
import { FormMistakes, SentForm, useSentForm } from "~/components/SentForm";
import { partyForm } from "~/domain/forms/matter";
import { refuse } from "~/domain/refusal";
import { guardedActions } from "~/http/guarded-action";
import { guardedLoader } from "~/http/guarded-loader";
import { matterParams } from "~/http/params";

export const meta: MetaFunction = () => [{ title: "Change parties · Coalition Desk" }];

const guard = { params: matterParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: async ({ actor, params, context }) => {
    const matter = await context.services.matters.show(actor, params.slug);
    return matter.ok && !matter.value.may.changeParties ? refuse("forbidden") : matter;
  },
});

export const action = guardedActions(guard, (deed) => ({
  add: deed({
    form: partyForm,
    run: ({ actor, params, context, input }) =>
      context.services.matters.addParty(actor, params.slug, input.organizationId),
    next: () => ({ said: "The party was added. Its people see this matter from now on." }),
  }),
  remove: deed({
    form: partyForm,
    run: ({ actor, params, context, input }) =>
      context.services.matters.removeParty(actor, params.slug, input.organizationId),
    next: () => ({ said: "The party was removed. Its people no longer see this matter." }),
  }),
}));

export default function Parties() {
  const { slug, title, parties, candidates } = useLoaderData<typeof loader>();
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
      <Said>{answer?.said}</Said>
      <FormMistakes answer={answer} intent="remove" />
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
                    <p className="text-sm text-ink-soft">The lead stays.</p>
                  ) : (
                    <ConfirmForm
                      intent="remove"
                      fields={{ organizationId: party.id }}
                      label="Remove"
                      about={party.shortName}
                      question={`Remove ${party.name} from this matter?`}
                      consequence={`Its people lose sight of the matter and its documents at once, and drafts they have open are closed. Its sign-off is no longer needed, and a review that is under way is void. What they wrote stays.`}
                      confirm={`Remove ${party.shortName}`}
                    />
                  )}
                </li>
              ))}
            </ul>
          </Card>
        </Section>
        <Section title="Add a party">
          {candidates.length > 0 ? (
            <SentForm form={form} intent="add" submit="Add party" submitting="Adding…">
              <ChoicesField
                field={fields.organizationId}
                label="Organization"
                hint="All its people see the matter at once; its drafters write in its drafts."
                choices={candidates.map(organizationChoice)}
              />
            </SentForm>
          ) : (
            <>
              {/* Of a form that was here when it was sent. */}
              <FormMistakes answer={answer} intent="add" />
              <Empty>
                <p>
                  Every organization of this workspace is a party already. The workspace’s
                  administrator can create another one.
                </p>
              </Empty>
            </>
          )}
        </Section>
      </div>
    </Page>
  );
}
