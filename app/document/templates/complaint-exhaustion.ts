import type { EventDays } from "#app/domain/agency-record/event.ts";
import { isOnMerits } from "#app/domain/clock/after-appeal.ts";
import { isDecidedBeside } from "#app/domain/clock/parts.ts";
import { communicated } from "#app/domain/clock/record.ts";
import type { Court } from "#app/domain/courts/court.ts";
import type { ExhaustionState } from "#app/domain/foia-clock.ts";
import { eventsOf } from "#app/document/details/sourced-values.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { termOf, termOfAll, type ComplaintTerms } from "./complaint-terms.ts";
import {
  ANSWERED_IN_PARTS,
  determinationsOf,
  isAnsweredInParts,
  type RequestParagraphs,
} from "./filed-request.ts";
import type { FiledRequest } from "./template-details.ts";
import { italic, type TemplateRun, type Writer } from "./writer.ts";

/**
 * Paragraphs on the exhaustion of administrative remedies, one for each request. They assert it
 * only where the clock supports it (L13), and otherwise explain why it can't be asserted yet, or ask
 * to plead what a person asserts against the clock. Cited from memory, for a lawyer to check: Aguirre and Steele in the Ninth Circuit, Oglesby in the
 * District of Columbia.
 */
export function exhaustionParagraphs(
  write: Writer,
  terms: ComplaintTerms,
  told: readonly RequestParagraphs[],
  court: Court | null,
): ProseNode[] {
  const { plaintiff, agency, several } = terms;
  const deemed = `${plaintiff} ${several ? "are" : "is"} deemed to have exhausted administrative remedies`;
  const paragraphs = told.flatMap(({ request, grounds }) => {
    if (request && (request.clock?.components.length ?? 0) > 0) {
      return atComponents(write, terms, request, grounds, deemed);
    }
    const state = request === null ? null : exhaustionOf(request);
    const rests: TemplateRun[] = ["(", write.reference(...grounds), ")"];
    // The time of the first answer says nothing of what a remand left due (L49).
    if (state === "constructively exhausted" && request?.clock?.whole.remand) {
      return write.numbered(1, REMANDED);
    }
    if (request !== null && state === "constructively exhausted" && isAnsweredInParts(request)) {
      return write.numbered(1, ANSWERED_IN_PARTS);
    }
    if (request === null || state === "constructively exhausted") {
      const ofParts = request === null ? [] : unexhaustedParts(request);
      const rest = ofParts.length > 0 ? "the rest of " : "";
      const plea = write.numbered(
        1,
        `${agency} has not made a determination of ${rest}the ${termOf(terms, request)} within the time that the statute allows `,
        ...rests,
        `. ${deemed}. 5 U.S.C. § 552(a)(6)(C)(i).`,
      );
      return [plea, ...ofParts.map((prompt) => write.numbered(1, prompt))];
    }
    if (state === "exhausted") {
      const isDecided = !isAppealLate(request);
      const from =
        terms.requests.length > 1 ? ` from the answer to the ${termOf(terms, request)}` : "";
      return write.numbered(
        1,
        isDecided
          ? `${plaintiff} appealed${from}, and ${agency} decided the appeal `
          : `${plaintiff} appealed${from}, and ${agency} has not decided the appeal within 20 working days of receiving it `,
        ...rests,
        `. ${plaintiff} ${several ? "have" : "has"} exhausted administrative remedies. 5 U.S.C. § 552(a)(6)(A)(ii)${isDecided ? "" : ", (C)(i)"}.`,
      );
    }
    const asserted = assertedIn(request);
    return write.numbered(
      1,
      asserted === null
        ? NOT_YET[state ?? "unknown"]
        : `${AGAINST_THE_CLOCK} [On record: ${asserted}]`,
    );
  });
  const silent = told.filter(({ request }) => {
    const state = request === null ? null : exhaustionOf(request);
    return (
      request === null ||
      (state === "constructively exhausted" &&
        !isDetermined(request) &&
        !isAnsweredInParts(request))
    );
  });
  if (silent.length === 0) return paragraphs;
  // Of the others a determination was appealed, so the sentence names those that it is about.
  const about = silent.flatMap(({ request }) => request ?? []);
  return [...paragraphs, ...authorities(write, terms, court, about)];
}

/**
 * One paragraph for each component that has the request: what is exhausted at one of them is pleaded of that
 * one alone (L51), and the others are prompts.
 */
function atComponents(
  write: Writer,
  terms: ComplaintTerms,
  request: FiledRequest,
  grounds: readonly ProseNode[],
  deemed: string,
): ProseNode[] {
  const asserted = assertedIn(request);
  return (request.clock?.components ?? []).map(({ component, clock: { exhaustion, whole } }) => {
    const { state } = exhaustion;
    if (state === "constructively exhausted" && isAnsweredInParts(request)) {
      return write.numbered(1, `[As to ${component}: ${bare(ANSWERED_IN_PARTS)}]`);
    }
    if (state === "constructively exhausted" && whole.remand === null) {
      return write.numbered(
        1,
        `${component}, a component of the agency that has the ${termOf(terms, request)}, has not made a determination of it within the time that the statute allows (`,
        write.reference(...grounds),
        `). As to ${component}, ${deemed}. 5 U.S.C. § 552(a)(6)(C)(i).`,
      );
    }
    if (state === "exhausted") {
      return write.numbered(
        1,
        `[As to ${component}: plead the appeal of its answer, and its decision or that none was made in time.]`,
      );
    }
    if (state === "constructively exhausted") {
      return write.numbered(1, `[As to ${component}: ${bare(REMANDED)}]`);
    }
    return write.numbered(
      1,
      asserted === null
        ? `[As to ${component}: ${bare(NOT_YET[state])} Leave it out of the defendants, or wait.]`
        : `${AGAINST_THE_CLOCK} [As to ${component}, on record: ${asserted}]`,
    );
  });
}

/** A prompt for each part of the records whose answer has to be appealed, though the rest is late (L13, L52). */
function unexhaustedParts({ clock }: FiledRequest): string[] {
  return (clock?.parts ?? []).flatMap(({ part, exhaustion: { state } }) =>
    part === null ||
    isDecidedBeside(part) ||
    state === "exhausted" ||
    state === "constructively exhausted"
      ? []
      : `[As to ${part}: ${bare(NOT_YET[state])} Leave it out, or say why no appeal was needed.]`,
  );
}

/** A prompt's words without its brackets. */
function bare(prompt: string): string {
  return prompt.replace(/^\[|\]$/gu, "");
}

/** The state by the request's clock; null without one. */
function exhaustionOf(request: FiledRequest): ExhaustionState | null {
  return request.clock?.exhaustion.state ?? null;
}

/**
 * Why somebody asserts exhaustion against the clock (L13), in one line without brackets; null where
 * nobody does. What it rests on is for a person to plead: the clock can't tell.
 */
function assertedIn(request: FiledRequest): string | null {
  const event = eventsOf(request).findLast(({ kind }) => kind === "exhaustionAsserted");
  if (event?.kind !== "exhaustionAsserted") return null;
  return event.details.reason.replaceAll(/\s+/gu, " ").replaceAll("[", "(").replaceAll("]", ")");
}

const AGAINST_THE_CLOCK =
  "[Exhaustion is asserted against the clock: plead in your own words what it rests on.]";

const REMANDED =
  "[The appeal was remanded: plead in your own words what followed, since it is unsettled whether a remand exhausts.]";

/** Prompts that explain why exhaustion can't be pleaded; they keep the draft from review. */
const NOT_YET = {
  open: "[Exhaustion can’t be pleaded yet: the time for a determination has not passed, or no receipt is recorded.]",
  "must appeal":
    "[Exhaustion can’t be pleaded yet: a determination stands that has to be appealed first.]",
  "appeal pending": "[Exhaustion can’t be pleaded yet: the appeal is pending.]",
  unknown: "[Exhaustion can’t be pleaded yet: what is recorded of the request can’t be counted.]",
} as const;

/** Whether a determination of the whole request is on record. */
export function isDetermined(request: FiledRequest): boolean {
  return determinationsOf(request).length > 0;
}

/** The day on which a letter counts for the clock (L47); null for one without a date. */
export function communicatedOn({ dated, sent, received }: EventDays): string | null {
  if (dated === null) return null;
  return communicated({
    dated,
    ...(sent === null ? {} : { sent }),
    ...(received === null ? {} : { received }),
  }).day;
}

/** Whether the time for deciding the appeal of the whole request has passed without a decision. */
export function isAppealLate(request: FiledRequest): boolean {
  // Of several components each appeal is pleaded in a person's words.
  if ((request.clock?.components.length ?? 0) > 0) return false;
  const exhaustion = request.clock?.exhaustion;
  if (exhaustion?.state !== "exhausted") return false;
  // A decision exhausts on the day it was communicated. Others were of a part, of an earlier answer or after the suit.
  return !eventsOf(request).some(
    (event) =>
      event.kind === "appealDecided" &&
      event.details.part === null &&
      isOnMerits(event.details) &&
      communicatedOn(event) === exhaustion.since,
  );
}

function authorities(
  write: Writer,
  terms: ComplaintTerms,
  court: Court | null,
  about: readonly FiledRequest[],
): ProseNode[] {
  const none = `No determination of ${termOfAll(terms, about)} reached the requesters before this action was filed that would oblige them to appeal first. `;
  if (court?.complaint.circuit === "Ninth") {
    return [
      write.numbered(
        1,
        none,
        italic("See Aguirre v. U.S. Nuclear Regulatory Commission"),
        ", 11 F.4th 719 (9th Cir. 2021); ",
        italic("In re Steele"),
        ", 799 F.2d 461 (9th Cir. 1986). [Confirm on the day of filing.]",
      ),
    ];
  }
  return [
    write.numbered(
      1,
      none,
      italic("See Oglesby v. U.S. Department of the Army"),
      ", 920 F.2d 57 (D.C. Cir. 1990). [Confirm on the day of filing.]",
    ),
  ];
}
