import type { ChangePerson } from "#app/domain/changes/answers.ts";
import { shortInstant } from "#app/domain/dates.ts";
import type { ChangePiece, Doer, Gone, TextChange } from "#app/document/changes/index.ts";
import { inFull } from "#app/editor/presence/people.ts";
import type { Suggesters } from "./people-of-changes.ts";
import { zoneHere } from "#app/ui/zone-here.ts";

/** The most letters of words that are told of a change. */
const MOST = 60;

const NAMES: Readonly<Record<string, string>> = {
  pageBreak: "a page break",
  caption: "the caption",
  signatureBlock: "a signature block",
  exhibit: "an exhibit",
  table: "a table",
  tableRow: "a line of the table",
  tableCell: "a cell of the table",
  hardBreak: "a line break",
  field: "a field",
  crossReference: "a reference",
  footnote: "a footnote",
  block: "a paragraph",
};

/** Names something that was changed; words of a table or footnote are told with it. */
export function nodeName(name: string): string {
  return NAMES[name] ?? "something";
}

/** "Ana Example (Council), suggested by Ravi Sample (ILRC), Nov 27, 2:02 PM". */
export function doerText(
  doer: Doer | null,
  person: ChangePerson | null,
  { people, all }: Suggesters,
): string {
  const names = people.map(inFull).join(" and ");
  const suggested = names === "" ? "" : `, ${all ? "" : "partly "}suggested by ${names}`;
  const who = `${person ? inFull(person) : "Somebody"}${suggested}`;
  if (!doer || doer.at === null) return `${who}, just now`;
  return `${who}, ${shortInstant(new Date(doer.at), zoneHere())}`;
}

/** Tells as text what is gone. */
export function goneText(gone: readonly Gone[]): string {
  return gone
    .map((one) => {
      if (one.is === "letters") return one.text;
      if (one.is === "break") return " ¶ ";
      return one.words === "" ? ` [${nodeName(one.name)}] ` : ` [${one.words}] `;
    })
    .join("")
    .trim();
}

/** Says what a person did: “deleted “weekly””, “replaced “old” by “new””. */
export function changeSentence({ pieces, isMove = false }: TextChange): string {
  const gone = pieces.flatMap((piece) => (piece.is === "deleted" ? goneText(piece.gone) : []));
  const came = pieces.flatMap((piece) => {
    if (piece.is === "inserted") return [cameText(piece)];
    return piece.is === "row" && piece.name === "block" ? [" ¶ "] : [];
  });
  const [out, into] = [gone.join(" ").trim(), came.join("").trim().replace(/^¶$/u, "")];
  if (isMove) return `moved ${quoted(withoutSign(out))}`;
  if (out !== "" && into !== "") return `replaced ${quoted(out)} by ${quoted(into)}`;
  if (into !== "") return `wrote ${quoted(into)}`;
  const row = pieces.find((piece) => piece.is === "row");
  if (out !== "") return out === "¶" ? "joined two paragraphs" : `deleted ${quoted(out)}`;
  if (row?.is === "row") {
    return row.name === "block" ? "began a new paragraph" : `put in ${nodeName(row.name)}`;
  }
  const [first] = pieces;
  switch (first.is) {
    case "restyled":
      return "changed how words look";
    case "reshaped":
      return "changed the kind or the level";
    case "line":
      return "added a line to the table";
    case "cell":
      return "added a cell to the table";
    default:
      return "changed the text";
  }
}

function withoutSign(words: string): string {
  return words.replace(/^¶\s*/u, "");
}

function cameText(piece: Extract<ChangePiece, { is: "inserted" }>): string {
  return piece.text === "" ? "[…]" : piece.text;
}

function quoted(words: string): string {
  const short = words.length > MOST ? `${words.slice(0, MOST).trimEnd()}…` : words;
  return `“${short}”`;
}
