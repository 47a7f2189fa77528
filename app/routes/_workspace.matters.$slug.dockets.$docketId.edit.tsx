import { Link, useActionData, useLoaderData, type MetaFunction } from "@remix-run/react";
import { DocketFields } from "#app/features/docket/DocketFields.tsx";
import { WhatItReaches } from "#app/features/docket/Papers.tsx";
import { Page } from "#app/ui/Page.tsx";
import { FormBase, SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { refuse } from "#app/domain/refusal.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { docketParams } from "#app/framework/params.ts";
import { baseOf } from "#app/document/details/form-base.ts";
import { docketForm, formOfDocket } from "#app/document/details/docket-form.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit docket ${data?.name ?? ""} · Coalition Desk` },
];

export const loader = guardedLoader({
  params: docketParams,
  need: "signed in",
  load: async ({ actor, params, context }) => {
    const docket = await context.services.dockets.show(actor, params.slug, params.docketId);
    return docket.ok && !docket.value.may.edit ? refuse("forbidden") : docket;
  },
});

export const action = guardedAction({
  params: docketParams,
  need: "signed in",
  form: docketForm,
  run: ({ actor, params, context, input }) =>
    context.services.dockets.edit(actor, params.slug, params.docketId, input),
  next: (_nothing, { params }) => ({ to: `/matters/${params.slug}/dockets/${params.docketId}` }),
});

export default function EditDocket() {
  const docket = useLoaderData<typeof loader>();
  const { id, name, matter, facts, enforces, filings, documents } = docket;
  const { revision: _none, ...filled } = formOfDocket(
    facts,
    enforces.map((filing) => filing.id),
  );
  const [form, fields] = useSentForm({
    id: "docket",
    schema: docketForm,
    answer: useActionData<typeof action>(),
    defaultValue: { ...filled, base: baseOf(filled) },
  });
  const back = `/matters/${matter.slug}/dockets/${id}`;
  return (
    <Page
      title="Edit docket"
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
        { to: back, label: name },
      ]}
      narrow
    >
      <WhatItReaches documents={documents} />
      <SentForm
        form={form}
        submit="Save docket"
        submitting="Saving…"
        className="gap-10"
        beside={
          <Link to={back} className="link">
            Cancel
          </Link>
        }
      >
        <FormBase field={fields.base} />
        <DocketFields form={form} fields={fields} filings={filings} />
      </SentForm>
    </Page>
  );
}
