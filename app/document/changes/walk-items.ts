import * as Y from "yjs";
import { type Attrs, equalValue, withFormat } from "#app/document/flow/formats.ts";
import { elementOf } from "#app/document/flow/layout.ts";
import type { BlockLook, Doer, DoerOf } from "./change.ts";

export function formatted(attrs: Attrs, item: Y.Item): Attrs {
  const { key, value } = item.content as Y.ContentFormat;
  return withFormat(attrs, key, value);
}

/** How a block looks whose marker says nothing else, or that has none. */
export const PLAIN_LOOK: BlockLook = { kind: "body", level: 1 };

/** Attributes that a reader sees: not the id. */
export function lookOf(element: Y.XmlElement): Record<string, unknown> {
  const { id: _id, ...look } = element.getAttributes() as Record<string, unknown>;
  return element.nodeName === "block" ? { ...PLAIN_LOOK, ...look } : look;
}

export function blockLook(marker: Y.Item): BlockLook {
  const { kind, level } = lookOf(elementOf(marker));
  return { kind, level };
}

export function nameOf(item: Y.Item): string {
  const { type } = item.content as Y.ContentType;
  return type instanceof Y.XmlElement ? type.nodeName : "footnote";
}

/** The ids of an item's part, and what was done to them. */
export interface ItemAct {
  readonly did: "inserted" | "deleted";
  readonly client: number;
  readonly clock: number;
}

type LookAttributes = Readonly<Record<string, unknown>>;

/** An element, with those of its attributes that are compared. */
export interface Looking {
  readonly element: Y.XmlElement;
  readonly look: LookAttributes;
}

/** The cause of attributes that differ: the one that is set now, else the one taken away. */
export function attributeDeeds(was: Looking, is: Looking): ItemAct[] {
  const names = new Set([...Object.keys(was.look), ...Object.keys(is.look)]);
  return [...names].flatMap((name): ItemAct[] => {
    if (equalValue(was.look[name], is.look[name])) return [];
    const live = is.element._map.get(name);
    if (live && !live.deleted) return [{ did: "inserted", ...idOf(live) }];
    const old = was.element._map.get(name);
    return old ? [{ did: "deleted", ...idOf(old) }] : [];
  });
}

function idOf({ id: { client, clock } }: Y.Item) {
  return { client, clock };
}

/** The last person to do something; nobody where nobody is known to have. */
export function lastDoer(deeds: readonly ItemAct[], doerOf: DoerOf): Doer | null {
  return deeds.reduce<Doer | null>(
    (last, { did, client, clock }) => laterOf(last, doerOf(did, client, clock).doer),
    null,
  );
}

/** The later of two; what is not committed yet is later still. */
export function laterOf(one: Doer | null, other: Doer | null): Doer | null {
  if (!one || !other) return one ?? other;
  return (other.at ?? Infinity) > (one.at ?? Infinity) ? other : one;
}
