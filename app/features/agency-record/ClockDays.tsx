import { clsx } from "clsx";
import { withWrittenDays, writtenDate } from "#app/domain/dates.ts";
import type { Clock, ClockDay } from "#app/domain/foia-clock.ts";

/** Each day up to the due date: counted or excluded, and why (L14). */
export function ClockDays({ clock }: { readonly clock: Clock }) {
  if (clock.components.length === 0) return <DaysOf clock={clock} at="" />;
  return clock.components.map(({ component, clock: one }) => (
    <DaysOf key={component} clock={one} at={`, ${component}`} />
  ));
}

function DaysOf({ clock, at }: { readonly clock: Clock; readonly at: string }) {
  if (clock.days.length === 0) return null;
  const isRange = clock.due.earliest !== clock.due.latest;
  return (
    <div className="mt-4 grid gap-2">
      <Days
        label={`${isRange ? "Show the days to the latest date" : "Show the days"}${at}`}
        days={clock.days}
      />
      {isRange ? (
        <Days label={`Show the days to the earliest date${at}`} days={clock.daysToEarliest} />
      ) : null}
    </div>
  );
}

function Days({ label, days }: { readonly label: string; readonly days: readonly ClockDay[] }) {
  return (
    <details>
      <summary className="link inline-block cursor-pointer py-1">{label}</summary>
      <div className="mt-2 overflow-x-auto rounded-md border border-rule">
        <table className="w-full text-left text-sm">
          <thead className="text-ink-soft">
            <tr>
              <th scope="col" className="px-3 py-2 font-normal">
                Day
              </th>
              <th scope="col" className="px-3 py-2 font-normal">
                Date
              </th>
              <th scope="col" className="px-3 py-2 font-normal">
                Why
              </th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ date, counted, number, why }) => (
              <tr key={date} className={clsx("border-t border-rule", !counted && "text-ink-soft")}>
                <td className="px-3 py-1 tabular-nums">{number ?? "–"}</td>
                <td className="px-3 py-1">{writtenDate(date)}</td>
                <td className="px-3 py-1">{withWrittenDays(why)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
