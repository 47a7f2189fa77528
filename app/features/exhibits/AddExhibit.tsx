import { addExhibitForm } from "#app/domain/forms/exhibit.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { TextField } from "#app/ui/Field.tsx";
import { Section } from "#app/ui/Page.tsx";
import { useSentForm } from "#app/ui/SentForm.tsx";
import { UploadForm } from "./UploadForm.tsx";

export function AddExhibit({ answer }: { readonly answer: FormAnswer | undefined }) {
  const [form, fields] = useSentForm({ id: "add", schema: addExhibitForm, answer, intent: "add" });
  return (
    <Section id="add-exhibit" title="Add an exhibit">
      <UploadForm
        id={form.id}
        intent="add"
        answer={answer}
        fileLabel="The PDF"
        submit="Add the exhibit"
      >
        <TextField
          field={fields.title}
          label="Title"
          hint="As it stands on its sheet and in the text. Without one it gets its file’s name."
          optional
        />
      </UploadForm>
    </Section>
  );
}
