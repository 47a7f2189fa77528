import { useState } from "react";
import { Link } from "react-router";
import type { BringInChoices } from "#server/services/index.ts";
import { KINDS, kindsThat } from "#app/domain/document-kinds/index.ts";
import { sizeText } from "#app/domain/exhibit.ts";
import { BROUGHT_IN_BYTES, BROUGHT_IN_FIELD, bringInForm } from "#app/domain/forms/bring-in.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { ChoicesField, ParagraphsField, TextField } from "#app/ui/Field.tsx";
import { FileField } from "#app/ui/FileField.tsx";
import { SelectField, TickField } from "#app/ui/PickField.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { useHydrated } from "#app/ui/use-hydrated.ts";
import { FilingDetailFields } from "./FilingDetailFields.tsx";

/** The form that brings in a paper as the PDF that was filed (L59). */
export function BringIn({
  choices: { matter, organizations, dockets, agency, today },
  answer,
}: {
  readonly choices: BringInChoices;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const [form, fields] = useSentForm({
    id: "bring-in",
    schema: bringInForm,
    answer,
    intent: "bring-in",
    defaultValue: {
      organizationIds: organizations.flatMap(({ id, hasLeft }) => (hasLeft ? [] : [id])),
      zone: "America/New_York",
      addressee: agency ?? undefined,
    },
  });
  const [kind, setKind] = useState<string | undefined>(undefined);
  const hydrated = useHydrated();
  const chosen = kindsThat(() => true).find((known) => known === kind);
  // Without scripts every field is offered; what is typed in one that is hidden later stays. Before a kind
  // is chosen nobody sees what the scripts would take away again.
  const offered = (holds: (of: NonNullable<typeof chosen>) => boolean) => {
    if (chosen !== undefined && holds(chosen)) return "grid gap-5";
    return hydrated
      ? "hidden"
      : "hidden gap-5 noscript:grid in-[form:has([name=kind]:checked)]:grid";
  };
  const seen = answer?.intent === "bring-in" ? answer.seen : undefined;
  const asksToStand = seen !== undefined || fields.stands.errors || fields.reason.errors;
  const fileError = answer?.reply.error?.[BROUGHT_IN_FIELD]?.join(" ");
  return (
    <SentForm
      form={form}
      intent="bring-in"
      hasFile
      submit="Bring it in"
      submitting="Looking through it…"
      beside={
        <Link to={`/matters/${matter.slug}`} className="link">
          Cancel
        </Link>
      }
    >
      <ChoicesField
        field={fields.kind}
        label="Kind of paper"
        choices={kindsThat(() => true).map((value) => ({ value, label: KINDS[value].name }))}
        onChoose={setKind}
      />
      <TextField
        field={fields.title}
        label="Title"
        hint="As the paper itself or its Re: line has it."
      />
      <FilingDetailFields fields={fields} today={today} />
      <TextField
        field={fields.numbers}
        label="Its numbers"
        hint="The agency’s tracking numbers, separated by commas, or the court’s case number."
        optional
      />
      <div className={offered((of) => KINDS[of].caption !== null)}>
        <SelectField
          field={fields.docketId}
          label="Docket"
          hint="The lawsuit that a paper in court belongs to. If it is not recorded yet, record it first."
          unchosen="Choose a lawsuit"
          options={dockets.map(({ id, name }) => ({ value: id, label: name }))}
          optional={!hydrated}
        />
      </div>
      <ChoicesField
        field={fields.organizationIds}
        label="Filed for"
        hint="The organizations that speak or sign in it, including any that have left since."
        choices={organizations.map(({ id, name, hasLeft }) => ({
          value: id,
          label: name,
          ...(hasLeft ? { hint: "Has left this matter" } : {}),
        }))}
        multiple
      />
      <div className={offered((of) => of === "request")}>
        <ParagraphsField
          field={fields.items}
          label="What it asks for"
          hint="Each item as the paper has it, beginning with its number: “1.”, “(a)” for a part of it, “(i)” for a part of that. Letters, outcomes and later papers name them by these."
          rows={8}
          optional={!hydrated}
        />
        <ChoicesField
          field={fields.asked}
          label="It asks besides for"
          choices={[
            { value: "expedition", label: "Expedited processing" },
            { value: "fee-waiver", label: "A waiver of fees" },
          ]}
          multiple
          optional
        />
      </div>
      {asksToStand ? (
        <div className="grid gap-5">
          <input type="hidden" name="seen" value={seen ?? ""} disabled={seen === undefined} />
          <TickField field={fields.stands} label="I looked at what was found, and it may stand" />
          <ParagraphsField
            field={fields.reason}
            label="Why it may stand"
            hint="The paper was filed so, and its bytes are kept as they are. Before anybody publishes it, it is named again."
            rows={2}
          />
        </div>
      ) : null}
      <FileField
        label="The PDF that was filed"
        error={fileError}
        of={{
          name: BROUGHT_IN_FIELD,
          bytes: BROUGHT_IN_BYTES,
          hint: `Exactly that file, at most ${sizeText(BROUGHT_IN_BYTES)}. It is looked through for private data first, and kept byte for byte.`,
          instead: "A larger paper can’t be brought in.",
        }}
      />
    </SentForm>
  );
}
