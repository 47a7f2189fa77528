import type { FieldMetadata, FormMetadata } from "@conform-to/react";
import { useEffect, useRef, type ReactNode } from "react";
import { AGENCY_EVENT_LABELS, type AgencyEventKind } from "#app/domain/agency-record/event.ts";
import {
  comesWithRecords,
  LETTER_KINDS,
  type LetterInput,
  type LetterPartInput,
} from "#app/domain/agency-record/letter.ts";
import type { NumberedItem } from "#app/document/numbering/requested-items.ts";
import { EntryList } from "#app/features/public-page-editing/EntryList.tsx";
import { Button } from "#app/ui/Button.tsx";
import { ParagraphsField, TextField } from "#app/ui/Field.tsx";
import { Card } from "#app/ui/Page.tsx";
import { DateField } from "#app/ui/PickField.tsx";
import { DayFields, EventMatterFields, TrackingNumbersField } from "./AgencyEventFields.tsx";
import { ComponentField } from "./ComponentField.tsx";
import { ReleaseFields } from "./EventProductions.tsx";
import { ItemsField } from "./ItemsField.tsx";
import { OutcomeFields } from "./OutcomeFields.tsx";
import { LETTER_CHOICES, partOfChoice } from "./record-choices.ts";

interface LetterFieldsProps {
  readonly form: FormMetadata<LetterInput>;
  readonly fields: Required<{
    [Name in keyof LetterInput]: FieldMetadata<LetterInput[Name], LetterInput>;
  }>;
  readonly appeals: readonly { readonly id: string; readonly title: string }[];
  readonly parts: readonly string[];
  readonly items: readonly NumberedItem[];
  /** The components that have the request (L51). */
  readonly components: readonly string[];
  readonly today: string;
  /** Whether it adds to a letter on record, which has its days already. */
  readonly isAddition: boolean;
}

/** The things that one letter can say several times, of different items or of different things. */
const SEVERAL: ReadonlySet<AgencyEventKind> = new Set<AgencyEventKind>([
  "interimResponse",
  "determined",
  "appealDecided",
  "other",
]);

/** The fields of one letter (L63): its days, how it came and its numbers once, then what it says. */
export function LetterFields({ form, fields, isAddition, ...page }: LetterFieldsProps) {
  const { items, today } = page;
  const sections = fields.parts.getFieldList();
  const said = sections.map((part) => part.getFieldset().kind.initialValue);
  useFocusOnChange(sections.length, sections.at(-1)?.id ?? fields.parts.id, fields.parts.id);
  const isOpen = (kind: AgencyEventKind) => SEVERAL.has(kind) || !said.includes(kind);
  return (
    <>
      {isAddition ? null : (
        <>
          <ComponentField field={fields.component} components={page.components} />
          <DayFields kind="acknowledged" fields={fields} today={today} />
        </>
      )}
      <TrackingNumbersField field={fields.trackingNumbers} />
      <div className="grid gap-4" id={fields.parts.id} tabIndex={-1}>
        <h2 className="text-lg font-medium">What it says</h2>
        {fields.parts.errors ? (
          <p className="text-[0.9375rem] font-medium text-danger">
            {fields.parts.errors.join(" ")}
          </p>
        ) : null}
        {sections.map((part, index) => (
          <Card key={part.key ?? part.id} className="p-5">
            <PartFields form={form} part={part} {...page}>
              <Button
                look="quiet"
                {...form.remove.getButtonProps({ name: fields.parts.name, index })}
                type="submit"
              >
                It doesn’t say this
              </Button>
            </PartFields>
          </Card>
        ))}
        <details>
          <summary className="link inline-block cursor-pointer py-1">It also says …</summary>
          <ul className="mt-2 flex flex-wrap gap-2">
            {LETTER_CHOICES.filter(({ kind }) => isOpen(kind)).map((choice) => (
              <li key={choice.says}>
                <Button
                  {...form.insert.getButtonProps({
                    name: fields.parts.name,
                    defaultValue: partOfChoice(choice),
                  })}
                  type="submit"
                >
                  {choice.words}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      </div>
      <div className="grid gap-4">
        <h2 className="text-lg font-medium">Records that came with it</h2>
        <EntryList form={form} field={fields.releases} noun="release">
          {(release) => {
            const of = release.getFieldset();
            return (
              <>
                <DateField
                  field={of.dated}
                  label="Day of the release"
                  hint="Where it is not the day on which the letter was sent, or its date where that is not known."
                  latest={today}
                  optional
                />
                <ReleaseFields fields={of} items={items} />
              </>
            );
          }}
        </EntryList>
      </div>
      <ParagraphsField field={fields.note} label="Note" rows={2} optional />
    </>
  );
}

/** Moves the focus to a section that was added, or to their list where one was removed. */
function useFocusOnChange(count: number, lastId: string, listId: string): void {
  const before = useRef(count);
  useEffect(() => {
    if (count === before.current) return;
    document.getElementById(count > before.current ? lastId : listId)?.focus();
    before.current = count;
  }, [count, lastId, listId]);
}

/** A section: one thing that the letter says. */
function PartFields({
  form,
  part,
  children,
  ...page
}: Pick<LetterFieldsProps, "form" | "appeals" | "parts" | "items" | "components" | "today"> & {
  readonly part: FieldMetadata<LetterPartInput, LetterInput>;
  readonly children: ReactNode;
}) {
  const fields = part.getFieldset();
  const kind = LETTER_KINDS.find((known) => known === fields.kind.initialValue) ?? "other";
  return (
    <fieldset className="grid min-w-0 gap-5" id={part.id} tabIndex={-1}>
      <legend className="float-left mb-1 font-medium">{AGENCY_EVENT_LABELS[kind].name}</legend>
      {kind === "received" ? (
        <DateField
          field={fields.received}
          label="When the request reached it, as the letter says"
          latest={page.today}
        />
      ) : null}
      <EventMatterFields kind={kind} fields={fields} withOutcome {...page} />
      {comesWithRecords({ kind }) && page.items.length > 0 ? (
        <EntryList form={form} field={fields.outcomes} noun="answer about some items">
          {(row) => {
            const of = row.getFieldset();
            return (
              <>
                <ItemsField field={of.itemIds} label="Items" items={page.items} />
                <OutcomeFields
                  outcome={of.outcome}
                  exemptions={of.exemptions}
                  office={of.office}
                  replaces={of.replaces}
                  label="What became of them"
                  unchosen="Choose"
                />
                <TextField
                  field={of.part}
                  label="Only of a part"
                  hint="Such as “the attachments”."
                  optional
                />
              </>
            );
          }}
        </EntryList>
      ) : null}
      <div>{children}</div>
    </fieldset>
  );
}
