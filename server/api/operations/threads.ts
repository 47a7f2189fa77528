import * as z from "zod";
import type { ThreadPerson, ThreadView } from "#app/document/margin/thread-view.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { operation } from "#server/api/operation.ts";
import { nextOf, NO_CURSOR, pageOf, pageQuery, placeOf } from "#server/api/paging.ts";
import { id, instant, ofDocument, person } from "#server/api/shapes.ts";

const thread = z.object({
  id,
  quote: z.string().nullable().describe("The words beside which it stands; null for the document."),
  version: z.int().nullable().describe("Of one beside a version: its number."),
  by: person,
  createdAt: instant,
  changedAt: instant,
  resolvedAt: instant.nullable(),
  suggestion: z
    .object({ state: z.enum(["open", "accepted", "rejected", "withdrawn"]) })
    .nullable()
    .describe("Whether it suggests other words, and what became of that."),
  comments: z.array(
    z.object({
      id,
      by: person,
      text: z.string().describe("Empty where its author removed it."),
      claimedBy: z
        .string()
        .nullable()
        .describe("Of one that came in a Word file: whom the file names as its author."),
      at: instant,
      editedAt: instant.nullable(),
      removedAt: instant.nullable(),
    }),
  ),
});

const listThreads = operation({
  id: "listThreads",
  method: "get",
  path: "/documents/{document}/threads",
  group: "Comments",
  summary:
    "Comments and suggestions beside a document that all parties see, in the order in which they began. Never one of an organization’s own.",
  scope: "read:threads",
  cost: 2,
  params: ofDocument,
  query: pageQuery,
  answer: pageOf(thread),
  run: async ({ actor, services, params, query }) => {
    const place = placeOf(query);
    if (!place.ok) return place;
    const { after, limit } = place.value;
    const [at = "", latest = ""] = after.split(" ");
    // No thread began before, and not every database knows such years.
    const isInstant = z.iso.datetime().safeParse(at).success && at >= "1970";
    if (after !== "" && !isInstant) {
      return refuse("bad-input", NO_CURSOR);
    }
    const found = await services.apiReads.threads(actor, params.document, {
      after: after === "" ? null : { at: new Date(at), id: latest },
      limit,
    });
    if (!found.ok) return found;
    const { threads, isMore } = found.value;
    return done({
      items: threads.map(threadOf),
      next: nextOf(threads, isMore, (one) => `${one.createdAt} ${one.id}`),
    });
  },
});

function threadOf(one: ThreadView): z.input<typeof thread> {
  return {
    id: one.id,
    quote: one.place.in === "document" ? null : one.place.quote,
    version: one.versionNumber,
    by: writerOf(one.by),
    createdAt: one.createdAt,
    changedAt: one.changedAt,
    resolvedAt: one.resolved?.at ?? null,
    suggestion: one.suggestion && { state: one.suggestion.state },
    comments: one.comments.map((comment) => ({
      id: comment.id,
      by: writerOf(comment.author),
      text: comment.text,
      claimedBy: comment.word?.author ?? null,
      at: comment.at,
      editedAt: comment.editedAt,
      removedAt: comment.removedAt,
    })),
  };
}

function writerOf({ userId, name, organization }: ThreadPerson): z.input<typeof person> {
  return { id: userId, name, organization: organization === "" ? null : organization };
}

export const THREAD_OPERATIONS = [listThreads];
