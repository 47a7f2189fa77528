import type { BaselineChoice } from "#app/domain/changes/answers.ts";
import { shortInstant } from "#app/domain/dates.ts";
import type { DeskChanges } from "./use-changes.ts";
import { zoneHere } from "#app/ui/zone-here.ts";

/** The moment that changes are shown since, to choose. */
export function Since({
  choice,
  changes,
  label,
}: {
  readonly choice: BaselineChoice;
  readonly changes: DeskChanges;
  /** Where no label is around it. */
  readonly label?: string;
}) {
  const baselines = changes.answer?.baselines ?? [choice];
  const list = baselines.some(({ key }) => key === choice.key) ? baselines : [choice, ...baselines];
  return (
    <select
      className="changes-since"
      aria-label={label}
      value={choice.key}
      onChange={(event) => {
        const next = list.find(({ key }) => key === event.target.value);
        if (next) void changes.open(next);
      }}
    >
      {list.map((one) => (
        <option key={one.key} value={one.key}>
          {choiceLabel(one)}
        </option>
      ))}
    </select>
  );
}

/** "version 2 “Filed draft”", "I last looked (Nov 26, 2:02 PM)". */
export function choiceLabel({ kind, version, organization, at }: BaselineChoice): string {
  const when = shortInstant(new Date(at), zoneHere());
  switch (kind) {
    case "looked":
      return `I last looked (${when})`;
    case "approved":
      return `${organization ?? "my organization"} last approved (version ${version?.number ?? ""}, ${when})`;
    case "version":
      return `version ${version?.number ?? ""}${version?.name ? ` “${version.name}”` : ""} (${when})`;
    case "yesterday":
      return `yesterday (${when})`;
    case "week":
      return `last week (${when})`;
    case "sitting":
      return when;
  }
}
