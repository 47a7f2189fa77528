import { Link, useActionData, useLoaderData, type MetaFunction } from "@remix-run/react";
import { baseOf } from "#app/document/details/form-base.ts";
import {
  formOfResources,
  resourcesForm,
  type ResourcesInput,
} from "#app/document/public-page/list-forms.ts";
import { BothFields } from "#app/features/public-page-editing/BothFields.tsx";
import { EditFrame, editingPath } from "#app/features/public-page-editing/EditFrame.tsx";
import { EntryId, EntryList } from "#app/features/public-page-editing/EntryList.tsx";
import { TextField, type FormField } from "#app/ui/Field.tsx";
import { DateField } from "#app/ui/PickField.tsx";
import { FormBase, SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { matterParams } from "#app/framework/params.ts";

export const meta: MetaFunction = () => [{ title: "Related resources · Coalition Desk" }];

export const loader = guardedLoader({
  params: matterParams,
  need: "signed in",
  load: ({ actor, params, context }) => context.services.publicPage.toEdit(actor, params.slug),
});

export const action = guardedAction({
  params: matterParams,
  need: "signed in",
  form: resourcesForm,
  run: ({ actor, params, context, input }) =>
    context.services.publicPage.editResources(actor, params.slug, input),
  next: (_nothing, { params }) => ({ to: editingPath(params.slug) }),
});

export default function EditResources() {
  const { matter, content } = useLoaderData<typeof loader>();
  const filled = formOfResources(content);
  const [form, fields] = useSentForm({
    id: "resources",
    schema: resourcesForm,
    answer: useActionData<typeof action>(),
    defaultValue: { ...filled, base: baseOf(filled) },
  });
  return (
    <EditFrame
      matter={matter}
      title="Related resources"
      lead="A number never stands without where it is from and the day as of which it is right."
    >
      <SentForm
        form={form}
        submit="Save resources"
        submitting="Saving…"
        className="gap-8"
        beside={
          <Link to={editingPath(matter.slug)} className="link">
            Cancel
          </Link>
        }
      >
        <FormBase field={fields.base} />
        <EntryList
          field={fields.resources}
          noun="resource"
          add={form.insert.getButtonProps({ name: fields.resources.name })}
          entries={fields.resources.getFieldList().map((item, index) => ({
            key: item.key ?? item.id,
            remove: form.remove.getButtonProps({ name: fields.resources.name, index }),
            fields: <ResourceFields entry={item.getFieldset()} />,
          }))}
        />
      </SentForm>
    </EditFrame>
  );
}

type ResourceEntry = NonNullable<ResourcesInput["resources"]>[number];

function ResourceFields({
  entry,
}: {
  readonly entry: Required<{ [Name in keyof ResourceEntry]: FormField }>;
}) {
  return (
    <>
      <EntryId field={entry.id} />
      <BothFields en={entry.labelEn} es={entry.labelEs} label="Label above the title" optional />
      <BothFields en={entry.titleEn} es={entry.titleEs} label="Title" long />
      <BothFields en={entry.textEn} es={entry.textEs} label="Text" rows={3} />
      <TextField field={entry.link} label="Link" optional />
      <TextField field={entry.figure} label="Number" hint="Such as “100+”." optional short />
      <BothFields
        en={entry.statisticEn}
        es={entry.statisticEs}
        label="What the number counts"
        optional
      />
      <TextField field={entry.source} label="Source of the number" optional />
      <DateField field={entry.asOf} label="Right as of" optional />
    </>
  );
}
