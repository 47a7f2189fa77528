import { counted } from "#app/domain/counted.ts";
import { Link } from "react-router";
import { writtenDate } from "#app/domain/dates.ts";
import { daysAfterFiling } from "#app/domain/filing-copy.ts";
import { confirmFilingForm } from "#app/domain/forms/filing.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { TextField } from "#app/ui/Field.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { DateField } from "#app/ui/PickField.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import type { FilingChoices, FilingCopyView } from "#server/services/index.ts";
import { zoneLabel } from "./filing-labels.ts";

/** The third step of filing: records that the copy was filed with the agency or court. */
export function ConfirmFiling({
  view,
  copy,
  answer,
}: {
  readonly view: FilingChoices;
  readonly copy: FilingCopyView;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const [form, fields] = useSentForm({
    id: "confirm",
    schema: confirmFilingForm,
    answer,
    intent: "confirm",
    defaultValue: {
      filedOn: copy.printedOn,
      addressee: view.addressee,
      caseNumber: view.caseNumber ?? undefined,
    },
  });
  const late = daysAfterFiling(copy.printedOn, copy.zone, new Date(copy.at));
  const made = `This copy was made ${counted(late, "day")} after the day that it prints, ${writtenDate(copy.printedOn)}`;
  return (
    <SentForm
      form={form}
      intent="confirm"
      submit="Confirm that it was filed"
      submitting="Recording the filing…"
      ask={{
        question: "Was exactly this file filed?",
        consequence: `${late > 0 ? `${made}, and the certificate will say so. ` : ""}From then on the document is filed and never changes; only slips in these details can be corrected, in the open.`,
        confirm: "It was filed",
      }}
    >
      {late > 0 ? (
        <Notice kind="problem">
          {made}: exactly this file can’t have been filed on that day. The certificate will say so
          in its first line.
        </Notice>
      ) : null}
      <input type="hidden" name="copyId" value={copy.id} />
      <DateField
        field={fields.filedOn}
        label="Filed on"
        hint={`The day that the pages print, counted in ${zoneLabel(copy.zone)}, as you chose for this copy.`}
      />
      <input type="hidden" name={fields.zone.name} value={copy.zone} />
      <TextField field={fields.addressee} label="Filed with" hint="The office or the court." />
      <TextField
        field={fields.confirmation}
        label="Confirmation number"
        hint="As the agency or court wrote it."
        optional
      />
      <p className="text-[0.9375rem] text-ink-soft">
        Was another file filed than this copy?{" "}
        <Link to={`/matters/${view.document.matter.slug}/bring-in`} className="link">
          Bring in the paper that was filed
        </Link>{" "}
        instead.
      </p>
      {view.asksCaseNumber ? (
        <TextField
          field={fields.caseNumber}
          label="Case number"
          hint="If the court has assigned one. The pages that were filed leave it blank; it goes on the docket."
          optional
        />
      ) : null}
    </SentForm>
  );
}
