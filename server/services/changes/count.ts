import type { Actor } from "#app/domain/actor.ts";
import type { OrganizationChanges } from "#app/domain/deadlines/changed-draft.ts";
import type { Resources } from "#server/services/resources.ts";
import { doersAfter } from "./doers.ts";

/** A draft whose changes since a mark are counted. */
interface CountedSince {
  readonly documentId: string;
  readonly generation: number;
  readonly sequence: number;
  /** The draft's own number: what was counted for it holds until it is raised. */
  readonly upTo: number;
}

/** How many counts are remembered. */
const MOST_REMEMBERED = 500;
/** How many drafts are counted for one page. */
const MOST_COUNTED = 5;
/** Milliseconds that a page waits for counts; what takes longer is there with the next page. */
const MOST_WAITED_MS = 400;

type Counting = Promise<readonly OrganizationChanges[] | null>;

const remembered = new WeakMap<Resources["drafts"], Map<string, Counting>>();

/**
 * The changes by others in some drafts since the actor looked, by organization (M16). Counted in the
 * worker and remembered until somebody writes; of a draft for which that takes longer, or can't be
 * done, nothing is told.
 */
export async function countedChanges(
  resources: Resources,
  actor: Actor,
  drafts: readonly CountedSince[],
): Promise<ReadonlyMap<string, readonly OrganizationChanges[]>> {
  const found = new Map<string, readonly OrganizationChanges[]>();
  const counting = drafts.slice(0, MOST_COUNTED).map(async (draft) => {
    const counts = await countOnce(resources, actor, draft);
    if (counts) found.set(draft.documentId, counts);
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, MOST_WAITED_MS);
  });
  await Promise.race([Promise.all(counting), late]);
  clearTimeout(timer);
  return new Map(found);
}

function countOnce(resources: Resources, actor: Actor, draft: CountedSince): Counting {
  const known = remembered.get(resources.drafts) ?? new Map<string, Counting>();
  remembered.set(resources.drafts, known);
  const { documentId, generation, sequence, upTo } = draft;
  const key = [documentId, generation, sequence, upTo, actor.userId].join(" ");
  const before = known.get(key);
  if (before) return before;
  if (known.size >= MOST_REMEMBERED) known.clear();
  const counting = count(resources, actor, draft).catch((error: unknown) => {
    resources.log.warn({ documentId, err: error }, "the changes of a draft could not be counted");
    return null;
  });
  known.set(key, counting);
  return counting;
}

async function count(
  resources: Resources,
  actor: Actor,
  { documentId, generation, sequence }: CountedSince,
): Counting {
  const doers = await doersAfter(resources, actor, documentId, sequence);
  if (!doers.ok) return null;
  const { people, inserted, deleted } = doers.value;
  const moment = { generation, sequence };
  const counts = await resources.drafts.countChanges(documentId, moment, { inserted, deleted });
  if (!counts.ok) return null;
  const byOrganization = new Map<string, number>();
  for (const [index, changes] of counts.value) {
    const person = index === null ? null : people[index];
    if (!person || person.userId === actor.userId) continue;
    const { organization } = person;
    byOrganization.set(organization, (byOrganization.get(organization) ?? 0) + changes);
  }
  return [...byOrganization]
    .map(([organization, changes]) => ({ organization, changes }))
    .sort((one, other) => other.changes - one.changes);
}
