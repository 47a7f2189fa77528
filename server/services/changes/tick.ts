import { TICKED_BYTES, tickSchema } from "#app/domain/changes/answers.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { decodeAuthorship, encodeAuthorship } from "#app/protocol/authorship.ts";
import { type IdRange, type IdRanges, subtractIds, unionIds } from "#app/protocol/id-ranges.ts";
import { unaudited } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";

/** Ticks changes of a draft off for the actor alone, or takes that back (M15). */
export const tickChanges = unaudited({
  on: documentTo("document.view"),
  form: tickSchema,
  async run({ tx, at, actor: { userId }, form, found: { row } }) {
    const documentId = row.id;
    const where = { userId_documentId: { userId, documentId } };
    const kept = await tx.changeTick.findUnique({ where });
    const before = kept
      ? decodeAuthorship(kept.ranges)
      : { inserted: new Map(), deleted: new Map() };
    const change = form.ticked ? unionIds : subtractIds;
    const ranges = new Uint8Array(
      encodeAuthorship({
        inserted: change(before.inserted, rangesOf(form.inserted)),
        deleted: change(before.deleted, rangesOf(form.deleted)),
      }),
    );
    if (ranges.length > TICKED_BYTES) return refuse("too-large", TOO_MANY);
    await tx.changeTick.upsert({
      where,
      create: { userId, documentId, ranges, at },
      update: { ranges, at },
    });
    return done();
  },
});

const TOO_MANY =
  "You have ticked off as many changes of this draft as are kept one by one. Mark all as seen instead.";

function rangesOf(runs: readonly (readonly [number, number, number])[]): IdRanges {
  const ranges = new Map<number, IdRange[]>();
  for (const [client, clock, length] of runs) {
    ranges.set(client, [...(ranges.get(client) ?? []), { clock, length }]);
  }
  return unionIds(ranges);
}
