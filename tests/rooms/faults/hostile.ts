import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { encodeReceiptRequest, encodeSyncStep1, MESSAGE } from "#app/protocol/messages.ts";
import { encodeSyncStep2, encodeSyncUpdate } from "#tests/support/client-messages.ts";
import { encodeUpdate } from "#server/rooms/update/accepted-update.ts";
import { damaged } from "#tests/rooms/support/bytes.ts";
import { rootOf } from "#tests/rooms/support/paragraph.ts";
import { below, pick, type Random } from "#tests/rooms/support/random.ts";

/** A hostile client's sources: honest updates and ids that it has seen. */
export interface Loot {
  readonly updates: readonly Uint8Array[];
  readonly clientIds: readonly number[];
  /** A document that has seen everything, to build on. */
  readonly doc: Y.Doc;
}

/** A message that no honest client sends; half of them are well framed and reach the validator. */
export function hostileMessage(random: Random, loot: Loot): Uint8Array {
  switch (below(random, 14)) {
    case 0:
      return randomBytes(random, below(random, 60));
    case 1:
      return Uint8Array.of(below(random, 12), ...randomBytes(random, below(random, 40)));
    case 2:
      return cut(encodeSyncUpdate(pick(random, loot.updates)), random);
    case 3:
      return damaged(encodeSyncUpdate(pick(random, loot.updates)), loot.updates, random);
    case 4:
      return giant(random);
    case 5:
      return awarenessLie(random, loot);
    case 6:
      return pick(random, [
        encodeReceiptRequest(below(random, 2 ** 31)),
        encodeSyncStep1(randomBytes(random, below(random, 20))),
        Uint8Array.of(MESSAGE.queryAwareness),
      ]);
    case 7:
    case 8:
    case 9:
      return encodeSyncUpdate(damaged(pick(random, loot.updates), loot.updates, random));
    case 10:
      return encodeSyncStep2(damaged(pick(random, loot.updates), loot.updates, random));
    case 11:
      return encodeSyncUpdate(forged(random, loot));
    case 12:
      // The order of things turned round: old, later, all at once.
      return encodeSyncUpdate(
        Y.mergeUpdates([pick(random, loot.updates), pick(random, loot.updates)]),
      );
    default:
      return encodeSyncUpdate(strange(random, loot));
  }
}

function randomBytes(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => below(random, 256));
}

function cut(bytes: Uint8Array, random: Random): Uint8Array {
  return bytes.slice(0, below(random, bytes.length));
}

/** A number that would make a careless reader allocate without end. */
function giant(random: Random): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, below(random, 3));
    const inner = encoding.encode((update) => {
      for (let count = below(random, 4); count >= 0; count -= 1) {
        encoding.writeVarUint(
          update,
          random() < 0.5 ? 2 ** (20 + below(random, 33)) : below(random, 5),
        );
      }
    });
    if (random() < 0.3) encoding.writeVarUint(encoder, 2 ** 40);
    else encoding.writeVarUint8Array(encoder, inner);
  });
}

function awarenessLie(random: Random, loot: Loot): Uint8Array {
  const states = [
    JSON.stringify({ user: { name: "The Judge", id: "user-ana" }, cursor: { anchor: 1 } }),
    "null",
    "{",
    JSON.stringify({ cursor: "x".repeat(below(random, 6_000)) }),
    "[".repeat(below(random, 2_000)),
  ];
  const payload = encoding.encode((encoder) => {
    const entries = below(random, 4);
    encoding.writeVarUint(encoder, random() < 0.1 ? 2 ** 31 : entries);
    for (let index = 0; index < entries; index += 1) {
      encoding.writeVarUint(encoder, pick(random, [...loot.clientIds, below(random, 2 ** 31)]));
      encoding.writeVarUint(encoder, random() < 0.5 ? 2 ** 50 : below(random, 100));
      encoding.writeVarString(encoder, pick(random, states));
    }
  });
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

/** Sound words in somebody else's name. */
function forged(random: Random, loot: Loot): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(loot.doc));
  doc.clientID = pick(random, loot.clientIds);
  let update: Uint8Array = Uint8Array.of(0, 0);
  doc.on("update", (bytes: Uint8Array) => (update = bytes));
  const paragraph = new Y.XmlElement("block");
  rootOf(doc).insertEmbed(0, paragraph);
  doc.destroy();
  return update;
}

/** Structs as Yjs would write them, put together as it never would. */
function strange(random: Random, loot: Loot): Uint8Array {
  const client = random() < 0.5 ? pick(random, loot.clientIds) : below(random, 1_000);
  const clock = random() < 0.5 ? 0 : below(random, 100);
  const other = Y.createID(pick(random, loot.clientIds), below(random, 50));
  const itself = Y.createID(client, clock + below(random, 3));
  const origin = pick(random, [null, other, itself]);
  const right = pick(random, [null, null, other, itself]);
  const parent = origin || right ? null : pick(random, ["default", "elsewhere", other, itself]);
  const content = pick<Y.Item["content"]>(random, [
    new Y.ContentString("strange"),
    new Y.ContentDeleted(1 + below(random, 5)),
    new Y.ContentAny([{ deep: [[[1]]] }]),
    new Y.ContentFormat("bold", true),
    new Y.ContentEmbed({ image: "x" }),
    new Y.ContentBinary(Uint8Array.of(1, 2)),
    new Y.ContentType(pick(random, [new Y.Map(), new Y.XmlElement("unknown"), new Y.XmlText()])),
    new Y.ContentDoc(new Y.Doc()),
  ]);
  const parentOf = parent as unknown as Y.AbstractType<unknown>;
  const id = Y.createID(client, clock);
  const sub = random() < 0.2 ? "kind" : null;
  const struct = pick<Y.Item | Y.GC | Y.Skip>(random, [
    new Y.Item(id, null, origin, null, right, parentOf, parent ? sub : null, content),
    new Y.GC(id, 1 + below(random, 2 ** 31)),
    new Y.Skip(id, 1 + below(random, 50)),
  ]);
  const deleted = new Map([
    [pick(random, loot.clientIds), [{ clock: below(random, 300), length: below(random, 300) }]],
  ]);
  return encodeUpdate([{ client, structs: [struct] }], random() < 0.2 ? deleted : new Map());
}
