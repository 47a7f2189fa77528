import type { DocumentView } from "#server/services/index.ts";
import { quoted, whoReturned } from "#app/features/review/returned-sentence.ts";
import { personLabel } from "#app/features/organization/person-label.ts";
import type { DocumentStatus } from "#app/domain/document.ts";
import type { VoidCause } from "#app/domain/sign-off.ts";

type Seen = Pick<DocumentView, "status" | "standing" | "access" | "filed">;

const BROUGHT_BACK: Readonly<Record<VoidCause, string>> = {
  "changes-requested": "asked for changes",
  recalled: "took it back from review",
  reopened: "reopened it",
  "party-removed": "removed a required organization from the matter, which ended the review",
  "brought-in": "brought it in with an archive",
};

/**
 * Says what another person did to the open draft, with the reason; null if nothing has to be
 * announced.
 * @param before the status that the desk showed last.
 */
export default function draftNews(before: DocumentStatus, now: Seen): string | null {
  const { status, standing, access, filed } = now;
  if (status === before) return null;
  switch (status) {
    case "draft": {
      const { returned } = standing;
      if (returned === null) return null;
      const { gone } = returned;
      if (gone?.left)
        return `${gone.organization} left the matter, which ended the review. ${thenOf(access)}`;
      const reason = returned.reason ? `: ${quoted(returned.reason)}` : "";
      const end = /[.!?…]”$/u.test(reason) ? "" : ".";
      return `${whoReturned(standing)} ${BROUGHT_BACK[returned.because]}${reason}${end} ${thenOf(access)}`;
    }
    case "in_review":
      return `${personLabel(standing.version?.createdBy ?? null, "Somebody who has left")} submitted this draft. Nobody can write in it until it is sent back.`;
    case "approved": {
      const last = standing.required
        .flatMap(({ approval }) => approval ?? [])
        .sort((one, other) => other.at.localeCompare(one.at))[0];
      const version = standing.version ? `version ${standing.version.number}` : "it";
      return `${personLabel(last?.person ?? null, "Somebody who has left")} signed, and with that signature ${version} is approved.`;
    }
    case "filed":
      return `${personLabel(filed?.by ?? null, "Somebody who has left")} recorded its filing. What was filed never changes.`;
    case "superseded":
    case "withdrawn":
      return null;
  }
}

function thenOf(access: Seen["access"]): string {
  return access === "write" ? "You can write again." : "It is a draft again.";
}
