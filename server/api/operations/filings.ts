import * as z from "zod";
import { letterForm } from "#app/domain/agency-record/letter.ts";
import { done } from "#app/domain/refusal.ts";
import { operation } from "#server/api/operation.ts";
import { cutPage, pageOf, pageQuery } from "#server/api/paging.ts";
import { attachment, day, id, instant, ofDocument, person, personOf } from "#server/api/shapes.ts";

const getFiling = operation({
  id: "getFiling",
  method: "get",
  path: "/documents/{document}/filing",
  group: "Filings",
  summary: "How a document was filed; a draft has no filing.",
  scope: "read",
  cost: 5,
  params: ofDocument,
  answer: z.object({
    filedOn: day,
    zone: z.string().nullable(),
    method: z.string(),
    addressee: z.string(),
    confirmation: z.string().nullable(),
    caseNumber: z.string().nullable(),
    certifier: z.string().nullable(),
    version: z.int(),
    pdfHash: z.string().describe("SHA-256 of the very PDF that was filed."),
    pdfName: z.string(),
    isBroughtIn: z.boolean().describe("Whether it was filed before it came here."),
    signatures: z.array(z.object({ name: z.string(), organization: z.string().nullable() })),
    corrections: z
      .int()
      .describe("How often its details were corrected; these are the current ones."),
    ended: z
      .object({ at: instant, reason: z.string().nullable(), successor: id.nullable() })
      .nullable()
      .describe("How it was superseded or withdrawn."),
    attachments: z.array(attachment),
    by: person.nullable(),
    at: instant,
  }),
  run: async ({ actor, services, params }) => {
    const found = await services.filings.show(actor, params.document);
    if (!found.ok) return found;
    const { filing, version, broughtIn, corrections, ended, attachments } = found.value;
    return done({
      ...filing,
      by: personOf(filing.by),
      signatures: [...filing.signatures],
      version: version.number,
      isBroughtIn: broughtIn !== null,
      corrections: corrections.length,
      ended: ended && {
        at: ended.at,
        reason: ended.reason,
        successor: ended.successor?.id ?? null,
      },
      attachments: [...attachments],
    });
  },
});

const entry = z.object({
  id,
  letter: id.describe("The id of its letter: entries of one letter have the same."),
  kind: z.string(),
  dated: day.nullable(),
  sent: day.nullable(),
  received: day.nullable(),
  cameBy: z.string().nullable(),
  note: z.string().nullable(),
  details: z.record(z.string(), z.unknown()).describe("What entries of its kind say."),
  isInvented: z.boolean().describe("Made up for a demonstration."),
  attachments: z.array(attachment),
  by: person.nullable(),
  at: instant,
});

const listRecord = operation({
  id: "listAgencyRecord",
  method: "get",
  path: "/documents/{document}/agency-record",
  group: "Agency record",
  summary: "What is on record of a filed request: each entry in force, by its id.",
  scope: "read",
  cost: 5,
  params: ofDocument,
  query: pageQuery,
  answer: pageOf(entry),
  run: async ({ actor, services, params, query }) => {
    const found = await services.agencyRecord.show(actor, params.document);
    if (!found.ok) return found;
    return cutPage(
      found.value.events,
      query,
      ({ event }) => event.id,
      ({ event, letterId, attachments, by, at }) => ({
        id: event.id,
        letter: letterId,
        kind: event.kind,
        dated: event.dated,
        sent: event.sent,
        received: event.received,
        cameBy: event.cameBy ?? null,
        note: event.note,
        details: { ...event.details },
        isInvented: event.isInvented,
        attachments: [...attachments],
        by: personOf(by),
        at,
      }),
    );
  },
});

const recordLetter = operation({
  id: "recordLetter",
  method: "post",
  path: "/documents/{document}/agency-record/letters",
  group: "Agency record",
  summary: "Record a letter of the agency: all that it says, or nothing.",
  scope: "write:record",
  params: ofDocument,
  // The key of the request does what a page's own id does.
  body: letterForm.omit({ entryId: true }),
  answer: z.object({
    id,
    warnings: z.array(z.string()).describe("Where the rules say something else than the letter."),
  }),
  run: async ({ actor, services, params, body }) => {
    const recorded = await services.agencyRecord.recordLetter(actor, params.document, body);
    if (!recorded.ok) return recorded;
    const { eventId, warnings } = recorded.value;
    return done({ id: eventId, warnings: [...warnings] });
  },
});

export const FILING_OPERATIONS = [getFiling, listRecord, recordLetter];
