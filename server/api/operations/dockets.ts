import * as z from "zod";
import { docketEventForm } from "#app/domain/docket-event/form.ts";
import { done } from "#app/domain/refusal.ts";
import { operation } from "#server/api/operation.ts";
import { cutPage, pageOf, pageQuery } from "#server/api/paging.ts";
import {
  attachment,
  day,
  id,
  instant,
  ofDocket,
  ofMatter,
  person,
  personOf,
} from "#server/api/shapes.ts";

const docket = z.object({
  id,
  name: z.string(),
  court: z.string(),
  district: z.string(),
  caseNumber: z.string().nullable(),
  filedOn: day.nullable(),
});

const listDockets = operation({
  id: "listDockets",
  method: "get",
  path: "/matters/{matter}/dockets",
  group: "Dockets",
  summary: "The lawsuits of a matter, by their id.",
  scope: "read",
  cost: 2,
  params: ofMatter,
  query: pageQuery,
  answer: pageOf(docket),
  run: async ({ actor, services, params, query }) => {
    const found = await services.apiReads.dockets(actor, params.matter);
    if (!found.ok) return found;
    return cutPage(
      found.value,
      query,
      (one) => one.id,
      (one) => one,
    );
  },
});

const entry = z.object({
  id,
  kind: z.string(),
  number: z.string().nullable().describe("The court’s number of it."),
  dated: day.nullable(),
  text: z.string(),
  details: z.array(z.string()).describe("What else is known of it, in sentences."),
  under: id.nullable().describe("The entry that sets this day; null for one of its own."),
  isInvented: z.boolean().describe("Made up for a demonstration."),
  attachments: z.array(attachment),
  by: person.nullable(),
  at: instant,
});

const listEntries = operation({
  id: "listDocketEntries",
  method: "get",
  path: "/matters/{matter}/dockets/{docket}/entries",
  group: "Dockets",
  summary: "The entries of a docket in force, by their id.",
  scope: "read",
  cost: 5,
  params: ofDocket,
  query: pageQuery,
  answer: pageOf(entry),
  run: async ({ actor, services, params, query }) => {
    const found = await services.dockets.sheet(actor, params.matter, params.docket);
    if (!found.ok) return found;
    const lines = found.value.sheet.flatMap((line) => [
      { line, under: null },
      ...line.hanging.map((hanging) => ({ line: hanging, under: line.id })),
    ]);
    return cutPage(
      lines,
      query,
      ({ line }) => line.id,
      ({ line, under }) => ({
        id: line.id,
        kind: line.kind,
        number: line.number,
        dated: line.dated,
        text: line.text,
        details: [...line.sentences],
        under,
        isInvented: line.isInvented,
        attachments: [...line.attachments],
        by: personOf(line.by),
        at: line.at,
      }),
    );
  },
});

const recordEntry = operation({
  id: "recordDocketEntry",
  method: "post",
  path: "/matters/{matter}/dockets/{docket}/entries",
  group: "Dockets",
  summary: "Record an entry of a docket.",
  scope: "write:docket",
  params: ofDocket,
  body: docketEventForm,
  answer: z.object({ id }),
  run: async ({ actor, services, params, body }) => {
    const { matter, docket: docketId } = params;
    const recorded = await services.dockets.recordEvent(actor, matter, docketId, body);
    return recorded.ok ? done({ id: recorded.value.eventId }) : recorded;
  },
});

export const DOCKET_OPERATIONS = [listDockets, listEntries, recordEntry];
