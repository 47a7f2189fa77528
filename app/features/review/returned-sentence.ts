import type { Standing } from "#server/services/index.ts";
import { personLabel } from "#app/features/organization/person-label.ts";
import type { VoidCause } from "#app/domain/sign-off.ts";

/** The act that returned a document to draft; "version 2" or "it" follows. */
const RETURNED_BY: Readonly<Record<VoidCause, string>> = {
  "changes-requested": "asked for changes to",
  recalled: "recalled",
  reopened: "reopened",
  "party-removed": "removed a required organization from the matter and so took back",
  "brought-in": "brought in with an archive, and so as a draft,",
};

/** "Ravi Sample (ILRC) asked for changes to", for a document that was returned to draft. */
export function returnedSentence(standing: Pick<Standing, "returned" | "decisions">): string {
  const { returned } = standing;
  if (returned === null) return "";
  const { gone } = returned;
  if (gone?.left) return `${gone.organization} left the matter, which took back`;
  if (gone)
    return `${whoReturned(standing)} removed ${gone.organization} from the matter and so took back`;
  return `${whoReturned(standing)} ${RETURNED_BY[returned.because]}`;
}

/** A reason in quotation marks. */
export function quoted(reason: string): string {
  return `“${reason.trim()}”`;
}

/** The person who returned it, with the organization they acted for. */
export function whoReturned({
  returned,
  decisions,
}: Pick<Standing, "returned" | "decisions">): string {
  const asked = decisions.find(({ decision }) => decision === "changes-requested");
  const by = returned?.by ?? null;
  return personLabel(
    returned?.because === "changes-requested" && asked?.person?.userId === by?.userId
      ? (asked?.person ?? by)
      : by,
    "Somebody who has left",
  );
}
