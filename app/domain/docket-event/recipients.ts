import type { DocketEntry } from "./kind.ts";

/** The recipients of the summons and complaint, FRCP 4(i): the first two once, and each agency. */
export const SERVED = ["usAttorney", "attorneyGeneral", "agency"] as const;
export type Served = (typeof SERVED)[number];
export const SERVED_LABELS: Readonly<Record<Served, string>> = {
  usAttorney: "United States attorney",
  attorneyGeneral: "Attorney General",
  agency: "Agency",
};

interface ServiceDetails {
  readonly on: Served;
  /** The agency by its name as a defendant; null for the others, and where one alone is sued. */
  readonly agency: string | null;
}

/** A recipient that has to be served. */
export interface Recipient extends ServiceDetails {
  /** The same while its docket names it so. */
  readonly key: string;
  readonly name: string;
  /** Whether no other agency is sued, so that service on "the agency" is service on it. */
  readonly isOnly: boolean;
}

/** All that have to be served: the two of FRCP 4(i)(1), and each agency, 4(i)(2). */
export function recipientsOf(defendants: readonly string[]): Recipient[] {
  const agencies = [...new Map(defendants.map((name) => [keyOf(name), name])).values()];
  const isOnly = agencies.length < 2;
  const one = (on: Served) => ({
    on,
    agency: null,
    key: on,
    name: SERVED_LABELS[on],
    isOnly: true,
  });
  return [
    one("usAttorney"),
    one("attorneyGeneral"),
    ...(agencies.length === 0
      ? [one("agency")]
      : agencies.map((name) => {
          const key = isOnly ? "agency" : `agency-${keyOf(name)}`;
          return { on: "agency" as const, agency: name, key, name, isOnly };
        })),
  ];
}

/** One name, however it is spaced, capitalized and punctuated. */
const keyOf = (name: string) =>
  name
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.join("-") ?? "";

/** Whether service with these details was made on that recipient. */
export function isServiceOn(service: ServiceDetails, { on, agency, isOnly }: Recipient): boolean {
  if (service.on !== on) return false;
  if (service.agency === null) return isOnly;
  return agency === null || keyOf(service.agency) === keyOf(agency);
}

/** The recipient within a sentence: "the Attorney General", or an agency by name. */
export const servedLabel = ({ on, agency }: ServiceDetails) =>
  agency ?? `the ${on === "agency" ? "agency" : SERVED_LABELS[on]}`;

/** The entry of service on that recipient whose day is known; null where there is none. */
export function serviceOn(lines: readonly DocketEntry[], on: Served) {
  for (const { kind, details, dated, ...line } of lines) {
    if (kind === "service" && details["on"] === on && dated !== null) return { ...line, dated };
  }
  return null;
}
