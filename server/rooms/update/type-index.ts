import * as Y from "yjs";
import {
  contentsOf,
  FLOW_KINDS,
  type FlowContent,
  type FlowKind,
  neighborsOf,
} from "#app/document/flow/placement.ts";
import { isFlowElement } from "#app/document/flow/vocabulary.ts";
import type { ClientStructs } from "./structs.ts";

/** An id as stored in bytes. */
export interface StoredId {
  readonly client: number;
  readonly clock: number;
}

/** A shared type as stored in bytes: an element by its name, a text without one (null). */
export interface StoredType extends StoredId {
  readonly name: string | null;
  /** Its parent: the root, or a type by its id; null where only a neighbor is given. */
  readonly parent: StoredId | "root" | null;
  readonly beside: StoredId | null;
}

/** Looks up the kind of a flow's type by its id; undefined for letters and for unknown ids. */
export type KindOf = (id: StoredId) => FlowKind | undefined;

/** The number of kinds that fit beside a clock in one number. */
const KINDS = 16;
const CODES = Object.fromEntries(FLOW_KINDS.map((kind, code) => [kind, code])) as Readonly<
  Record<FlowKind, number>
>;

/**
 * The kinds of a draft's shared types by their ids, without a document: one number for each type.
 * For one client they are added in the order of their clocks.
 */
export class TypeIndex {
  readonly #packed = new Map<number, number[]>();

  /** @param elsewhere looks up ids that are not in this index. */
  constructor(readonly elsewhere: KindOf = () => undefined) {}

  readonly kindOf: KindOf = (id) => {
    const packed = this.#packed.get(id.client);
    if (packed) {
      let [low, high] = [0, packed.length - 1];
      while (low <= high) {
        const middle = (low + high) >> 1;
        const value = packed[middle] as number;
        const clock = Math.floor(value / KINDS);
        if (clock === id.clock) return FLOW_KINDS[value % KINDS];
        if (clock < id.clock) low = middle + 1;
        else high = middle - 1;
      }
    }
    return this.elsewhere(id);
  };

  /** Adds the types of an update, by client and in the order of their clocks. */
  add(types: readonly StoredType[]): void {
    if (types.length === 0) return;
    const found = new Map<number, Map<number, FlowKind>>();
    const kindOf: KindOf = (id) => found.get(id.client)?.get(id.clock) ?? this.kindOf(id);
    const note = ({ client, clock }: StoredId, kind: FlowKind) => {
      const ofClient = found.get(client);
      if (ofClient) ofClient.set(clock, kind);
      else found.set(client, new Map([[clock, kind]]));
    };
    for (const type of types) if (isFlowElement(type.name)) note(type, type.name);
    // Whether a text is a footnote or a cell follows from its parent or neighbor.
    for (const type of types) if (type.name === null) note(type, textAt(type, kindOf));
    for (const type of types) {
      const kind = found.get(type.client)?.get(type.clock);
      if (kind) this.#push(type, kind);
    }
  }

  clear(): void {
    this.#packed.clear();
  }

  #push({ client, clock }: StoredId, kind: FlowKind): void {
    const packed = this.#packed.get(client);
    const value = clock * KINDS + CODES[kind];
    if (!packed) this.#packed.set(client, [value]);
    // Types that were added before come again with a base that includes everything.
    else if (clock > Math.floor((packed.at(-1) ?? -1) / KINDS)) packed.push(value);
  }
}

/** Content that is allowed at this place; null where that is unknown. */
export function contentAt(
  { parent, beside }: Pick<StoredType, "parent" | "beside">,
  kindOf: KindOf,
): ReadonlySet<FlowContent> | null {
  if (parent === "root") return contentsOf("root");
  if (parent) {
    const kind = kindOf(parent);
    return kind ? contentsOf(kind) : null;
  }
  const kind = beside ? kindOf(beside) : undefined;
  return kind ? neighborsOf(kind) : null;
}

function textAt(type: StoredType, kindOf: KindOf): FlowKind {
  const content = contentAt(type, kindOf);
  if (!content || content.has("cell") === content.has("footnote")) return "text";
  return content.has("cell") ? "cell" : "footnote";
}

/** The shared types among the structs of an update. */
export function typesIn(sections: readonly ClientStructs[]): StoredType[] {
  const types: StoredType[] = [];
  for (const { structs } of sections) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentType)) continue;
      const type = struct.content.type as unknown;
      const name = type instanceof Y.XmlElement ? type.nodeName : null;
      types.push({ ...placeOf(struct), client: struct.id.client, clock: struct.id.clock, name });
    }
  }
  return types;
}

/** The place of an item of an update, as its bytes give it. */
export function placeOf(item: Y.Item): Pick<StoredType, "parent" | "beside"> {
  const beside = item.origin ?? item.rightOrigin;
  if (beside) return { parent: null, beside };
  const { parent } = item;
  return { parent: parent instanceof Y.ID ? parent : "root", beside: null };
}
