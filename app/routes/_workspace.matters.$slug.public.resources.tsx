import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { baseOf } from "#app/document/details/form-base.ts";
import {
  formOfResources,
  resourcesForm,
  type ResourcesInput,
} from "#app/document/public-page/list-forms.ts";
import { BothFields } from "#app/features/public-page-editing/BothFields.tsx";
import { EditFrame } from "#app/features/public-page-editing/EditFrame.tsx";
import { EntryId, EntryList } from "#app/features/public-page-editing/EntryList.tsx";
import { PartForm } from "#app/features/public-page-editing/PartForm.tsx";
import { partAction, partLoader } from "#app/features/public-page-editing/part-routes.ts";
import { TextField, type FormField } from "#app/ui/Field.tsx";
import { DateField } from "#app/ui/PickField.tsx";
import { useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [{ title: "Related resources · Coalition Desk" }];

export const loader = partLoader;

export const action = partAction(resourcesForm, (publicPage, actor, slug, input) =>
  publicPage.editResources(actor, slug, input),
);

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
      lead="Every number needs its source and the day as of which it is right."
    >
      <PartForm
        slug={matter.slug}
        form={form}
        base={fields.base}
        submit="Save resources"
        className="gap-8"
      >
        <EntryList form={form} field={fields.resources} noun="resource">
          {(entry) => <ResourceFields entry={entry.getFieldset()} />}
        </EntryList>
      </PartForm>
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
      <TextField field={entry.sourceEs} label="Source in Spanish" optional />
      <DateField field={entry.asOf} label="Right as of" optional />
    </>
  );
}
