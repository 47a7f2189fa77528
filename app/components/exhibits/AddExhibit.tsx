import { addExhibitForm } from "~/domain/forms/exhibit";
import type { FormAnswer } from "~/http/form-answer";
import { TextField } from "../Field";
import { Section } from "../Page";
import { useSentForm } from "../SentForm";
import { UploadForm } from "./UploadForm";

/** Adds a PDF to the exhibits of a draft. */
export function AddExhibit({ answer }: { readonly answer: FormAnswer | undefined }) {
  const [form, fields] = useSentForm({ id: "add", schema: addExhibitForm, answer, intent: "add" });
  return (
    <Section title="Add an exhibit">
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
