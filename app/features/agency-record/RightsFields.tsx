import type { FieldMetadata } from "@conform-to/react";
import { SelectField } from "#app/ui/PickField.tsx";

/** Asks what the letter says of our rights besides the appeal (L58). */
export function RightsFields({
  helpTold,
}: {
  readonly helpTold: FieldMetadata<string | undefined>;
}) {
  return (
    <fieldset>
      <legend className="mb-2 font-medium">What the letter says of your rights</legend>
      <SelectField
        field={helpTold}
        label="Help of the FOIA Public Liaison and of OGIS"
        unchosen="Nobody looked yet"
        options={[
          { value: "both", label: "It tells of both" },
          { value: "liaison", label: "Of the FOIA Public Liaison alone" },
          { value: "ogis", label: "Of OGIS alone" },
          { value: "neither", label: "Of neither" },
        ]}
        hint="A determination and an extension have to tell of it (5 U.S.C. 552(a)(6)(A)(i), (B)(ii)). If the letter lacks it, the record says so beside it."
        optional
      />
    </fieldset>
  );
}
