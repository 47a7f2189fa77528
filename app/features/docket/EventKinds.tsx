import { Link } from "react-router";
import { DOCKET_EVENT_WORDS, type DocketEventKind } from "#app/domain/docket-event/event.ts";
import { Card } from "#app/ui/Page.tsx";
import { EVENT_KIND_HINTS, EVENT_KINDS_IN_ORDER } from "./event-kinds.ts";

/** The kinds of entries, each with a link to its form. */
export function EventKinds({ to }: { readonly to: (kind: DocketEventKind) => string }) {
  return (
    <Card>
      <ul className="divide-y divide-rule">
        {EVENT_KINDS_IN_ORDER.map((kind) => (
          <li key={kind} className="relative px-5 py-3.5 hover:bg-wash">
            <Link
              to={to(kind)}
              className="font-medium after:absolute after:inset-0 hover:underline"
            >
              {DOCKET_EVENT_WORDS[kind]}
            </Link>
            <p className="mt-0.5 text-sm text-ink-soft">{EVENT_KIND_HINTS[kind]}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
