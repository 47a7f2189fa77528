import { organizationChoice } from "#app/features/organization/organization-choice.tsx";
import type { OrganizationTag } from "#server/services/index.ts";
import { ChoicesField, ParagraphsField, TextField, type FormField } from "#app/ui/Field.tsx";

interface MatterFieldsProps {
  readonly fields: {
    readonly title: FormField;
    readonly narrative: FormField;
    readonly agencyDepartment: FormField;
    readonly agencyComponent: FormField;
    /** Only on creation; afterwards it is edited with the matter's shared details. */
    readonly agencyAddress?: FormField;
  };
}

/** The fields of a matter, for creating and editing it. */
export function MatterTitle({ fields }: MatterFieldsProps) {
  return (
    <TextField
      field={fields.title}
      label="Title"
      hint="As it stands on letters and on the public page."
    />
  );
}

export function MatterStory({ fields }: MatterFieldsProps) {
  return (
    <ParagraphsField
      field={fields.narrative}
      label="Narrative"
      hint="What it is about, in a few paragraphs. Leave a blank line between them."
      rows={6}
      optional
    />
  );
}

export function MatterAgency({ fields }: MatterFieldsProps) {
  return (
    <fieldset className="grid min-w-0 gap-5">
      <legend className="mb-4 text-lg font-semibold tracking-tight">
        Agency
        <span className="block text-sm font-normal tracking-normal text-ink-soft">
          Leave empty what you don’t know; it shows as not recorded.
        </span>
      </legend>
      <TextField field={fields.agencyDepartment} label="Department" optional />
      <TextField
        field={fields.agencyComponent}
        label="Component"
        hint="The office that holds the records, where it is not the department itself."
        optional
      />
      {fields.agencyAddress ? (
        <TextField field={fields.agencyAddress} label="Address for requests" optional />
      ) : null}
    </fieldset>
  );
}

/** The choice of the organization that leads a new matter. */
export function MatterLead({
  field,
  leads,
  onChoose,
}: {
  readonly field: FormField;
  readonly leads: readonly OrganizationTag[];
  readonly onChoose: (organizationId: string) => void;
}) {
  return (
    <ChoicesField
      field={field}
      label="Lead organization"
      hint="Its staff file and publish; its administrators choose the parties."
      choices={leads.map(organizationChoice)}
      onChoose={onChoose}
    />
  );
}
