import * as z from "zod";
import { idRun } from "#app/domain/id-run.ts";

/** Moments that changes may be shown against (M14). */
const BASELINE_KINDS = ["looked", "approved", "yesterday", "week", "version", "sitting"] as const;
type BaselineKind = (typeof BASELINE_KINDS)[number];

/** A moment of a draft that changes can be shown against. */
export interface BaselineChoice {
  /** Names it among the choices of one reader. */
  readonly key: string;
  readonly kind: BaselineKind;
  readonly generation: number;
  readonly sequence: number;
  /** ISO instant: when somebody looked, signed or made the version; of a sitting, its last edit. */
  readonly at: string;
  readonly version: { readonly number: number; readonly name: string | null } | null;
  /** Of an approval: whose it was. */
  readonly organization: string | null;
  /** Whether the draft as it was then is kept; otherwise only a version's text is. */
  readonly isKept: boolean;
}

/** Data that the desk needs to show changes. */
export interface ChangesAnswer {
  readonly generation: number;
  readonly sequence: number;
  /** Those the reader may choose, the likeliest first. */
  readonly baselines: readonly BaselineChoice[];
  /**
   * Whether others wrote since the reader last looked and before they opened the page; false where the
   * reader never looked.
   */
  readonly hasUnseen: boolean;
  /**
   * The changes that the reader has ticked off: base64 of app/protocol/authorship.ts; null for
   * nothing.
   */
  readonly ticked: string | null;
}

/** A person who did something to a draft, as everybody of the parties may see them. */
export interface ChangePerson {
  readonly userId: string;
  readonly name: string;
  readonly organization: string;
  /** Index into the palette of organization colors. */
  readonly colour: number;
}

/** The people who inserted and deleted text after a number, with what they did. */
export interface DoersAnswer {
  /** The number up to which this holds. */
  readonly upTo: number;
  readonly people: readonly ChangePerson[];
  readonly inserted: readonly PersonsIds[];
  readonly deleted: readonly PersonsIds[];
  /**
   * Words of `inserted` that others than who accepted them proposed (M11), and of `deleted` those that
   * others proposed to delete.
   */
  readonly suggested?: {
    readonly people: readonly ChangePerson[];
    readonly ranges: readonly PersonsIds[];
    readonly erased: readonly PersonsIds[];
  };
}

/** Ids of a Yjs client, and who did something to them when, as rooms keep it. */
type PersonsIds = readonly [
  client: number,
  clock: number,
  length: number,
  person: number,
  at: number,
];

/** Bytes of a request that ticks changes off, and of all that one person has ticked off in a draft. */
export const TICK_BYTES = 65_536;
export const TICKED_BYTES = 262_144;

/** Ticks changes off for oneself, or takes that back (M15). */
export const tickSchema = z.strictObject({
  ticked: z.boolean(),
  inserted: z.array(idRun).max(1_000),
  deleted: z.array(idRun).max(1_000),
});
