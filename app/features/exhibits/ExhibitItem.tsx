import { counted } from "#app/domain/counted.ts";
import { useActionData } from "react-router";
import { ChevronDown, Download } from "lucide-react";
import type { ReactNode } from "react";
import type { ExhibitView } from "#server/services/index.ts";
import { sizeText } from "#app/domain/exhibit.ts";
import { renameExhibitForm } from "#app/domain/forms/exhibit.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { TextField } from "#app/ui/Field.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { UploadForm } from "./UploadForm.tsx";

interface ExhibitItemProps {
  readonly documentId: string;
  readonly exhibit: ExhibitView;
  readonly mayEdit: boolean;
}

/** One exhibit with its letter, its title and its forms. */
export function ExhibitItem({ documentId, exhibit, mayEdit }: ExhibitItemProps) {
  const { id, letter, title, file } = exhibit;
  return (
    <div id={`exhibit-${id}`} className="scroll-mt-24 px-5 py-4 target:bg-accent-soft">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="text-sm text-ink-soft">
            {letter === null ? "Not named in the text yet" : `Exhibit ${letter}`}
          </p>
          <p className="font-medium wrap-break-word">{title}</p>
          <p className="mt-0.5 text-sm text-ink-soft">
            {file
              ? `${counted(file.pages, "page")}, ${sizeText(file.bytes)}`
              : "No PDF: the text names it, but no pages follow"}
          </p>
        </div>
        {file ? (
          <a
            href={`/documents/${documentId}/exhibits/${id}.pdf`}
            className="link inline-flex items-center gap-1.5 py-1 text-[0.9375rem]"
          >
            <Download aria-hidden className="size-4" />
            Download the PDF<span className="sr-only"> of {title}</span>
          </a>
        ) : null}
      </div>
      {mayEdit ? <Changes exhibit={exhibit} /> : null}
    </div>
  );
}

function Changes({ exhibit }: { exhibit: ExhibitView }) {
  const { id, letter, title, file } = exhibit;
  const answer = useActionData<FormAnswer>();
  const replaceFailed = answer?.intent === "replace" && !answer.said && isAbout(answer, id);
  const renameFailed = answer?.intent === "rename" && !answer.said && isAbout(answer, id);
  return (
    <div className="mt-2 flex flex-wrap items-start gap-x-2 gap-y-2">
      <Disclosed label="Rename" about={title} open={renameFailed}>
        <Rename exhibit={exhibit} />
      </Disclosed>
      <Disclosed label={file ? "Replace the PDF" : "Add a PDF"} about={title} open={replaceFailed}>
        <UploadForm
          id={`replace-${id}`}
          intent="replace"
          exhibitId={id}
          answer={answer}
          fileLabel={file ? "The PDF that takes its place" : "The PDF"}
          submit={file ? "Replace it" : "Add it"}
        />
      </Disclosed>
      <ConfirmForm
        intent="remove"
        fields={{ exhibitId: id }}
        label="Remove"
        look="quiet"
        about={title}
        question={`Remove “${title}”?`}
        consequence={
          letter === null
            ? "It is taken out of this draft. Earlier versions keep it."
            : `It is taken out of this draft. Its line in the text, Exhibit ${letter}, stays and has to be taken out there before the draft can be submitted. Earlier versions keep it.`
        }
        confirm="Remove the exhibit"
      />
    </div>
  );
}

/** A form that is collapsed until it is opened; works without scripts. */
function Disclosed({
  label,
  about,
  open,
  children,
}: {
  readonly label: string;
  readonly about: string;
  readonly open: boolean;
  readonly children: ReactNode;
}) {
  return (
    <details className="group open:basis-full" open={open || undefined}>
      <summary className="-mx-1 inline-flex min-h-10 cursor-pointer list-none items-center gap-1 rounded-md px-3 py-2 text-[0.9375rem] font-medium text-accent hover:bg-accent-soft">
        {label}
        <span className="sr-only"> {about}</span>
        <ChevronDown aria-hidden className="size-4 transition-transform group-open:rotate-180" />
      </summary>
      <div className="mt-2 max-w-xl rounded-md border border-rule p-4">{children}</div>
    </details>
  );
}

function Rename({ exhibit: { id, title } }: { exhibit: ExhibitView }) {
  const answer = useActionData<FormAnswer>();
  const [form, fields] = useSentForm({
    id: `rename-${id}`,
    schema: renameExhibitForm,
    answer: answer && isAbout(answer, id) ? answer : undefined,
    intent: "rename",
    defaultValue: { exhibitId: id, title },
  });
  return (
    <SentForm form={form} intent="rename" submit="Rename" submitting="Renaming…">
      <input type="hidden" name="exhibitId" value={id} />
      <TextField field={fields.title} label="Title" />
    </SentForm>
  );
}

function isAbout(answer: FormAnswer, exhibitId: string): boolean {
  return answer.reply.initialValue?.["exhibitId"] === exhibitId;
}
