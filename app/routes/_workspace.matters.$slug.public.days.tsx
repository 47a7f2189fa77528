import { Link, useActionData, useLoaderData, type MetaFunction } from "@remix-run/react";
import { baseOf } from "#app/document/details/form-base.ts";
import {
  formOfMilestones,
  milestonesForm,
  type MilestonesInput,
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

export const meta: MetaFunction = () => [{ title: "Days of the story · Coalition Desk" }];

export const loader = guardedLoader({
  params: matterParams,
  need: "signed in",
  load: ({ actor, params, context }) => context.services.publicPage.toEdit(actor, params.slug),
});

export const action = guardedAction({
  params: matterParams,
  need: "signed in",
  form: milestonesForm,
  run: ({ actor, params, context, input }) =>
    context.services.publicPage.editMilestones(actor, params.slug, input),
  next: (_nothing, { params }) => ({ to: editingPath(params.slug) }),
});

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
      lead="What no filing or docket knows, such as the days of memoranda. They stand on the timeline, each with its source."
    >
      <SentForm
        form={form}
        submit="Save days"
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
          field={fields.milestones}
          noun="day"
          add={form.insert.getButtonProps({ name: fields.milestones.name })}
          entries={fields.milestones.getFieldList().map((item, index) => ({
            key: item.key ?? item.id,
            remove: form.remove.getButtonProps({ name: fields.milestones.name, index }),
            fields: <MilestoneFields entry={item.getFieldset()} />,
          }))}
        />
      </SentForm>
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
      <TextField field={entry.link} label="Link" optional />
    </>
  );
}
