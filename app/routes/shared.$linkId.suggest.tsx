import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { guestSuggestForm } from "#app/domain/forms/guest.ts";
import { guestRequest } from "#app/features/guests/guest-request.ts";
import { openActions } from "#app/framework/guarded-action.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { sharedParams, suggestQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { ParagraphsField } from "#app/ui/Field.tsx";
import { KeptPage } from "#app/ui/KeptPage.tsx";
import { Page } from "#app/ui/Page.tsx";
import { FormBase, SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Other words: ${data?.title ?? "A document for you"} · Coalition Desk` },
];

export const loader = openLoader({
  params: sharedParams,
  load(visit) {
    const query = readQuery(suggestQuery, visit.url);
    if (!query.ok) return query;
    return visit.context.services.guests.beginSuggestion(guestRequest(visit), query.value.block);
  },
});

export const action = openActions(sharedParams, (handle) => ({
  suggest: handle({
    form: guestSuggestForm,
    run: (visit) => visit.context.services.guests.suggest(guestRequest(visit), visit.input),
    next: (_nothing, { params }) => ({ to: `/shared/${params.linkId}?suggested` }),
  }),
}));

export default function Suggest() {
  const { linkId, title, blockId, words, seen, key } = useLoaderData<typeof loader>();
  const [form, fields] = useSentForm({
    id: "suggest",
    schema: guestSuggestForm,
    answer: useActionData<typeof action>(),
    intent: "suggest",
    defaultValue: { blockId, seen, key, words },
  });
  return (
    <Page
      title="Propose other words"
      lead={`For one paragraph of “${title}”. The draft stays as it is until a drafter accepts them.`}
      actions={
        <a href={`/shared/${linkId}`} className="link">
          Back to the document
        </a>
      }
      narrow
    >
      <KeptPage />
      <SentForm form={form} intent="suggest" submit="Propose" submitting="Proposing…">
        <FormBase field={fields.blockId} />
        <FormBase field={fields.seen} />
        <FormBase field={fields.key} />
        <ParagraphsField
          field={fields.words}
          label="The paragraph as you propose it"
          hint="It stays one paragraph. What you leave as it is keeps its bold and italics."
          rows={8}
        />
        <ParagraphsField field={fields.text} label="Why" optional rows={3} />
      </SentForm>
    </Page>
  );
}
