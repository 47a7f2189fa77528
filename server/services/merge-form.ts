import { readBase } from "#app/document/details/form-base.ts";
import {
  threeWayMerge,
  type Clash,
  type TakenValue,
} from "#app/document/details/three-way-merge.ts";
import type { FormValue } from "#app/document/details/three-way-merge.ts";
import { done, refuse, type Outcome, type Refusal } from "#app/domain/refusal.ts";
import { fingerprint } from "./fingerprint.ts";

/** A form merged with the current values. */
interface MergedForm<Form> {
  readonly form: Form;
  /** Maps a refusal of the merged form to the fields of the sent form. */
  readonly asSent: <T>(outcome: Outcome<T>) => Outcome<T>;
}

interface SentForms {
  readonly base?: string | undefined;
  readonly seen?: string | undefined;
}

/** Names who saved these fields last, in words, by field; unknown ones are left out. */
export type Savers = (
  fields: readonly { readonly field: string; readonly theirs: FormValue }[],
) => Promise<ReadonlyMap<string, string>>;

/**
 * Merges a sent form with the current values of its page (docs/decisions/0034). Refuses `conflict`
 * where somebody else saved the same field meanwhile: the refusal names at each such field who
 * saved what, and nothing is overwritten until the form comes back with `seen`, or with their
 * value.
 * @param now the page's current values, read in the transaction that saves.
 * @param savers called only where both changed a field.
 */
export async function mergeSent<Form extends SentForms>(
  sent: Form,
  now: object,
  savers: Savers,
): Promise<Outcome<MergedForm<Form>>> {
  // No page of ours sends none.
  if (sent.base === undefined) {
    return refuse("bad-input", "Load the page again. Nothing was saved.");
  }
  const base = readBase(sent.base);
  if (!base.ok) return base;
  const theirs = readBase(JSON.stringify(now));
  if (!theirs.ok) throw new Error("what a page is filled in with can't be read back");
  const { base: _base, seen, ...mine } = sent;
  const stands = fingerprint(theirs.value);
  const { value, clashes, taken, moved } = threeWayMerge(
    // A form as its schema has read it is made of such values.
    { base: base.value, theirs: theirs.value, mine: mine as unknown as FormValue },
    { overridden: seen === stands },
  );
  if (clashes.length > 0) {
    const by = await savers([...clashes, ...taken]);
    return refuseClashes(clashes, taken, { seen: stands, by });
  }
  // Each value comes from the form that the schema has read or from one that a page is filled in with.
  return done({ form: value as unknown as Form, asSent: (outcome) => atSent(outcome, moved) });
}

/** Used where the record does not tell who saved. */
const SOMEBODY = "Somebody else";

/** The sentence above the form. */
function bothChanged(who: string): string {
  return who === "You"
    ? "You saved the same field in another window. Nothing is lost: where both windows changed something, both stand below. Keep one of them, then save again."
    : `${who} saved the same field while you were typing. Nothing of theirs was overwritten and nothing of yours is lost: where both of you changed something, both stand below. Keep your own or take theirs, then save again.`;
}

function sentenceOf(what: Clash["what"], who: string): string {
  switch (what) {
    case "changed":
      return `${who} saved something else here. Keep your own or take theirs, and save again.`;
    case "removed":
      return `${who} removed an entry that you changed. Save again to keep it, or remove it as well.`;
    case "missing":
      return `${who} changed an entry that you removed. Save again to remove it all the same, or load the page again to keep it.`;
    case "order":
      return `${who} put these in another order. Save again to keep yours.`;
  }
}

function refuseClashes(
  clashes: readonly Clash[],
  taken: readonly TakenValue[],
  { seen, by }: { readonly seen: string; readonly by: ReadonlyMap<string, string> },
): Outcome<never> {
  const fields: Record<string, string> = {};
  const both: Record<string, { theirs: string; own: string }> = {};
  const savers = new Set<string>();
  for (const { field, what, theirs, mine } of clashes) {
    const who = by.get(field) ?? SOMEBODY;
    savers.add(who);
    // A clash of a whole entry is shown at its list.
    const at = what === "changed" ? field : field.replace(/\[\d+\]$/u, "");
    fields[at] = sentenceOf(what, who);
    if (what === "changed") both[at] = { theirs: fieldText(theirs), own: fieldText(mine) };
  }
  const kept = taken.map(({ field, theirs }) => [field, fieldText(theirs)] as const);
  const [first = SOMEBODY, ...others] = savers;
  const { refusal } = refuse(
    "conflict",
    bothChanged(others.length === 0 ? first : [first, ...others].join(" and ")),
    fields,
  );
  const clash = { seen, both, kept: Object.fromEntries(kept), by: Object.fromEntries(by) };
  return { ok: false, refusal: { ...refusal, clash } };
}

/** A value as a field of the form would contain it. */
function fieldText(saved: FormValue): string {
  if (typeof saved === "boolean") return saved ? "on" : "";
  return typeof saved === "string" || typeof saved === "number" ? String(saved) : "";
}

/** Maps entries of the merged form to their places in the sent form. */
function atSent<T>(outcome: Outcome<T>, moved: ReadonlyMap<string, string>): Outcome<T> {
  if (outcome.ok || !outcome.refusal.fields) return outcome;
  const named = Object.entries(outcome.refusal.fields).map(([name, sentence]) => {
    const [entry] = /^[^[]+\[\d+\]/u.exec(name) ?? [];
    const sent = entry === undefined ? undefined : moved.get(entry);
    if (entry === undefined || sent === undefined) return [name, sentence] as const;
    // An entry that somebody else added is not in the sent form: the error is shown at the list.
    return [sent.endsWith("]") ? name.replace(entry, sent) : sent, sentence] as const;
  });
  const refusal: Refusal = { ...outcome.refusal, fields: Object.fromEntries(named) };
  return { ok: false, refusal };
}
