import type { Actor } from "#app/domain/actor.ts";
import { plainSentence } from "#app/domain/audit-record/entry.ts";
import { MOST_LINES } from "#app/domain/audit-record/limits.ts";
import type { RecordFilter } from "#app/domain/audit-record/filter.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { loadActor } from "#server/auth/index.ts";
import type { PrismaClient } from "#server/database/index.ts";
import type { Resources } from "#server/services/resources.ts";
import { askedLines } from "./asked.ts";
import { foundNumbers, linesNumbered } from "./found-lines.ts";
import { spokenLines, type SpokenLine } from "./names.ts";

/** Lines that are read and put into words together. */
const BATCH = 200;

/**
 * The record of a matter, or all that the actor may read, as JSON lines, the newest first; made piece by
 * piece as they are taken. Rights are asked again for each piece: it ends where they end.
 */
export async function recordLines(
  { database: { client } }: Resources,
  actor: Actor,
  slug: string | null,
  filter: RecordFilter,
): Promise<Outcome<AsyncIterable<string>>> {
  const found = await askedLines(client, actor, slug, filter);
  return found.ok ? done(pieces(client, actor, slug, filter)) : found;
}

async function* pieces(
  client: PrismaClient,
  { userId, reach }: Actor,
  slug: string | null,
  filter: RecordFilter,
): AsyncGenerator<string> {
  let below = Infinity;
  for (let written = 0; ;) {
    const actor = await loadActor(client, userId, reach);
    const found = actor && (await askedLines(client, actor, slug, filter));
    if (!found?.ok) return;
    const { reader, where } = found.value;
    const numbers: number[] = [];
    for await (const number of foundNumbers(client, reader, where, below)) {
      if (numbers.push(number) > BATCH) break;
    }
    const [more] = numbers.splice(BATCH);
    const lines = await linesNumbered(client, reader, numbers);
    const spoken = await spokenLines(client, reader, lines);
    if (spoken.length > 0) yield spoken.map((line) => `${JSON.stringify(inJson(line))}\n`).join("");
    written += numbers.length;
    below = numbers.at(-1) ?? 0;
    if (more === undefined) return;
    if (written < MOST_LINES) continue;
    const day = spoken.at(-1)?.at.slice(0, 10) ?? null;
    yield `${JSON.stringify({ more: `There are older lines. Ask for them with to=${day ?? "a day"}.` })}\n`;
    return;
  }
}

function inJson({ at, type, parts, who, organization, matter, document }: SpokenLine) {
  const link = parts.find((part) => typeof part !== "string");
  return {
    at,
    type,
    sentence: plainSentence(parts),
    by: who,
    organization: organization?.shortName ?? null,
    matter: matter && { title: matter.title, path: `/matters/${matter.slug}` },
    document: document && { title: document.title, path: `/documents/${document.id}` },
    path: link === undefined ? null : link.to,
  };
}
