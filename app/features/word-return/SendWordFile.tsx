import { Link } from "react-router";
import { sizeText } from "#app/domain/exhibit.ts";
import { wordArrivalForm } from "#app/domain/forms/word-return.ts";
import { WORD_FILE_FIELD, WORD_RETURN_LIMITS } from "#app/domain/word-return.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { FileField } from "#app/ui/FileField.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

/** The kinds of files that a browser offers; a phone knows them by their types. */
const WORD_ACCEPT =
  ".docx,.docm,application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** Chooses a Word file; works without scripts. */
export function SendWordFile({
  back,
  answer,
}: {
  readonly back: string;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const [form] = useSentForm({ id: "word", schema: wordArrivalForm, answer, intent: "arrive" });
  return (
    <SentForm
      form={form}
      intent="arrive"
      hasFile
      submit="See what is in it"
      submitting="Reading it…"
      beside={
        <Link to={back} className="link">
          Cancel
        </Link>
      }
    >
      <FileField
        label="Word file"
        error={answer?.reply.error?.[WORD_FILE_FIELD]?.join(" ")}
        of={{
          name: WORD_FILE_FIELD,
          bytes: WORD_RETURN_LIMITS.fileBytes,
          hint: `A .docx file, at most ${sizeText(WORD_RETURN_LIMITS.fileBytes)}. What was read from it waits for ${WORD_RETURN_LIMITS.waitingHours} hours, for you alone.`,
          instead: "Take out its pictures in Word, or send it in parts.",
          accept: WORD_ACCEPT,
        }}
      />
    </SentForm>
  );
}
