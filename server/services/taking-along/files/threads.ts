import {
  suggestionSummarySchema,
  summarySentence,
} from "#app/document/margin/suggestion-summary.ts";
import { shownName } from "#app/domain/shown-name.ts";
import type { Resources } from "#server/services/resources.ts";
import { visibleIn, type MatterScope } from "#server/services/taking-along/scope.ts";
import { markup, timeText, typedParagraphs, type Markup } from "./page.ts";

/** Threads of one query. */
const AT_ONCE = 40;
/** Threads of one page, which is made in memory; all of them are in the rows. */
const MOST = 2_000;

/** The talk beside a document, as its reader sees it (M2); null where there was none. */
export async function threadsPage(
  { database: { client } }: Pick<Resources, "database">,
  scope: MatterScope,
  document: { readonly id: string; readonly title: string },
): Promise<Markup | null> {
  const ids = await client.thread.findMany({
    where: { documentId: document.id, ...visibleIn(scope) },
    select: { id: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: MOST + 1,
  });
  if (ids.length === 0) return null;
  if (ids.length > MOST) {
    ids.pop();
    const on = `the page of what was said beside “${document.title}”`;
    scope.leftOut.add(
      `Conversations after the first ${MOST}, on ${on}; they are in the rows.`,
      null,
    );
  }
  const parts: Markup[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const threads = await client.thread.findMany({
      where: {
        id: { in: ids.slice(from, from + AT_ONCE).map(({ id }) => id) },
        ...visibleIn(scope),
      },
      include: {
        comments: {
          orderBy: [{ at: "asc" }, { id: "asc" }],
          include: { mailed: { select: { wasCut: true } } },
        },
        suggestion: { select: { summary: true, state: true } },
      },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    });
    const userIds = threads.flatMap(({ createdById, comments }) => [
      createdById,
      ...comments.map(({ authorId }) => authorId),
    ]);
    const people = await client.user.findMany({
      where: { id: { in: [...new Set(userIds)] } },
      select: { id: true, name: true, unconfirmed: true },
    });
    const organizations = await client.organization.findMany({
      where: { id: { in: threads.flatMap(({ organizationId }) => organizationId ?? []) } },
      select: { id: true, name: true },
    });
    const names = new Map([...people, ...organizations].map((one) => [one.id, shownName(one)]));
    const nameOf = (id: string) => names.get(id) ?? "Somebody who is gone";
    const writerOf = (id: string, { wordReturnId, wordAuthor }: FromWord) =>
      wordReturnId === null
        ? nameOf(id)
        : `${wordAuthor ?? "Somebody"}, as a Word file says that ${nameOf(id)} brought in,`;
    for (const thread of threads) {
      const { organizationId, suggestion, createdById, createdAt, comments, resolvedAt } = thread;
      const seen =
        organizationId === null ? "" : ` Read by people of ${nameOf(organizationId)} alone.`;
      const quote = quoteOf(thread.place);
      const what = suggestion ? `suggested a change (${suggestion.state})` : "began a conversation";
      parts.push(markup`<h2>${writerOf(createdById, thread)} ${what}</h2>
<p class="soft">${timeText(createdAt)}.${seen}${resolvedAt ? " Resolved." : ""}</p>
${suggestion ? markup`<p>${proposed(suggestion.summary)}</p>` : null}
${quote === null ? null : markup`<blockquote>“${quote}”</blockquote>`}
${spoken(comments).map(
  (
    comment,
  ) => markup`<p><b>${writerOf(comment.authorId, comment)}</b> <span class="soft">${timeText(comment.at)}</span></p>
<blockquote>${comment.removedAt ? markup`<p class="soft">Removed by its author.</p>` : typedParagraphs(comment.text)}${comment.mailed?.wasCut ? markup`<p class="soft">It came by e-mail, and the rest of that e-mail was left out.</p>` : null}</blockquote>`,
)}`);
    }
  }
  return markup`<h1>Beside “${document.title}”</h1>${parts}`;
}

/** A suggestion without a reason has a comment without words. */
function spoken<T extends { readonly text: string; readonly removedAt: Date | null }>(
  comments: readonly T[],
): T[] {
  return comments.filter(({ text, removedAt }) => text !== "" || removedAt !== null);
}

/** The change of a suggestion, in a sentence. */
function proposed(summary: string): string {
  const read = suggestionSummarySchema.safeParse(JSON.parse(summary));
  return read.success ? summarySentence(read.data) : "What it changes is in the data alone.";
}

interface FromWord {
  readonly wordReturnId: string | null;
  readonly wordAuthor: string | null;
}

/** The words at which a thread hangs. */
function quoteOf(place: string | null): string | null {
  if (place === null) return null;
  const { quote } = JSON.parse(place) as { readonly quote?: unknown };
  return typeof quote === "string" && quote.trim() !== "" ? quote : null;
}
