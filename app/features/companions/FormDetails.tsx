import type { FormDetail } from "#app/document/details/clerk-forms.ts";
import { LabeledValue } from "#app/ui/LabeledValue.tsx";
import { Card } from "#app/ui/Page.tsx";

/** The values for a clerk's form, box by box. */
export function FormDetails({ details }: { readonly details: readonly FormDetail[] }) {
  return (
    <Card className="p-5">
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {details.map(({ label, value }) => (
          <LabeledValue key={label} label={label} value={value} />
        ))}
      </dl>
    </Card>
  );
}
