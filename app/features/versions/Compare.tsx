import { Form } from "react-router";
import { clsx } from "clsx";
import type { StateTag, VersionTag } from "#server/services/index.ts";
import { shortInstant } from "#app/domain/dates.ts";
import { Button } from "#app/ui/Button.tsx";
import { BOX } from "#app/ui/Field.tsx";
import { Card, Section } from "#app/ui/Page.tsx";
import { useTimeZone } from "#app/ui/Timestamp.tsx";
import { type TextChoice, textAddress } from "#app/domain/changes/text-choice.ts";

/** Chooses which two texts are compared; it leads to their redline. */
export function Compare({
  documentId,
  versions,
  states = [],
  from,
  to,
  draft,
}: {
  readonly documentId: string;
  readonly versions: readonly VersionTag[];
  /** Moments of the draft, the latest first. */
  readonly states?: readonly StateTag[];
  readonly from: TextChoice | undefined;
  readonly to: TextChoice | undefined;
  /** Whether there is a draft to compare with. */
  readonly draft: boolean;
}) {
  const zone = useTimeZone();
  const ofVersions = versions.map(({ number, name }) => (
    <option key={number} value={number}>
      Version {number}
      {name ? ` · ${name}` : ""}
    </option>
  ));
  const ofStates = states.map((state) => (
    <option key={textAddress(state)} value={textAddress(state)}>
      {shortInstant(new Date(state.at), zone)}
    </option>
  ));
  const options = (
    <>
      {ofStates}
      {ofVersions}
    </>
  );
  return (
    <Section title="Compare">
      <Card className="p-5">
        <Form method="get" action={`/documents/${documentId}/redline`} className="grid gap-4">
          <label className="grid min-w-0 gap-1.5">
            <span className="font-medium">From</span>
            <select
              name="from"
              defaultValue={from === undefined ? undefined : textAddress(from)}
              className={clsx(BOX, "min-h-11")}
            >
              {options}
            </select>
          </label>
          <label className="grid min-w-0 gap-1.5">
            <span className="font-medium">To</span>
            <select
              name="to"
              defaultValue={to === undefined ? undefined : textAddress(to)}
              className={clsx(BOX, "min-h-11")}
            >
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
