/** Pages of entries, an agency's letters or a docket's, say alike of each what became of it. */

interface RemarkedRow {
  readonly id: string;
  readonly correctsId: string | null;
  readonly isRetracted: boolean;
  readonly isInvented: boolean;
}

/** Makes the remarks on each entry of a list; `corrected` says where the one is that stands for it. */
export function remarksAmong(
  rows: readonly RemarkedRow[],
  corrected: string,
): (row: RemarkedRow) => string {
  const hasCorrection = new Set(rows.flatMap(({ correctsId }) => correctsId ?? []));
  return ({ id, correctsId, isRetracted, isInvented }) =>
    [
      ...(isInvented ? ["Made up for this demonstration."] : []),
      ...(isRetracted ? ["Taken back."] : correctsId === null ? [] : ["A correction."]),
      ...(hasCorrection.has(id) ? [corrected] : []),
    ].join(" ");
}

/** Null for one that another release wrote: its row is in the data all the same. */
export function eventOrNull<Row, Event>(read: (row: Row) => Event, row: Row): Event | null {
  try {
    return read(row);
  } catch {
    return null;
  }
}

export const UNKNOWN = "Its details are in the data alone.";
