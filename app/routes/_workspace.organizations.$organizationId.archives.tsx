import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import type { ArchiveConsentView } from "#server/services/index.ts";
import { archiveConsentForm } from "#app/domain/forms/archive-consent.ts";
import { AskProof } from "#app/features/passkeys/AskProof.tsx";
import { ofOrganization, permitted } from "#app/framework/access-requirement.ts";
import { askingBrowser } from "#app/framework/asking-browser.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { withProof } from "#app/framework/fresh-proof.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { organizationParams } from "#app/framework/params.ts";
import { ChoicesField } from "#app/ui/Field.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Page, Section } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

export const meta: MetaFunction = () => [{ title: "Archives · Coalition Desk" }];

const guard = {
  params: organizationParams,
  need: permitted("organization.edit", ofOrganization),
} as const;

export const loader = guardedLoader({
  ...guard,
  load: async (visit) => {
    const { actor, params, context } = visit;
    const view = await context.services.archiveConsents.show(actor, params.organizationId);
    return withProof(visit, view);
  },
});

export const action = guardedAction({
  ...guard,
  form: archiveConsentForm,
  run: (visit) => {
    const { actor, params, context, input } = visit;
    const browser = askingBrowser(visit);
    return context.services.archiveConsents.set(actor, params.organizationId, input, browser);
  },
  next: () => ({ said: "Saved. It holds for archives that are made from now on." }),
});

export default function ArchiveConsent() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { organization, given } = view;
  return (
    <Page
      title="Archives"
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/organizations", label: "Organizations" },
        { to: `/organizations/${organization.id}`, label: organization.name },
      ]}
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <AskProof
        proof={view.proof}
        answer={answer}
        before="what may leave your organization is changed"
      />
      <div className="grid gap-10">
        <Section title="What only your own people read">
          <p className="mb-4 text-ink-soft">
            Whoever administers the workspace can take it along as an archive: a file with its
            matters. Without the consent of {organization.shortName}, none holds what only its own
            people read.
          </p>
          <ConsentForm view={view} answer={answer} />
          {given ? (
            <p className="mt-4 text-sm text-ink-soft">
              {given.by ?? "Somebody whose account is gone"} consented on{" "}
              <Timestamp at={given.at} as="day" ends />
            </p>
          ) : null}
        </Section>
        <p>
          <Link to={`/organizations/${organization.id}`} className="link">
            Back to the people
          </Link>
        </p>
      </div>
    </Page>
  );
}

function ConsentForm({
  view: { given },
  answer,
}: {
  readonly view: ArchiveConsentView;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const [form, fields] = useSentForm({
    id: "consent",
    schema: archiveConsentForm,
    answer,
    defaultValue: { consent: given ? ("yes" as const) : ("no" as const) },
  });
  return (
    <SentForm form={form} submit="Save" submitting="Saving…">
      <ChoicesField
        field={fields.consent}
        label="Conversations that your organization keeps to itself"
        choices={[
          {
            value: "no",
            label: "Leave them out",
            hint: "An archive says that they were left out, and not whether there were any.",
          },
          {
            value: "yes",
            label: "Take them along",
            hint: "Whoever has such an archive can read them. Taking this back later changes nothing in archives that were made before.",
          },
        ]}
      />
    </SentForm>
  );
}
