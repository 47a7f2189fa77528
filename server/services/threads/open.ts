import type { Actor } from "#app/domain/actor.ts";
import type { DraftPlace } from "#app/domain/margin/place.ts";
import { claimLabel } from "#app/domain/word-return.ts";
import {
  summarySentence,
  type SuggestionSummary,
} from "#app/document/margin/suggestion-summary.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { nameAlone, namesOf } from "./people.ts";

/** Lines of the list that submitting shows. */
const LISTED = 50;

/** The parties' talk that is not closed yet (M13). */
export interface OpenThreads {
  readonly threads: number;
  readonly suggestions: number;
  /** The first of them. */
  readonly list: readonly OpenThread[];
}

interface OpenThread {
  readonly id: string;
  readonly what: "thread" | "suggestion";
  readonly by: string;
  /** "Jane Doe, in Word": who wrote it there, as a file claims; null for what was written here. */
  readonly claim: string | null;
  /** The words that it hangs on, if it hangs on some. */
  readonly quote: string;
  /** Its first comment. */
  readonly text: string;
  /** Of a suggestion, what it proposes in one line: `Replace “said” with “has declared”`. */
  readonly proposes: string | null;
}

/**
 * The open threads and suggestions of everybody of the parties beside a document; never one
 * organization's, since nobody else is asked about those. Nothing for who may not see the document.
 */
export async function openThreadsOf(
  client: PrismaClient | Transaction,
  actor: Actor,
  documentId: string,
): Promise<OpenThreads> {
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return { threads: 0, suggestions: 0, list: [] };
  const open = { documentId, organizationId: null, resolvedAt: null };
  const suggested = { ...open, suggestion: { is: { state: "open" } } };
  const [all, suggestions, rows] = [
    await client.thread.count({ where: open }),
    await client.thread.count({ where: suggested }),
    await client.thread.findMany({
      where: open,
      include: {
        suggestion: { select: { state: true, summary: true } },
        comments: { orderBy: [{ at: "asc" }, { id: "asc" }], take: 1 },
      },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: LISTED,
    }),
  ];
  const name = await namesOf(
    client,
    rows.map(({ createdById }) => createdById),
    rows.flatMap(({ comments }) => comments.map(({ organizationId }) => organizationId)),
    found.value.subject.matter.partyIds,
  );
  return {
    threads: all - suggestions,
    suggestions,
    list: rows.map(({ id, createdById, place, comments, suggestion, ...row }) => ({
      id,
      what: suggestion?.state === "open" ? "suggestion" : "thread",
      by: nameAlone(name(createdById, comments[0]?.organizationId)),
      claim: row.wordReturnId === null ? null : claimLabel({ author: row.wordAuthor }),
      quote: place === null ? "" : (JSON.parse(place) as DraftPlace).quote,
      text: comments[0]?.text ?? "",
      proposes:
        suggestion?.state === "open"
          ? summarySentence(JSON.parse(suggestion.summary) as SuggestionSummary)
          : null,
    })),
  };
}
