import type { DocketEntry } from "./kind.ts";

/** The recipients of the summons and complaint, FRCP 4(i): all three are required. */
export const SERVED = ["usAttorney", "attorneyGeneral", "agency"] as const;
export type Served = (typeof SERVED)[number];
export const SERVED_WORDS: Readonly<Record<Served, string>> = {
  usAttorney: "United States attorney",
  attorneyGeneral: "Attorney General",
  agency: "Agency",
};

/** The recipient within a sentence. */
export const servedInWords = (on: Served) => SERVED_WORDS[on].replace(/^Agency$/u, "agency");

/** The entry of service on that recipient whose day is known; null where there is none. */
export function serviceOn(lines: readonly DocketEntry[], on: Served) {
  for (const { kind, details, dated, ...line } of lines) {
    if (kind === "service" && details["on"] === on && dated !== null) return { ...line, dated };
  }
  return null;
}
