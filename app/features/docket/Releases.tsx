import { thousands } from "#app/domain/thousands.ts";
import { clsx } from "clsx";
import { shortDate } from "#app/domain/dates.ts";
import type { ExpectedProduction } from "#app/domain/docket-event/deadline.ts";
import { InventedMark } from "#app/ui/InventedMark.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { Card } from "#app/ui/Page.tsx";

const STATE_LABELS: Readonly<Record<ExpectedProduction["state"], string>> = {
  came: "Came",
  late: "Late",
  missed: "Missed",
  "to-come": "To come",
  unknown: "Not compared",
  unrecorded: "Not recorded",
  stayed: "Stayed",
};

/** Warns about missed releases, from the day after they were due. */
export function MissedReleases({ releases }: { readonly releases: readonly ExpectedProduction[] }) {
  const missed = releases.filter(({ state }) => state === "missed");
  const [first] = missed;
  if (!first) return null;
  return (
    <Notice kind="problem" className="mb-8">
      <p>
        {missed.length === 1
          ? "A release was due"
          : `${missed.length} releases were due, the first`}{" "}
        on {shortDate(first.due)}, and no production is recorded for{" "}
        {missed.length === 1 ? "it" : "them"}. If it came, record it with the agency’s letter; if
        not, the order says what the agency owes.
      </p>
      {missed.some(({ isInvented }) => isInvented) ? <InventedMark /> : null}
    </Notice>
  );
}

/** The releases that an order schedules, each beside what was released. */
export function Releases({ releases }: { readonly releases: readonly ExpectedProduction[] }) {
  return (
    <Card className="overflow-x-auto">
      <table className="w-full text-left text-[0.9375rem]">
        <thead className="text-sm text-ink-soft">
          <tr className="border-b border-rule">
            <Head>Due</Head>
            <Head>What came</Head>
            <Head>Pages</Head>
          </tr>
        </thead>
        <tbody className="divide-y divide-rule tabular-nums">
          {releases.map((release) => (
            <tr key={`${release.eventId}-${release.due}`}>
              <td className="px-5 py-3 align-top">
                <time dateTime={release.due}>{shortDate(release.due)}</time>
                {release.isInvented ? (
                  <span className="mt-1 block">
                    <InventedMark />
                  </span>
                ) : null}
              </td>
              <td
                className={clsx(
                  "px-5 py-3 align-top",
                  release.state === "missed" && "font-medium text-danger",
                )}
              >
                {STATE_LABELS[release.state]}
                {release.came === null ? null : `, ${shortDate(release.came)}`}
              </td>
              <td className="px-5 py-3 align-top">{productionPagesText(release)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Head({ children }: { readonly children: string }) {
  return (
    <th scope="col" className="px-5 py-2.5 font-normal">
      {children}
    </th>
  );
}

/** "450 of 500: 50 fewer", or the known part of it. */
function productionPagesText({ pages, pagesCame, isAtLeast, came }: ExpectedProduction): string {
  const count = (number: number) => thousands(number);
  if (came === null) return pages === null ? "–" : `${count(pages)} ordered`;
  if (pagesCame === null) {
    return pages === null ? "Not recorded" : `Not recorded; ${count(pages)} ordered`;
  }
  const counted = `${isAtLeast ? "at least " : ""}${count(pagesCame)}`;
  if (pages === null) return counted;
  const short = isAtLeast ? 0 : pages - pagesCame;
  return `${counted} of ${count(pages)}${short > 0 ? `: ${count(short)} fewer` : ""}`;
}
