import { componentOf, type AgencyEvent } from "#app/domain/agency-record/event.ts";
import { abbreviationOf } from "#app/domain/public-page/agency-names.ts";
import { listed } from "#app/domain/listed.ts";
import type { FiledRequest } from "./template-details.ts";

/** The terms that a complaint defines once and uses from then on (L67). */
export interface ComplaintTerms {
  /** "Plaintiffs". */
  readonly plaintiff: string;
  readonly several: boolean;
  /** The ids of the plaintiffs; empty where they are not known. */
  readonly plaintiffIds: readonly string[];
  /** "ICE", or the whole name where it has no short one. */
  readonly agency: string;
  /** The name with the term that it defines, for the first sentence that names it. */
  readonly agencyDefined: string;
  /** The filed requests that the complaint is about, oldest first. */
  readonly requests: readonly FiledRequest[];
}

export function complaintTerms(
  {
    agency,
    several,
    partyIds,
  }: {
    readonly agency: string;
    readonly several: boolean;
    readonly partyIds: readonly string[];
  },
  requests: readonly FiledRequest[],
): ComplaintTerms {
  const short = abbreviationOf(agency);
  return {
    plaintiff: several ? "Plaintiffs" : "Plaintiff",
    several,
    plaintiffIds: partyIds,
    agency: short ?? agency,
    agencyDefined: short === null ? agency : `${agency} (“${short}”)`,
    requests,
  };
}

/** Names those that made a request: "Plaintiffs", or their names where they were others. */
export function requesterOf(
  { plaintiff, plaintiffIds }: Pick<ComplaintTerms, "plaintiff" | "plaintiffIds">,
  { organizations }: FiledRequest,
): string {
  const isSame =
    organizations.length === plaintiffIds.length &&
    organizations.every(({ id }) => plaintiffIds.includes(id));
  const isKnown = organizations.length > 0 && plaintiffIds.length > 0;
  return isSame || !isKnown ? plaintiff : listed(organizations.map(({ name }) => name));
}

/** "Request", or "Second Request" in a complaint about several. */
export function termOf({ requests }: ComplaintTerms, request: FiledRequest | null): string {
  if (request === null || requests.length < 2) return "Request";
  return `${ordinalOf(requests, request)} Request`;
}

/** "the Request", "the First and Third Requests", "the Requests". */
export function termOfAll({ requests }: ComplaintTerms, about: readonly FiledRequest[]): string {
  if (requests.length < 2) return "the Request";
  if (about.length === requests.length) return "the Requests";
  const named = about.map((request) => ordinalOf(requests, request));
  return `the ${listed(named)} Request${about.length > 1 ? "s" : ""}`;
}

/** " as to the First Request": empty where all that the complaint is about are meant. */
export function asTo(terms: ComplaintTerms, about: readonly FiledRequest[]): string {
  return about.length === terms.requests.length ? "" : ` as to ${termOfAll(terms, about)}`;
}

function ordinalOf(requests: readonly FiledRequest[], request: FiledRequest): string {
  const at = requests.findIndex(({ documentId }) => documentId === request.documentId);
  return ORDINALS[at] ?? `No. ${at + 1}`;
}

/** As many as a document may be about. */
const ORDINALS = [
  "First",
  "Second",
  "Third",
  "Fourth",
  "Fifth",
  "Sixth",
  "Seventh",
  "Eighth",
  "Ninth",
  "Tenth",
  "Eleventh",
  "Twelfth",
  "Thirteenth",
  "Fourteenth",
  "Fifteenth",
  "Sixteenth",
  "Seventeenth",
  "Eighteenth",
  "Nineteenth",
  "Twentieth",
];

/** "DHS", or "DHS’s component ICE" where the event is of that component alone (L51). */
export function actorOf({ agency }: ComplaintTerms, event: AgencyEvent): string {
  const component = componentOf(event);
  return component === null ? agency : `${agency}’s component ${component}`;
}
