import * as Y from "yjs";
import { type DoerOf, doersFrom } from "#app/document/changes/index.ts";
import { type AuthoredRange, mergeAuthorship } from "#app/protocol/authored-ranges.ts";
import type { IdRanges } from "#app/protocol/id-ranges.ts";

/** Everybody's changes, as the room keeps them with each commit (R9). */
export class DoneByAll {
  readonly rows = { inserted: [] as Row[], deleted: [] as Row[] };

  watch(doc: Y.Doc, person: number): void {
    doc.on("update", (bytes: Uint8Array, origin: unknown) => {
      if (origin === "net") return;
      const { structs, ds } = Y.decodeUpdate(bytes);
      const inserted = new Map<number, { clock: number; length: number }[]>();
      for (const { id, length } of structs) {
        inserted.set(id.client, [...(inserted.get(id.client) ?? []), { clock: id.clock, length }]);
      }
      const deleted = new Map(
        [...ds.clients].map(([client, list]) => [
          client,
          list.map(({ clock, len }) => ({ clock, length: len })),
        ]),
      );
      const at = this.rows.inserted.length;
      this.rows.inserted.push({ person, at, inserted });
      this.rows.deleted.push({ person, at, inserted: deleted });
    });
  }

  doers(): DoerOf {
    const ranges = {
      inserted: mergeAuthorship(this.rows.inserted),
      deleted: firstOfEach(mergeAuthorship(this.rows.deleted)),
    };
    return doersFrom(ranges, String, () => null);
  }
}

interface Row {
  readonly person: number;
  readonly at: number;
  readonly inserted: IdRanges;
}

/** Two may delete the same at once; the room keeps the first. */
function firstOfEach(ranges: readonly AuthoredRange[]): AuthoredRange[] {
  const seen = new Set<string>();
  return ranges.flatMap(([client, clock, length, person, at]): AuthoredRange[] =>
    Array.from({ length }, (_, index): AuthoredRange => [
      client,
      clock + index,
      1,
      person,
      at,
    ]).filter(([, one]) => {
      const key = `${client}:${one}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    }),
  );
}
