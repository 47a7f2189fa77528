/** The fields by which a recorded event corrects or retracts another (L16). */
interface Correction {
  readonly id: string;
  readonly correctsId: string | null;
  readonly isRetracted: boolean;
}

/**
 * The ids of the events that were taken back: those that a retraction names, with what they had
 * corrected before. Pure.
 */
export function takenBack(events: readonly Correction[]): ReadonlySet<string> {
  const corrects = new Map(events.map(({ id, correctsId }) => [id, correctsId]));
  const found = new Set<string>();
  for (const { isRetracted, correctsId } of events) {
    let id = isRetracted ? correctsId : null;
    while (id !== null && !found.has(id)) {
      found.add(id);
      id = corrects.get(id) ?? null;
    }
  }
  return found;
}
