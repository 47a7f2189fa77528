import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { baseOf } from "#app/document/details/form-base.ts";
import {
  formOfSummary,
  summaryForm,
  type SummaryInput,
} from "#app/document/public-page/record-forms.ts";
import { takeOffForm } from "#app/domain/forms/public-page.ts";
import { writtenDay } from "#app/domain/dates.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { BothFields } from "#app/features/public-page-editing/BothFields.tsx";
import { EditFrame } from "#app/features/public-page-editing/EditFrame.tsx";
import { EntryId, EntryList } from "#app/features/public-page-editing/EntryList.tsx";
import { PartForm } from "#app/features/public-page-editing/PartForm.tsx";
import { backToOverview } from "#app/features/public-page-editing/part-routes.ts";
import { TakeOffForm } from "#app/features/public-page-editing/TakeOffForm.tsx";
import { ChoicesField, type FormField } from "#app/ui/Field.tsx";
import { useSentForm } from "#app/ui/SentForm.tsx";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { matterDocumentParams } from "#app/framework/params.ts";
import type { PublicPageView } from "#server/services/index.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.filing.title ?? "A request"} on the public page · Coalition Desk` },
];

export const loader = guardedLoader({
  params: matterDocumentParams,
  need: "signed in",
  load: async ({ actor, params, context }) => {
    const page = await context.services.publicPage.toEdit(actor, params.slug);
    if (!page.ok) return page;
    const { matter, content, filings } = page.value;
    const filing = filings.find(({ documentId }) => documentId === params.documentId);
    return filing ? done({ matter, content, filing }) : refuse("not-found");
  },
});

export const action = guardedActions(
  { params: matterDocumentParams, need: "signed in" },
  (handler) => ({
    save: handler({
      form: summaryForm,
      run: ({ actor, params, context, input }) =>
        context.services.publicPage.editSummary(actor, params.slug, params.documentId, input),
      next: backToOverview,
    }),
    "take-off": handler({
      form: takeOffForm,
      run: ({ actor, params, context, input }) =>
        context.services.publicPage.takeSummaryOff(actor, params.slug, params.documentId, input),
      next: backToOverview,
    }),
  }),
);

export default function EditSummary() {
  const { matter, content, filing } = useLoaderData<typeof loader>();
  const standing = content.summaries.find(({ documentId }) => documentId === filing.documentId);
  const filled = formOfSummary(standing, filing);
  const [form, fields] = useSentForm({
    id: "summary",
    schema: summaryForm,
    intent: "save",
    answer: useActionData<typeof action>(),
    defaultValue: { ...filled, base: baseOf(filled) },
  });
  return (
    <EditFrame
      matter={matter}
      title="What the page says of a request"
      lead={`${filing.title}, filed ${writtenDay(filing.filedOn)}. The day, and what became of each item, come from the record.`}
    >
      <PartForm
        slug={matter.slug}
        form={form}
        base={fields.base}
        intent="save"
        submit="Save request"
        className="gap-8"
      >
        <BothFields en={fields.headingEn} es={fields.headingEs} label="Heading" long />
        <BothFields
          en={fields.leadInEn}
          es={fields.leadInEs}
          label="Text before the items"
          hint="Such as “The request seeks:”."
          optional
        />
        <EntryList form={form} field={fields.items} noun="item">
          {(entry) => <ItemFields entry={entry.getFieldset()} items={filing.items} />}
        </EntryList>
      </PartForm>
      {filing.isOnPage ? <TakeOffForm noun="request" /> : null}
    </EditFrame>
  );
}

type ItemEntry = NonNullable<SummaryInput["items"]>[number];

function ItemFields({
  entry,
  items,
}: {
  readonly entry: Required<{ [Name in keyof ItemEntry]: FormField }>;
  readonly items: PublicPageView["filings"][number]["items"];
}) {
  return (
    <>
      <EntryId field={entry.id} />
      <BothFields en={entry.wordsEn} es={entry.wordsEs} label="In plain words" rows={3} />
      <ChoicesField
        field={entry.itemIds}
        label="Items of the filed request that this summarizes"
        choices={items.map(({ id, label, words }) => ({
          value: id,
          label: `${label}. ${words}`,
        }))}
        multiple
      />
    </>
  );
}
