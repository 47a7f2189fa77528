import { ROLES } from "#app/domain/actor.ts";
import { ChoicesField, type FormField } from "#app/ui/Field.tsx";
import { ROLE_HINTS, ROLE_LABELS } from "./role-labels.ts";

/** Chooses any set of the five roles, each with a hint. */
export function RolesField({ field }: { readonly field: FormField }) {
  return (
    <ChoicesField
      field={field}
      label="Roles"
      hint="Any number; everyone reads what the organization is party to."
      choices={ROLES.map((role) => ({
        value: role,
        label: ROLE_LABELS[role],
        hint: ROLE_HINTS[role],
      }))}
      multiple
    />
  );
}
