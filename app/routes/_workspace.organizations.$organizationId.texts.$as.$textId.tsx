import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import {
  changeOrganizationTextForm,
  removeOrganizationTextForm,
} from "#app/domain/forms/organization-texts.ts";
import { FrozenText } from "#app/features/document/FrozenText.tsx";
import { ofOrganization, permitted } from "#app/framework/access-requirement.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { organizationTextParams } from "#app/framework/params.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { TextField } from "#app/ui/Field.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Page, Section } from "#app/ui/Page.tsx";
import { FormErrors, SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.name ?? "Not found"} · Coalition Desk` },
];

export const loader = guardedLoader({
  params: organizationTextParams,
  need: permitted("organization.view", ofOrganization),
  load: ({ actor, params: { organizationId, as, textId }, context }) =>
    context.services.organizationTexts.showOne(
      actor,
      as === "clauses" ? "clause" : "template",
      organizationId,
      textId,
    ),
});

export const action = guardedActions(
  {
    params: organizationTextParams,
    need: permitted("organization.keep-texts", ofOrganization),
  },
  (handle) => ({
    change: handle({
      form: changeOrganizationTextForm,
      run: ({ actor, params: { organizationId, as, textId }, context, input }) => {
        const { changeClause, changeTemplate } = context.services.organizationTexts;
        const change = as === "clauses" ? changeClause : changeTemplate;
        return change(actor, organizationId, textId, input);
      },
      next: () => ({ said: "Name and note are saved." }),
    }),
    remove: handle({
      form: removeOrganizationTextForm,
      run: ({ actor, params: { organizationId, as, textId }, context, input }) => {
        const { removeClause, removeTemplate } = context.services.organizationTexts;
        const remove = as === "clauses" ? removeClause : removeTemplate;
        return remove(actor, organizationId, textId, input);
      },
      next: ({ organizationId }, { params: { as } }) => ({
        to: `/organizations/${organizationId}/texts?removed=${as}`,
      }),
    }),
  }),
);

export default function KeptText() {
  const text = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { organization, name, kind, html, mayKeep, revision } = text;
  return (
    <Page
      title={name}
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/organizations/${organization.id}`, label: organization.name },
        { to: `/organizations/${organization.id}/texts`, label: "Templates and clauses" },
      ]}
      lead={text.note || undefined}
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <div className="grid gap-10">
        <div className="grid gap-3">
          <p className="text-sm text-ink-soft">
            {kind ? `Template for: ${KINDS[kind].name}` : "Clause"}. Kept by{" "}
            {text.createdBy ?? "somebody who is no longer here"} on{" "}
            <Timestamp at={text.createdAt} as="day" />
            {revision > 1 ? (
              <>
                , renamed by {text.changedBy ?? "somebody who is no longer here"} on{" "}
                <Timestamp at={text.changedAt} as="day" />
              </>
            ) : null}
            .{" "}
            {kind
              ? "It is offered under “Begins with” where a document of this kind is begun."
              : "It is put into a draft by “Clauses…” in the Insert menu of its desk."}
          </p>
          <FrozenText html={html} layout="letter" label={`Text of ${name}`} />
        </div>
        {mayKeep ? (
          <>
            <ChangeForm key={revision} name={name} note={text.note} revision={revision} />
            <Section title="Remove">
              <p className="mb-3 text-ink-soft">
                Documents that its words are in keep them; it is only offered no more.
              </p>
              <FormErrors answer={answer} intent="remove" />
              <ConfirmForm
                intent="remove"
                fields={{ revision: String(revision) }}
                label="Remove"
                about={name}
                question={`Remove “${name}” for everybody of ${organization.shortName}?`}
                consequence="It can’t be brought back. Documents that its words are in keep them."
                confirm="Remove"
              />
            </Section>
          </>
        ) : (
          <p className="text-ink-soft">
            Drafters, reviewers and staff of {organization.shortName} can rename or remove it.{" "}
            <Link to={`/organizations/${organization.id}/texts`} className="link">
              All that it keeps
            </Link>
          </p>
        )}
      </div>
    </Page>
  );
}

function ChangeForm({
  name,
  note,
  revision,
}: {
  readonly name: string;
  readonly note: string;
  readonly revision: number;
}) {
  const [form, fields] = useSentForm({
    id: "change",
    schema: changeOrganizationTextForm,
    answer: useActionData<typeof action>(),
    intent: "change",
    defaultValue: { name, note },
  });
  return (
    <Section title="Name and note">
      <SentForm form={form} intent="change" submit="Save name and note" submitting="Saving…">
        <input type="hidden" name="revision" value={revision} />
        <TextField field={fields.name} label="Name" hint="By which your people find it." />
        <TextField
          field={fields.note}
          label="Note"
          hint="What it is for, and when not to use it."
          optional
        />
      </SentForm>
    </Section>
  );
}
