import type { DocumentState, EventOf } from "./document-state.ts";
import { wrongStatus } from "./document-steps.ts";
import { checkFilingDetails, type Filing, type FilingDetails } from "./filing.ts";
import { checkFilingCopyDetails, refuseOtherCopy, refuseOtherDay } from "./filing-copy.ts";
import { checkReason } from "./reason.ts";
import { done, refuse, type Outcome } from "./refusal.ts";
import { isSameVersion } from "./sign-off.ts";

/**
 * The three steps of filing (L21): the copy is made, somebody takes it to the agency or court, and
 * then confirms the filing. Part of lifecycle.ts.
 */

/** Makes the filing copy; only one at a time, as somebody may be filing it. */
export function makeFilingCopy(
  state: DocumentState,
  event: EventOf<"make-filing-copy">,
): Outcome<DocumentState> {
  if (state.status !== "approved") return wrongStatus(event.type, state.status);
  const { copy, by, at } = event;
  if (!isSameVersion(copy.version, state.version)) {
    return refuse(
      "hash-differs",
      "This is not the version that was approved. No filing copy was made; load the page again and make it of the approved version.",
    );
  }
  if (state.copy) {
    return refuse(
      "conflict",
      "A filing copy of this document stands already, and somebody may be filing it. Nothing was made; confirm that one, or discard it first.",
    );
  }
  if (copy.certifier !== event.namedCertifier) return refuseCertifier(event);
  const details = checkFilingCopyDetails(copy, at);
  if (!details.ok) return details;
  return done({
    ...state,
    copy: { ...copy, ...details.value, madeBy: by, madeAt: at, takenAt: null },
  });
}

/** Records that the copy was downloaded; the first time is kept. */
export function takeFilingCopy(
  state: DocumentState,
  event: EventOf<"take-filing-copy">,
): Outcome<DocumentState> {
  if (state.status !== "approved") return wrongStatus(event.type, state.status);
  const refused = refuseOtherCopy(state.copy, event.copyId);
  if (refused || !state.copy) return refused ?? wrongStatus(event.type, state.status);
  return done({ ...state, copy: { ...state.copy, takenAt: state.copy.takenAt ?? event.at } });
}

/** Voids the copy, so that another can be made: for example where the portal refused it. */
export function discardFilingCopy(
  state: DocumentState,
  event: EventOf<"discard-filing-copy">,
): Outcome<DocumentState> {
  if (state.status !== "approved") return wrongStatus(event.type, state.status);
  const refused = refuseOtherCopy(state.copy, event.copyId);
  if (refused) return refused;
  const reason = checkReason(event.reason);
  return reason.ok ? done({ ...state, copy: null }) : reason;
}

/** Confirms that the copy was filed. The filing takes over its version, method and pages. */
export function file(state: DocumentState, event: EventOf<"file">): Outcome<DocumentState> {
  if (state.status !== "approved") return wrongStatus(event.type, state.status);
  const { copy, ...approved } = state;
  const refused = refuseOtherCopy(copy, event.copyId);
  if (refused || !copy) return refused ?? wrongStatus(event.type, state.status);
  if (copy.takenAt === null) {
    return refuse(
      "wrong-status",
      "Nobody has taken this filing copy away yet, so it can’t have been filed. Nothing was recorded; download it, file exactly that file, and confirm it then.",
    );
  }
  const details = checkFilingDetails({ ...event.facts, method: copy.method }, event.at);
  if (!details.ok) return details;
  const otherDay = refuseOtherDay(copy, details.value.filedOn);
  if (otherDay) return otherDay;
  const { version, ...rest } = approved;
  const { certifier, pdfHash } = copy;
  const { by, at } = event;
  return done({
    ...rest,
    status: "filed",
    filing: { origin: "here", ...details.value, version, pdfHash, certifier, by, at },
    corrections: [],
  });
}

/**
 * The state of a paper that was filed before it came here (L59): filed from its first moment on,
 * required of nobody and approved by nobody.
 */
export function broughtIn(
  details: Pick<DocumentState, "documentId" | "matterId">,
  { facts, ...filing }: BroughtInFiling,
): Outcome<Extract<DocumentState, { status: "filed" }>> {
  const checked = checkFilingDetails(facts, filing.at);
  if (!checked.ok) return checked;
  return done({
    ...details,
    required: [],
    signOffs: [],
    generation: 1,
    status: "filed",
    filing: { origin: "elsewhere", ...checked.value, ...filing, certifier: null },
    corrections: [],
  });
}

type BroughtInFiling = Pick<Filing, "version" | "pdfHash" | "by" | "at"> & {
  readonly facts: FilingDetails;
};

function refuseCertifier({
  copy: { certifier },
  namedCertifier,
}: EventOf<"make-filing-copy">): Outcome<never> {
  if (namedCertifier === null) {
    return refuse(
      "certifier-missing",
      "The approved text names nobody to certify it, so no certification can be recorded. No filing copy was made; make it without one.",
    );
  }
  if (certifier === null) return refuse("certifier-missing");
  return refuse(
    "certifier-missing",
    `The approved text is certified by ${namedCertifier}, not by ${certifier}. No filing copy was made; have ${namedCertifier} confirm it.`,
  );
}
