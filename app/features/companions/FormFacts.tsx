import type { FormFact } from "#app/document/details/clerk-forms.ts";
import { Fact } from "#app/ui/Fact.tsx";
import { Card } from "#app/ui/Page.tsx";

/** The values for a clerk's form, box by box. */
export function FormFacts({ facts }: { readonly facts: readonly FormFact[] }) {
  return (
    <Card className="p-5">
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {facts.map(({ label, value }) => (
          <Fact key={label} label={label} value={value} />
        ))}
      </dl>
    </Card>
  );
}
