import type { FieldMetadata } from "@conform-to/react";
import { SERVED, SERVED_WORDS, type DocketEventKind } from "#app/domain/docket-event/event.ts";
import {
  FIELDS_OF,
  type DocketEventForm,
  type DocketEventInput,
} from "#app/domain/docket-event/form.ts";
import {
  SERVICE_METHOD_WORDS,
  SIDE_WORDS,
  STATEMENT_WORDS,
} from "#app/domain/docket-event/words.ts";
import type { PaperTag } from "#server/services/index.ts";
import { ChoicesField, ParagraphsField, TextField, type Choice } from "#app/ui/Field.tsx";
import { DateField, SelectField, TickField } from "#app/ui/PickField.tsx";

type DocketEventFormFields = Required<{
  [Name in keyof DocketEventInput]: FieldMetadata<DocketEventInput[Name]>;
}>;

interface DocketEventFieldsProps {
  readonly kind: DocketEventKind;
  readonly fields: DocketEventFormFields;
  /** The documents of the lawsuit. */
  readonly documents: readonly PaperTag[];
  /** ISO date: past events can't be later. */
  readonly today: string;
}

/** The fields for one kind of entry. */
export function DocketEventFields({ kind, fields, documents, today }: DocketEventFieldsProps) {
  const has = (name: keyof DocketEventForm) => name in FIELDS_OF[kind];
  const optional = (name: keyof DocketEventForm) => FIELDS_OF[kind][name] !== "needed";
  const { label, hint, isPast } = DAY_OF[kind] ?? {};
  const sides = choicesOf(SIDE_WORDS).filter(
    ({ value }) => kind !== "briefDue" || value !== "both",
  );
  return (
    <>
      <input type="hidden" name={fields.kind.name} value={kind} />
      {has("on") ? (
        <ChoicesField
          field={fields.on}
          label="Who was served"
          choices={SERVED.map((value) => ({ value, label: SERVED_WORDS[value] }))}
        />
      ) : null}
      {has("method") ? (
        <ChoicesField field={fields.method} label="How" choices={choicesOf(SERVICE_METHOD_WORDS)} />
      ) : null}
      {has("article") ? (
        <TextField
          field={fields.article}
          label="Article number"
          hint="Of certified mail, as on the receipt."
          optional
          short
        />
      ) : null}
      {has("sentOn") ? (
        <DateField field={fields.sentOn} label="Sent" latest={today} optional />
      ) : null}
      {has("what") ? (
        <ChoicesField
          field={fields.what}
          label="What is due"
          choices={choicesOf(STATEMENT_WORDS)}
        />
      ) : null}
      {has("brief") ? (
        <TextField
          field={fields.brief}
          label="Which brief"
          hint="Such as “Opposition to summary judgment”."
        />
      ) : null}
      {has("by") ? <ChoicesField field={fields.by} label="Whose it is" choices={sides} /> : null}
      {has("until") ? (
        <DateField
          field={fields.until}
          label={kind === "answerOrdered" ? "The answer is due" : "The motion is due"}
          optional={optional("until")}
        />
      ) : null}
      {has("firstOn") ? <ScheduleFields fields={fields} /> : null}
      {has("dated") ? (
        <DateField
          field={fields.dated}
          label={label ?? "Day"}
          hint={hint}
          optional={optional("dated")}
          {...(isPast ? { latest: today } : {})}
        />
      ) : null}
      {has("at") ? (
        <TextField
          field={fields.at}
          label="Time and place"
          hint="Such as “9:30 a.m., Courtroom 4”."
          optional
        />
      ) : null}
      {has("judge") ? <TextField field={fields.judge} label="Judge" optional /> : null}
      <ParagraphsField
        field={fields.text}
        label="Words of the docket"
        hint={
          optional("text")
            ? "As the clerk entered them; left empty, the entry names what it is."
            : "As the clerk entered them, or your own."
        }
        rows={3}
        optional={optional("text")}
      />
      <TextField
        field={fields.number}
        label="Docket number"
        hint="The court’s number of this entry, such as 12 or 12-1."
        optional
        short
      />
      {has("orderNumber") ? (
        <>
          <TextField
            field={fields.orderNumber}
            label="By order No."
            hint="The docket number of the order that sets it."
            optional
            short
          />
          <DateField field={fields.orderedOn} label="Day of the order" latest={today} optional />
        </>
      ) : null}
      {has("documentId") && documents.length > 0 ? (
        <SelectField
          field={fields.documentId}
          label="Document of this lawsuit"
          unchosen="None"
          options={documents.map(({ id, title }) => ({ value: id, label: title }))}
          optional
        />
      ) : null}
      {has("isDone") ? <TickField field={fields.isDone} label="It is done already" /> : null}
    </>
  );
}

function ScheduleFields({ fields }: { readonly fields: DocketEventFormFields }) {
  return (
    <>
      <DateField field={fields.firstOn} label="First release" />
      <TextField
        field={fields.dayOfMonth}
        label="Then on which day of the month"
        hint="Such as 1 or 15; left empty, the day of the first release. In a shorter month, its last day."
        optional
        short
      />
      <DateField
        field={fields.lastOn}
        label="Last release"
        hint="Left empty, releases go on until all is produced."
        optional
      />
      <TextField
        field={fields.pagesAMonth}
        label="Pages a month"
        hint="As many as the agency must look through, where the order says so."
        optional
        short
      />
    </>
  );
}

/** The label of each kind's date, and whether it must be past. */
const DAY_OF: Readonly<
  Partial<
    Record<
      DocketEventKind,
      { readonly label: string; readonly hint?: string; readonly isPast?: boolean }
    >
  >
> = {
  paper: { label: "Filed", isPast: true },
  service: {
    label: "Delivered",
    hint: "Left empty while delivery is not known; nothing is counted from it.",
    isPast: true,
  },
  answer: { label: "Filed", isPast: true },
  order: { label: "Entered", isPast: true },
  judgment: {
    label: "Entered",
    hint: "The day of entry on the docket, from which 14 days are counted.",
    isPast: true,
  },
  feesDue: { label: "The motion was made", hint: "Left empty until it is.", isPast: true },
  hearing: { label: "Day of the hearing" },
  statementDue: { label: "Due" },
  briefDue: { label: "Due" },
  other: { label: "Day", isPast: true },
};

function choicesOf(words: Readonly<Record<string, string>>): Choice[] {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}
