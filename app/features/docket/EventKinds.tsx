import { Link } from "react-router";
import { DOCKET_KINDS, type DocketEventKind } from "#app/domain/docket-event/kinds/index.ts";
import { Card } from "#app/ui/Page.tsx";

/** The kinds of entries, each with a link to its form, in the usual order of a lawsuit. */
export function EventKinds({
  to,
  areSet = false,
}: {
  readonly to: (kind: DocketEventKind) => string;
  /** Offers those alone that another entry can set. */
  readonly areSet?: boolean;
}) {
  const kinds = Object.values(DOCKET_KINDS).filter(
    ({ fields }) => !areSet || "orderNumber" in fields,
  );
  return (
    <Card>
      <ul className="divide-y divide-rule">
        {kinds.map(({ kind, label, hint }) => (
          <li key={kind} className="relative px-5 py-3.5 hover:bg-wash">
            <Link
              to={to(kind)}
              className="font-medium after:absolute after:inset-0 hover:underline"
            >
              {label}
            </Link>
            <p className="mt-0.5 text-sm text-ink-soft">{hint}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
