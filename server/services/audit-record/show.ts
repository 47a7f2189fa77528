import type { Actor } from "#app/domain/actor.ts";
import { LAST_PAGE, LINES_PER_PAGE } from "#app/domain/audit-record/limits.ts";
import type { RecordFilter } from "#app/domain/audit-record/filter.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { Resources } from "#server/services/resources.ts";
import { askedLines } from "./asked.ts";
import { choicesOf } from "./choices.ts";
import { foundNumbers, linesNumbered } from "./found-lines.ts";
import { closedHead } from "./head.ts";
import { spokenLines } from "./names.ts";
import type { RecordPageView } from "./views.ts";

/**
 * A page of the record of one matter, or of all that the actor may read: each line in a sentence. Lines have
 * no number, and none is counted that the actor may not read.
 * @param slug the matter's; null for the workspace's record.
 */
export async function showRecord(
  { database: { client }, clock }: Resources,
  actor: Actor,
  slug: string | null,
  filter: RecordFilter,
): Promise<Outcome<RecordPageView>> {
  const now = clock();
  const until = filter.until ?? now.toISOString();
  const found = await askedLines(client, actor, slug, { ...filter, until });
  if (!found.ok) return found;
  const { reader, matter, where } = found.value;
  const page = filter.page ?? 1;
  const skipped = (page - 1) * LINES_PER_PAGE;
  const numbers: number[] = [];
  let isMore = false;
  let passed = 0;
  for await (const number of foundNumbers(client, reader, where)) {
    isMore = numbers.length === LINES_PER_PAGE;
    if (isMore) break;
    if (passed >= skipped) numbers.push(number);
    passed += 1;
  }
  const lines = await linesNumbered(client, reader, numbers);
  const spoken = await spokenLines(client, reader, lines);
  return done({
    matter: matter && { slug: matter.slug, title: matter.title },
    lines: spoken.map(({ at, type, parts, organization, matter: of }) => {
      return { at, type, parts, organization, matter: of };
    }),
    filter,
    page,
    isMore: isMore && page < LAST_PAGE,
    until,
    choices: await choicesOf(client, reader, matter),
    head: await closedHead(client, now),
  });
}
