import type { Columns, DocumentRows } from "./document-rows.ts";
import type { RecordedRow, ReplayedDocument } from "./replayed-document.ts";

/**
 * A difference between the database and the audit record. Names columns but never their values,
 * because it is logged.
 */
export interface RecordMismatch {
  /** The audit line that disagrees; null where no line mentions the row. */
  readonly line: number | null;
  readonly why: string;
}

const WHAT = {
  versions: ["version", "id", "number"],
  signOffs: ["sign-off", "recordedAs", "id"],
  proofs: ["passkey’s proof of a sign-off", "signOffId", "signOffId"],
  returns: ["return to draft", "recordedAs", "id"],
  filingCopies: ["filing copy", "recordedAs", "id"],
  corrections: ["correction of the filing", "recordedAs", "id"],
  signatures: ["signature of the filing", "signerId", "signerId"],
} as const;

/**
 * Compares the stored rows with what the audit record implies, in the order of the tables. Every
 * recorded column is compared; rows that only one side has are reported.
 */
export function differencesOf(
  recorded: ReplayedDocument,
  stored: DocumentRows<Columns>,
): RecordMismatch[] {
  const lists = (Object.keys(WHAT) as (keyof typeof WHAT)[]).flatMap((name) =>
    compareRows(name, recorded[name], stored[name]),
  );
  return [
    ...recorded.impossible,
    ...compareOne("document", recorded.document, stored.document),
    ...compareRequired(recorded, stored),
    ...compareOne("filing", recorded.filing, stored.filing),
    ...lists,
  ];
}

function compareOne(
  what: string,
  recorded: RecordedRow | null,
  stored: Columns | null,
): RecordMismatch[] {
  if (!recorded) {
    return stored ? [{ line: null, why: `the ${what} is in no line of the record` }] : [];
  }
  if (!stored) return [{ line: recorded.line, why: `the ${what} is gone` }];
  return changed(what, recorded, stored);
}

function compareRequired(
  recorded: ReplayedDocument,
  stored: DocumentRows<Columns>,
): RecordMismatch[] {
  if (!recorded.document || !stored.document) return [];
  const one = JSON.stringify(recorded.required.toSorted());
  if (one === JSON.stringify(stored.required.toSorted())) return [];
  const { line } = recorded.document;
  return [{ line, why: "the organizations that must sign are others than the record names" }];
}

/** Pairs rows by their first key, else by the second: either may have been tampered with. */
function compareRows(
  name: keyof typeof WHAT,
  recorded: readonly RecordedRow[],
  stored: readonly Columns[],
): RecordMismatch[] {
  const [what, ...keys] = WHAT[name];
  const left = new Set(stored);
  const differences: RecordMismatch[] = [];
  let open = [...recorded];
  for (const key of keys) {
    const unmatched: RecordedRow[] = [];
    for (const row of open) {
      const value = row.columns[key];
      const same = [...left].find((each) => value !== undefined && each[key] === value);
      if (!same) {
        unmatched.push(row);
        continue;
      }
      left.delete(same);
      differences.push(...changed(what, row, same));
    }
    open = unmatched;
  }
  for (const { line } of open) differences.push({ line, why: `a ${what} is gone` });
  for (const _ of left)
    differences.push({ line: null, why: `a ${what} is in no line of the record` });
  return differences;
}

function changed(what: string, { line, columns }: RecordedRow, stored: Columns): RecordMismatch[] {
  const names = Object.keys(columns).filter((name) => columns[name] !== stored[name]);
  return names.map((name) => ({ line, why: `of the ${what} the column "${name}" was changed` }));
}
