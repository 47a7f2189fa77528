import { Link } from "react-router";
import { shortDate } from "#app/domain/dates.ts";
import type { ServiceRow } from "#server/services/index.ts";
import { AttachmentList } from "#app/features/attachments/AttachmentList.tsx";
import { InventedMark } from "#app/ui/InventedMark.tsx";
import { Card } from "#app/ui/Page.tsx";
import type { docketPaths } from "./docket-paths.ts";

/** The recipients of service under FRCP 4(i), each agency by name, recorded or not. */
export function ServiceRows({
  rows,
  paths,
  mayRecord,
  today,
}: {
  readonly rows: readonly ServiceRow[];
  readonly paths: ReturnType<typeof docketPaths>;
  readonly mayRecord: boolean;
  readonly today: string;
}) {
  return (
    <Card>
      <ul className="divide-y divide-rule">
        {rows.map((row) => (
          <li key={`${row.on} ${row.agency}`} className="px-5 py-4">
            <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
              <h3 className="min-w-0 font-medium">{row.name}</h3>
              {mayRecord ? (
                <Link
                  to={
                    row.line
                      ? paths.event(row.line.id)
                      : paths.record("service", {
                          on: row.on,
                          ...(row.agency === null ? {} : { agency: row.agency }),
                        })
                  }
                  className="link text-[0.9375rem]"
                >
                  {row.line ? "Correct or attach" : "Record service"}
                  <span className="sr-only">
                    {row.agency === null ? " on the " : " on "}
                    {row.name}
                  </span>
                </Link>
              ) : null}
            </div>
            {row.on === "usAttorney" ? (
              <p className="text-sm text-ink-soft">
                By mail, to the civil-process clerk of that office (FRCP 4(i)(1)(A)(ii)).
              </p>
            ) : row.address.length > 0 ? (
              <p className="text-sm text-ink-soft">{row.address.join(", ")}</p>
            ) : null}
            {row.line ? <Served row={row} /> : <Unserved row={row} today={today} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Served({ row }: { readonly row: ServiceRow }) {
  const { method, article, sentOn, deliveredOn, line } = row;
  return (
    <>
      <dl className="mt-2 grid gap-x-6 gap-y-2 text-[0.9375rem] sm:grid-cols-4">
        <Cell label="How" value={method} />
        <Cell label="Article number" value={article} />
        <Cell label="Sent" value={sentOn === null ? null : shortDate(sentOn)} />
        <Cell label="Delivered" value={deliveredOn === null ? null : shortDate(deliveredOn)} />
      </dl>
      <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        {line && line.attachments.length > 0 ? (
          <AttachmentList files={line.attachments} />
        ) : (
          <span className="text-ink-soft">No proof is attached.</span>
        )}
        {line?.isInvented ? <InventedMark /> : null}
      </div>
    </>
  );
}

function Unserved({ row: { due }, today }: { readonly row: ServiceRow; readonly today: string }) {
  if (due === null) {
    return (
      <p className="mt-1 text-sm text-ink-soft">
        Not recorded. Its last day follows from the day of filing, which is not recorded either
        (FRCP 4(m)).
      </p>
    );
  }
  if (due.isMoot) return <p className="mt-1 text-sm text-ink-soft">Not recorded.</p>;
  return (
    <p className="mt-1 text-sm text-ink-soft">
      Not recorded.{" "}
      {due.due < today ? (
        <span className="font-medium text-danger">It was due by {shortDate(due.due)}:</span>
      ) : (
        <>It is due by {shortDate(due.due)}:</>
      )}{" "}
      {due.why} [{due.source}]
    </p>
  );
}

function Cell({ label, value }: { readonly label: string; readonly value: string | null }) {
  return (
    <div className="flex gap-2 sm:block">
      <dt className="w-32 shrink-0 text-sm text-ink-soft sm:w-auto">{label}</dt>
      <dd className="min-w-0 break-words">
        {value ?? <span className="text-ink-soft italic">Not recorded</span>}
      </dd>
    </div>
  );
}
