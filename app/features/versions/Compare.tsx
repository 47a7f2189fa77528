import { Form } from "react-router";
import { clsx } from "clsx";
import type { VersionTag } from "#server/services/index.ts";
import { Button } from "#app/ui/Button.tsx";
import { BOX } from "#app/ui/Field.tsx";
import { Card, Section } from "#app/ui/Page.tsx";

/** Chooses which two texts are compared; it leads to their redline. */
export function Compare({
  documentId,
  versions,
  from,
  to,
  draft,
}: {
  readonly documentId: string;
  readonly versions: readonly VersionTag[];
  readonly from: number | undefined;
  readonly to: number | "draft" | undefined;
  /** Whether there is a draft to compare with. */
  readonly draft: boolean;
}) {
  const options = versions.map(({ number, name }) => (
    <option key={number} value={number}>
      Version {number}
      {name ? ` · ${name}` : ""}
    </option>
  ));
  return (
    <Section title="Compare">
      <Card className="p-5">
        <Form method="get" action={`/documents/${documentId}/redline`} className="grid gap-4">
          <label className="grid gap-1.5">
            <span className="font-medium">From</span>
            <select name="from" defaultValue={from} className={clsx(BOX, "min-h-11")}>
              {options}
            </select>
          </label>
          <label className="grid gap-1.5">
            <span className="font-medium">To</span>
            <select name="to" defaultValue={to} className={clsx(BOX, "min-h-11")}>
              {draft ? <option value="draft">The draft as it is now</option> : null}
              {options}
            </select>
          </label>
          <div>
            <Button type="submit">Show what changed</Button>
          </div>
        </Form>
      </Card>
    </Section>
  );
}
