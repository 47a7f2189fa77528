import * as encoding from "lib0/encoding";
import * as Y from "yjs";

/**
 * Encodes the part of a draft's state that the server lacks, under new client ids. After 4409 (R7)
 * the page starts a fresh Y.Doc, loads the server's text and then this update, so that the text
 * arrives under ids that belong to this person.
 *
 * Ids below the server's clocks, and references to other people's text (deletions, positions), stay
 * the same.
 * @param state the whole local state, as one update.
 * @param knownToServer the server's state vector.
 * @param freshId returns an unused client id.
 * @returns one update; null where there is nothing to reissue.
 */
export function reissueLocalUpdate(
  state: Uint8Array,
  knownToServer: Uint8Array,
  freshId: () => number,
): Uint8Array | null {
  const known = Y.decodeStateVector(knownToServer);
  const { structs, ds } = Y.decodeUpdate(Y.diffUpdate(state, knownToServer));
  const words = structs.filter((struct) => !(struct instanceof Y.Skip));
  const fresh = new Map<number, number>();
  for (const { id } of words) if (!fresh.has(id.client)) fresh.set(id.client, freshId());
  if (words.length === 0 && ds.clients.size === 0) return null;

  const rename = <T extends Y.ID | null>(id: T): T => {
    const client = id && fresh.get(id.client);
    if (!id || client === undefined) return id;
    const from = known.get(id.client) ?? 0;
    return (id.clock < from ? id : Y.createID(client, id.clock - from)) as T;
  };

  const encoder = new Y.UpdateEncoderV1();
  writeStructs(
    encoder,
    words.map((struct) => renamed(struct, rename)),
  );
  writeDeletions(encoder, ds, fresh, known);
  return encoder.toUint8Array();
}

type LocalStruct = Y.Item | Y.GC;

function renamed(
  struct: Y.Item | Y.GC | Y.Skip,
  rename: <T extends Y.ID | null>(id: T) => T,
): LocalStruct {
  const id = rename(struct.id);
  if (!(struct instanceof Y.Item)) return new Y.GC(id, struct.length);
  const { parent } = struct;
  return new Y.Item(
    id,
    null,
    rename(struct.origin),
    null,
    rename(struct.rightOrigin),
    // Read from bytes, a parent is the name of a root or the id of an element.
    parent instanceof Y.ID ? rename(parent) : parent,
    struct.parentSub,
    struct.content,
  );
}

/** In Yjs's format: by client, each client's structs in the order of their clocks. */
function writeStructs(encoder: Y.UpdateEncoderV1, structs: readonly LocalStruct[]): void {
  const byClient = new Map<number, LocalStruct[]>();
  for (const struct of structs) {
    const list = byClient.get(struct.id.client);
    if (list) list.push(struct);
    else byClient.set(struct.id.client, [struct]);
  }
  encoding.writeVarUint(encoder.restEncoder, byClient.size);
  for (const [client, list] of [...byClient].sort(([a], [b]) => b - a)) {
    encoding.writeVarUint(encoder.restEncoder, list.length);
    encoder.writeClient(client);
    encoding.writeVarUint(encoder.restEncoder, list[0]?.id.clock ?? 0);
    for (const struct of list) struct.write(encoder, 0);
  }
}

type Deletions = ReturnType<typeof Y.decodeUpdate>["ds"];

function writeDeletions(
  encoder: Y.UpdateEncoderV1,
  deletions: Deletions,
  fresh: ReadonlyMap<number, number>,
  known: ReadonlyMap<number, number>,
): void {
  const ranges = new Map<number, { clock: number; len: number }[]>();
  const add = (client: number, clock: number, len: number) => {
    if (len <= 0) return;
    const list = ranges.get(client);
    if (list) list.push({ clock, len });
    else ranges.set(client, [{ clock, len }]);
  };
  for (const [client, list] of deletions.clients) {
    const other = fresh.get(client);
    const from = known.get(client) ?? 0;
    for (const { clock, len } of list) {
      if (other === undefined) {
        add(client, clock, len);
        continue;
      }
      // A range may extend from the server's ids into renamed ones.
      add(client, clock, Math.min(len, from - clock));
      const start = Math.max(clock, from);
      add(other, start - from, clock + len - start);
    }
  }
  encoding.writeVarUint(encoder.restEncoder, ranges.size);
  for (const [client, list] of [...ranges].sort(([a], [b]) => b - a)) {
    encoder.resetDsCurVal();
    encoding.writeVarUint(encoder.restEncoder, client);
    encoding.writeVarUint(encoder.restEncoder, list.length);
    for (const { clock, len } of list) {
      encoder.writeDsClock(clock);
      encoder.writeDsLen(len);
    }
  }
}
