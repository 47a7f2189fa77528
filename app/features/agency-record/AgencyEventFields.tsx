import type { FieldMetadata } from "@conform-to/react";
import {
  AGENCY_EVENT_LABELS,
  DAYS_OF,
  WAYS_OF_COMING,
  hasWayOfComing,
  type AgencyEventKind,
} from "#app/domain/agency-record/event.ts";
import {
  AGENCY_FIELDS_OF,
  type AgencyEventForm,
  type AgencyEventInput,
} from "#app/domain/agency-record/form.ts";
import { DECIDED_BESIDE } from "#app/domain/clock/parts.ts";
import { listed } from "#app/domain/listed.ts";
import type { NumberedItem } from "#app/document/numbering/requested-items.ts";
import {
  ChoicesField,
  ParagraphsField,
  TextField,
  type Choice,
  type FieldProps,
} from "#app/ui/Field.tsx";
import { DateField, SelectField, TickField } from "#app/ui/PickField.tsx";
import { CATEGORY_LABELS, RESULT_LABELS } from "#app/domain/agency-record/event-sentences.ts";
import { ComponentField } from "./ComponentField.tsx";
import { ItemsField } from "./ItemsField.tsx";
import { OutcomeFields } from "./OutcomeFields.tsx";
import { RightsFields } from "./RightsFields.tsx";

type AgencyFields = Required<{
  [Name in keyof AgencyEventInput]: FieldMetadata<AgencyEventInput[Name]>;
}>;
/** The fields of an event that are its letter's (L63). */
type LettersOwn = "component" | "dated" | "sent" | "cameBy" | "trackingNumbers" | "note";

interface AgencyEventFieldsProps {
  readonly kind: AgencyEventKind;
  readonly fields: AgencyFields;
  /** The filed appeals of the matter. */
  readonly appeals: readonly { readonly id: string; readonly title: string }[];
  /** The parts of the request that the agency has decided by themselves. */
  readonly parts: readonly string[];
  /** The items of the request as filed. */
  readonly items: readonly NumberedItem[];
  /** The components that have the request (L51). */
  readonly components: readonly string[];
  /** ISO date: past events can't be later. */
  readonly today: string;
  /** Whether the outcome of the items is asked too; not when an event is corrected. */
  readonly withOutcome: boolean;
}

/** The fields for one event that is recorded or corrected by itself. */
export function AgencyEventFields(props: AgencyEventFieldsProps) {
  const { kind, fields, today } = props;
  return (
    <>
      {"component" in AGENCY_FIELDS_OF[kind] ? (
        <ComponentField field={fields.component} components={props.components} />
      ) : null}
      <DayFields kind={kind} fields={fields} today={today} />
      {"trackingNumbers" in AGENCY_FIELDS_OF[kind] ? (
        <TrackingNumbersField field={fields.trackingNumbers} />
      ) : null}
      <EventMatterFields {...props} />
      <ParagraphsField field={fields.note} label="Note" rows={2} optional />
    </>
  );
}

export function TrackingNumbersField({ field }: Pick<FieldProps, "field">) {
  return (
    <ParagraphsField
      field={field}
      label="Tracking numbers"
      hint="One a line; after a comma, the office that gave it. A portal’s confirmation number is not one of them."
      rows={2}
      optional
    />
  );
}

/** The fields for one kind of event, without those that it shares with its letter. */
export function EventMatterFields({
  kind,
  fields,
  appeals,
  parts,
  items,
  components,
  withOutcome,
}: Omit<AgencyEventFieldsProps, "fields"> & {
  readonly fields: Omit<AgencyFields, LettersOwn>;
}) {
  const has = (name: keyof AgencyEventForm) => name in AGENCY_FIELDS_OF[kind];
  return (
    <>
      <input type="hidden" name={fields.kind.name} value={kind} />
      {has("office") ? (
        <TextField
          field={fields.office}
          label="Office"
          hint={`As it calls itself.${components.length === 0 ? "" : ` The request is with ${listed(components)}; another office that has it as the right component has a clock of its own.`}`}
        />
      ) : null}
      {has("isProper") ? (
        <TickField
          field={fields.isProper}
          label="It is the right component"
          hint="The clock starts when the right component has the request, or ten days after another one has it (5 U.S.C. 552(a)(6)(A))."
        />
      ) : null}
      {has("track") ? (
        <SelectField
          field={fields.track}
          label="Track"
          unchosen="Not said"
          options={["simple", "complex", "expedited"].map((value) => ({ value, label: value }))}
          optional
        />
      ) : null}
      {has("estimate") ? (
        <TextField field={fields.estimate} label="Amount, in dollars" optional short />
      ) : null}
      {has("isMereEstimate") ? (
        <TickField
          field={fields.isMereEstimate}
          label="It only states an amount, and asks nothing"
          hint="A mere estimate stops no clock, and waits for no answer."
        />
      ) : null}
      {has("isDisputed") ? (
        <TickField
          field={fields.isDisputed}
          label="We dispute that it was needed"
          hint="A question stops the clock where the information was reasonably asked for, or where it was necessary to clarify fees (5 U.S.C. 552(a)(6)(A)(ii)). Both answers are shown then."
        />
      ) : null}
      {has("estimatedCompletion") ? (
        <DateField
          field={fields.estimatedCompletion}
          label="When the agency expects to be done"
          hint="Its own estimate (5 U.S.C. 552(a)(7)(B)(ii)); it moves no date of the statute."
          optional
        />
      ) : null}
      {has("reasons") ? <ExtensionFields fields={fields} /> : null}
      {kind === "dateAgreed" ? <DateField field={fields.until} label="Agreed date" /> : null}
      {has("answer") ? (
        <ChoicesField
          field={fields.answer}
          label="Our answer"
          choices={[
            { value: "open", label: "None yet" },
            { value: "accepted", label: "Accepted" },
            {
              value: "refused",
              label: "Refused",
              hint: "Refusing unreasonably counts against the requester (5 U.S.C. 552(a)(6)(B)(ii)).",
            },
          ]}
        />
      ) : null}
      {has("isInPart") ? <TickField field={fields.isInPart} label="Only in part" /> : null}
      {has("category") ? (
        <ChoicesField
          field={fields.category}
          label="Category"
          choices={choicesOf(CATEGORY_LABELS)}
        />
      ) : null}
      {has("result") ? (
        <ChoicesField field={fields.result} label="Result" choices={choicesOf(RESULT_LABELS)} />
      ) : null}
      {has("what") ? (
        <TextField
          field={fields.what}
          label="What it is"
          hint="Such as “Call with the FOIA officer”."
        />
      ) : null}
      {kind === "exhaustionAsserted" ? (
        <ParagraphsField
          field={fields.reason}
          label="Why exhaustion can be asserted all the same"
          hint="It stands beside what the clock says, with your name."
          rows={3}
        />
      ) : null}
      {kind === "closed" ? (
        <ParagraphsField
          field={fields.reason}
          label="Why nothing is to follow"
          hint="Such as “All records came; we don’t appeal”. Nothing of the request is due any more, on Home, in calendars or in mails, until this is taken back."
          rows={3}
        />
      ) : null}
      {has("isAsClaimed") ? (
        <TickField
          field={fields.isAsClaimed}
          label="It is the category that the request claims"
          hint="Another one can be appealed as a denial can."
        />
      ) : null}
      {has("statesReasonsAndAppeal") ? (
        <TickField
          field={fields.statesReasonsAndAppeal}
          label="It states its reasons and the right to appeal"
          hint="Without both it is no determination (5 U.S.C. 552(a)(6)(A)(i); CREW v. FEC)."
        />
      ) : null}
      {has("appealUntil") ? <AppealFields fields={fields} /> : null}
      {has("helpTold") ? <RightsFields helpTold={fields.helpTold} /> : null}
      {has("part") ? (
        <SelectField
          field={fields.part}
          label="What it is about"
          unchosen="The records asked for"
          options={BESIDE}
          optional
        />
      ) : null}
      {has("itemIds") && items.length > 0 ? (
        <details open={isNamed(fields.itemIds) || undefined}>
          <summary className="link inline-block cursor-pointer py-1">
            It is only about some items
          </summary>
          <div className="mt-2">
            <ItemsField
              field={fields.itemIds}
              label="Only about these items"
              hint={`With none selected, it is about the whole request.${decidedHint(parts)}`}
              items={items}
              optional
            />
          </div>
        </details>
      ) : null}
      {withOutcome && has("outcome") ? (
        <OutcomeFields
          outcome={fields.outcome}
          exemptions={fields.exemptions}
          office={fields.outcomeOffice}
          replaces={fields.replaces}
          label="What it says of the records"
          hint="Of each item selected above, or of every item where none is; not of those that have an answer of their own."
          unchosen="Nothing, or not the same of each"
        />
      ) : null}
      {has("appealDocumentId") && appeals.length > 0 ? (
        <SelectField
          field={fields.appealDocumentId}
          label="The appeal"
          unchosen="Not a document of this matter"
          options={appeals.map(({ id, title }) => ({ value: id, label: title }))}
          optional
        />
      ) : null}
    </>
  );
}

/** Whether items are ticked already, or something is wrong with them. */
function isNamed({ initialValue, errors }: FieldMetadata<string[] | undefined>): boolean {
  return errors !== undefined || ([] as unknown[]).concat(initialValue ?? []).length > 0;
}

const BESIDE = Object.values(DECIDED_BESIDE).map((value) => ({
  value,
  label: `${value.charAt(0).toUpperCase()}${value.slice(1)}`,
}));

/** An appeal is of what was decided, by the same name. */
function decidedHint(parts: readonly string[]): string {
  return parts.length === 0 ? "" : ` Decided by themselves so far: ${listed(parts)}.`;
}

/** Kinds that are no letters. */
const ACTS: ReadonlySet<AgencyEventKind> = new Set([
  "exhaustionAsserted",
  "closed",
  "other",
  "dateAgreed",
]);

/** A letter has its own date and a date of receipt; each rule names the one it uses (L16). */
export function DayFields({
  kind,
  fields,
  today,
}: Pick<AgencyEventFieldsProps, "kind" | "today"> & {
  readonly fields: Pick<AgencyFields, "dated" | "sent" | "received" | "cameBy">;
}) {
  const { by } = AGENCY_EVENT_LABELS[kind];
  const days = DAYS_OF[kind];
  const optional = (name: "dated" | "sent" | "received") => days[name] !== "needed";
  const isAct = ACTS.has(kind);
  return (
    <>
      {days.dated ? (
        <DateField
          field={fields.dated}
          label={isAct ? "Day" : "Date on the letter"}
          latest={today}
          optional={optional("dated")}
        />
      ) : null}
      {days.sent && by === "us" ? (
        <DateField field={fields.sent} label="Sent" latest={today} optional={optional("sent")} />
      ) : null}
      {days.received ? (
        <DateField
          field={fields.received}
          label={by === "us" || kind === "received" ? "Arrived at the agency" : "Arrived here"}
          latest={today}
          optional={optional("received")}
        />
      ) : null}
      {days.sent && by !== "us" ? (
        <DateField
          field={fields.sent}
          label="Sent by the agency"
          hint="Where it is not the date on the letter, such as that of the e-mail."
          latest={today}
          optional
        />
      ) : null}
      {hasWayOfComing(kind) ? (
        <SelectField
          field={fields.cameBy}
          label="How it came"
          unchosen="Not recorded"
          options={Object.entries(WAYS_OF_COMING).map(([value, label]) => ({ value, label }))}
          optional
        />
      ) : null}
    </>
  );
}

function ExtensionFields({ fields }: { readonly fields: Omit<AgencyFields, LettersOwn> }) {
  return (
    <>
      <TickField
        field={fields.reasons}
        label="The letter gives reasons"
        hint="An extension counts only where it is written with reasons and a date, sent in time, and at most ten working days (5 U.S.C. 552(a)(6)(B)(i))."
      />
      <DateField field={fields.until} label="Until, as the letter says" optional />
      <TextField
        field={fields.workingDays}
        label="Or how many working days"
        hint="Where it names a number and no day."
        optional
        short
      />
    </>
  );
}

function AppealFields({ fields }: { readonly fields: Omit<AgencyFields, LettersOwn> }) {
  return (
    <>
      <DateField
        field={fields.appealUntil}
        label="Last day to appeal, as the letter says"
        hint="Where it differs from 90 working days (6 C.F.R. 5.8(a)), the earlier day is kept, and why is shown."
        optional
      />
      <TextField
        field={fields.appealDays}
        label="Or within how many days"
        hint="Counted as days of the calendar from the date on the letter."
        optional
        short
      />
    </>
  );
}

function choicesOf(words: Readonly<Record<string, string>>): Choice[] {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}
