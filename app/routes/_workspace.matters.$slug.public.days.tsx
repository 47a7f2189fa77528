import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { baseOf } from "#app/document/details/form-base.ts";
import {
  formOfMilestones,
  milestonesForm,
  type MilestonesInput,
} from "#app/document/public-page/list-forms.ts";
import { BothFields } from "#app/features/public-page-editing/BothFields.tsx";
import { EditFrame } from "#app/features/public-page-editing/EditFrame.tsx";
import { EntryId, EntryList } from "#app/features/public-page-editing/EntryList.tsx";
import { PartForm } from "#app/features/public-page-editing/PartForm.tsx";
import { partAction, partLoader } from "#app/features/public-page-editing/part-routes.ts";
import { TextField, type FormField } from "#app/ui/Field.tsx";
import { DateField } from "#app/ui/PickField.tsx";
import { useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [{ title: "Days of the story · Coalition Desk" }];

export const loader = partLoader;

export const action = partAction(milestonesForm, (publicPage, actor, slug, input) =>
  publicPage.editMilestones(actor, slug, input),
);

export default function EditMilestones() {
  const { matter, content } = useLoaderData<typeof loader>();
  const filled = formOfMilestones(content);
  const [form, fields] = useSentForm({
    id: "milestones",
    schema: milestonesForm,
    answer: useActionData<typeof action>(),
    defaultValue: { ...filled, base: baseOf(filled) },
  });
  return (
    <EditFrame
      matter={matter}
      title="Days of the story"
      lead="Days that no filing or docket has, such as those of memoranda. They appear on the timeline, each with its source."
    >
      <PartForm
        slug={matter.slug}
        form={form}
        base={fields.base}
        submit="Save days"
        className="gap-8"
      >
        <EntryList form={form} field={fields.milestones} noun="day">
          {(entry) => <MilestoneFields entry={entry.getFieldset()} />}
        </EntryList>
      </PartForm>
    </EditFrame>
  );
}

type MilestoneEntry = NonNullable<MilestonesInput["milestones"]>[number];

function MilestoneFields({
  entry,
}: {
  readonly entry: Required<{ [Name in keyof MilestoneEntry]: FormField }>;
}) {
  return (
    <>
      <EntryId field={entry.id} />
      <DateField field={entry.on} label="Day" />
      <BothFields en={entry.wordsEn} es={entry.wordsEs} label="What happened" long />
      <TextField field={entry.source} label="Source" hint="Where one can read of it." />
      <TextField field={entry.sourceEs} label="Source in Spanish" optional />
      <TextField field={entry.link} label="Link" optional />
    </>
  );
}
