import type { FiledView } from "#server/services/index.ts";
import { correctFilingForm, supersedeForm, withdrawForm } from "#app/domain/forms/filing.ts";
import { shortDate } from "#app/domain/dates.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { ReasonForm } from "#app/ui/ReasonForm.tsx";
import { SelectField } from "#app/ui/PickField.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { FilingDetailFields } from "./FilingDetailFields.tsx";

interface ActProps {
  readonly view: FiledView;
  readonly today: string;
  readonly answer: FormAnswer<unknown> | undefined;
}

/** The acts on a filing for staff of the lead: correct, supersede, withdraw. */
export function FilingActs({ view, today, answer }: ActProps) {
  const { may } = view.standing;
  return (
    <div className="grid gap-3">
      {may.correctFiling ? <Correct view={view} today={today} answer={answer} /> : null}
      {may.supersede ? <Supersede view={view} answer={answer} /> : null}
      {may.withdraw ? <Withdraw answer={answer} isBroughtIn={view.broughtIn !== null} /> : null}
    </div>
  );
}

function Act({
  title,
  open,
  children,
}: {
  title: string;
  open: boolean;
  children: React.ReactNode;
}) {
  return (
    <details open={open} className="rounded-lg border border-rule bg-paper">
      <summary className="cursor-pointer rounded-lg px-5 py-3.5 font-medium hover:bg-wash">
        {title}
      </summary>
      <div className="px-5 pt-1 pb-5">{children}</div>
    </details>
  );
}

const failed = (answer: ActProps["answer"], intent: string) =>
  answer?.intent === intent && answer.said === null;

function Correct({ view, today, answer }: ActProps) {
  const { filedOn, zone, method, addressee, confirmation } = view.filing;
  const [form, fields] = useSentForm({
    id: "correct",
    schema: correctFilingForm,
    answer,
    intent: "correct",
    defaultValue: {
      filedOn,
      zone: zone ?? undefined,
      method,
      addressee,
      confirmation: confirmation ?? undefined,
    },
  });
  return (
    <Act title="Correct a detail of the filing" open={failed(answer, "correct")}>
      <SentForm
        form={form}
        intent="correct"
        submit="Record the correction"
        submitting="Recording…"
        look="plain"
      >
        <p className="text-[0.9375rem] text-ink-soft">
          The earlier detail stays visible beside it. The PDF stays as it was filed, the date
          printed in it too.
        </p>
        <FilingDetailFields fields={fields} today={today} />
      </SentForm>
    </Act>
  );
}

function Supersede({ view, answer }: Omit<ActProps, "today">) {
  const [form, fields] = useSentForm({
    id: "supersede",
    schema: supersedeForm,
    answer,
    intent: "supersede",
  });
  return (
    <Act title="Superseded by another filing" open={failed(answer, "supersede")}>
      {view.successors.length > 0 ? (
        <SentForm
          form={form}
          intent="supersede"
          submit="Mark as superseded"
          submitting="Marking…"
          look="danger"
          ask={{
            question: "Mark this filing as superseded?",
            consequence: "It stays on record with its PDF, and says which filing took its place.",
            confirm: "Mark as superseded",
            danger: true,
          }}
        >
          <SelectField
            field={fields.successorId}
            label="The filing that takes its place"
            unchosen="Choose…"
            options={view.successors.map(({ id, title, filedOn }) => ({
              value: id,
              label: `${title} (filed ${shortDate(filedOn)})`,
            }))}
          />
        </SentForm>
      ) : (
        <p className="text-ink-soft">
          No other document of this matter has been filed. A correction of the text is a new
          document; file it first.
        </p>
      )}
    </Act>
  );
}

function Withdraw({
  answer,
  isBroughtIn,
}: Pick<ActProps, "answer"> & { readonly isBroughtIn: boolean }) {
  return (
    <Act
      title={isBroughtIn ? "Withdraw it, or take it back" : "Withdraw it"}
      open={failed(answer, "withdraw")}
    >
      {isBroughtIn ? (
        <p className="mb-4 text-[0.9375rem] text-ink-soft">
          If it was brought in by mistake, or its items were mistyped, say so: it stays on record as
          withdrawn, and the same PDF can be brought in again.
        </p>
      ) : null}
      <ReasonForm
        schema={withdrawForm}
        answer={answer}
        intent="withdraw"
        submit="Withdraw the filing"
        submitting="Withdrawing…"
        ask={{
          question: "Withdraw this filing?",
          consequence:
            "It is recorded as withdrawn, for good. Tell the agency or the court yourself; nothing is sent.",
          confirm: "Withdraw it",
        }}
        rows={3}
      />
    </Act>
  );
}
