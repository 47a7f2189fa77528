import type { Actor } from "#app/domain/actor.ts";
import type { AgencyEvent } from "#app/domain/agency-record/event.ts";
import { agencyEventForm, type NewAgencyEvent } from "#app/domain/agency-record/form.ts";
import { letterForm } from "#app/domain/agency-record/letter.ts";
import { productionWarnings, seriesWarnings } from "#app/domain/agency-record/production.ts";
import { taskAfter } from "#app/domain/agency-record/proposals.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import type { RequestClock } from "./clocks.ts";
import { compareClocks, type FieldOfEvent } from "./compare-clocks.ts";
import { correctionsOf, standingParts } from "./corrections.ts";
import { agencyEventsOf } from "./events.ts";
import { filedDocument, type FiledDocument } from "./load.ts";
import { outcomesOf } from "./outcomes.ts";
import { plannedOutcomes, readEvent, type PlannedOutcome, type ReadEvent } from "./read-event.ts";
import { fieldOfPart, readLetter } from "./read-letter.ts";
import type { NewRelease } from "./release.ts";
import { effectOf, onRecord, type EventEffect, type Recorder } from "./write-entry.ts";

/** The effect that recording an entry would have, section by section (L70). */
export interface PreviewedEffect extends EventEffect {
  readonly parts: readonly {
    readonly event: NewAgencyEvent;
    readonly items: readonly PlannedOutcome[];
  }[];
  /** The next tasks of a person once it is on record; none after a correction. */
  readonly tasks: readonly string[];
  readonly releases: readonly {
    readonly number: number | null;
    /** Names what doesn't add up, by itself and beside the releases on record. */
    readonly warnings: readonly string[];
  }[];
}

type PreviewResources = Pick<Resources, "database" | "clock" | "log">;

/**
 * The effect of an event on the clock and on each item, without writing anything. Refuses like
 * `recordAgencyEvent`.
 */
export async function previewAgencyEvent(
  resources: PreviewResources,
  actor: Actor,
  documentId: string,
  sent: unknown,
  correctsId: string | null = null,
): Promise<Outcome<PreviewedEffect>> {
  const found = await recordable(resources, actor, documentId);
  if (!found.ok) return found;
  const form = readForm(agencyEventForm, sent);
  if (!form.ok) return form;
  const { client } = resources.database;
  const recorded = (await agencyEventsOf(client, [documentId])).get(documentId) ?? [];
  const wrong = recorded.find(({ id }) => id === correctsId) ?? null;
  const read = await readEvent(resources, found.value, form.value, { wrong });
  if (!read.ok) return read;
  const entry = { parts: [read.value], releases: [], correctsId };
  const made = provisional(resources, actor);
  if (!wrong) {
    const events = onRecord([read.value.event], made);
    return preview(resources, found.value, { ...entry, events, at: made.at });
  }
  const standing = standingParts(recorded, wrong);
  if (!standing.ok) return standing;
  const events = correctionsOf(wrong, standing.value, read.value.event, form.value.cameBy, made);
  return preview(resources, found.value, { ...entry, events, at: made.at });
}

/** The effect of a letter, section by section, without writing anything. Refuses like `recordLetter`. */
export async function previewLetter(
  resources: PreviewResources,
  actor: Actor,
  documentId: string,
  sent: unknown,
): Promise<Outcome<PreviewedEffect>> {
  const found = await recordable(resources, actor, documentId);
  if (!found.ok) return found;
  const form = readForm(letterForm, sent);
  if (!form.ok) return form;
  const read = await readLetter(resources, found.value, form.value);
  if (!read.ok) return read;
  const made = provisional(resources, actor);
  const said = read.value.parts.map(({ event }) => event);
  return preview(resources, found.value, {
    ...read.value,
    events: onRecord(said, made),
    at: made.at,
    correctsId: null,
    fieldOf: fieldOfPart(form.value),
  });
}

/** The recorder of what is only shown, whose ids are provisional. */
function provisional({ clock }: PreviewResources, actor: Actor): Recorder {
  let count = 0;
  return { actor, at: clock(), ids: () => `preview-${count++}` };
}

/** The filed request, for who may record what the agency answers. */
async function recordable(
  { database: { client } }: PreviewResources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<FiledDocument>> {
  const found = await filedDocument(client, documentId);
  if (!found.ok) return found;
  const allowed = may(actor, "agency-record.record", { matter: found.value.subject.matter });
  return allowed.ok ? found : allowed;
}

async function preview(
  resources: PreviewResources,
  found: FiledDocument,
  entry: {
    readonly parts: readonly ReadEvent[];
    readonly releases: readonly NewRelease[];
    /** All that would be written, which for a correction is more than its parts (L63). */
    readonly events: readonly AgencyEvent[];
    readonly at: Date;
    readonly correctsId: string | null;
    readonly fieldOf?: FieldOfEvent;
  },
): Promise<Outcome<PreviewedEffect>> {
  const { client } = resources.database;
  const { id: documentId } = found.row;
  const { parts, releases, events, at, correctsId, fieldOf } = entry;
  const comparison = await compareClocks(client, found, events, at, fieldOf);
  if (!comparison.ok) return comparison;
  const outcomes = await outcomesOf(client, documentId);
  const others = outcomes.filter(({ eventId }) => correctsId === null || eventId !== correctsId);
  const planned = plannedOutcomes(parts, others);
  return done({
    ...effectOf("preview", comparison.value),
    parts: parts.map(({ event }, at) => ({ event, items: planned[at] ?? [] })),
    tasks: correctsId === null ? tasksAfter(parts, comparison.value.after) : [],
    releases: await releasesWithWarnings(client, documentId, releases),
  });
}

function tasksAfter(parts: readonly ReadEvent[], { clock }: RequestClock): string[] {
  const tasks = parts.flatMap(({ event, told }) => {
    const said = new Set(told.map(({ outcome }) => outcome));
    return taskAfter(event, said, clock?.openQuestions) ?? [];
  });
  return [...new Set(tasks)];
}

async function releasesWithWarnings(
  client: PreviewResources["database"]["client"],
  documentId: string,
  releases: readonly NewRelease[],
): Promise<PreviewedEffect["releases"]> {
  if (releases.length === 0) return [];
  const there = await client.production.findMany({
    where: { documentId, retractedAt: null },
    orderBy: [{ dated: "asc" }, { recordedAt: "asc" }, { id: "asc" }],
  });
  const planned = releases.map((release, at) => ({ ...release, id: `preview-${at}` }));
  const all = [...there, ...planned].toSorted((one, other) => (one.dated < other.dated ? -1 : 1));
  const between = seriesWarnings(all);
  return planned.map((release) => ({
    number: release.number,
    warnings: [...productionWarnings(release), ...(between.get(release.id) ?? [])],
  }));
}
