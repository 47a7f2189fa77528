import { useSearchParams } from "react-router";
import type { MatterView } from "#server/services/index.ts";
import { MATTER_PARTS, type MatterPart } from "#app/domain/forms/matter.ts";
import { listed } from "#app/domain/listed.ts";
import { StatusMessage } from "#app/ui/Notice.tsx";

const PARTS: Readonly<Record<MatterPart, string>> = {
  agency: "the agency",
  narrative: "the narrative",
  "own-details": "signers and address of the organization that leads",
  "watched-names": "the names to watch for",
};

/** Says what became of the act that led to the matter's page: its address names it. */
export function MatterSaid({ matter }: { readonly matter: MatterView }) {
  const [search] = useSearchParams();
  const begun = search.get("begun");
  return (
    <StatusMessage>
      {begun !== null
        ? begunSentence(begun.split(","), matter)
        : search.has("back") && matter.archived === null
          ? "The matter is back. Its parties work in it as before, and its deadlines are told again."
          : null}
    </StatusMessage>
  );
}

function begunSentence(taken: readonly string[], { documents, asked }: MatterView): string {
  const { length } = documents;
  const along = [
    ...MATTER_PARTS.filter((part) => taken.includes(part)).map((part) => PARTS[part]),
    ...(length === 0 ? [] : [length === 1 ? "one paper as a draft" : `${length} papers as drafts`]),
  ];
  return [
    along.length === 0
      ? "The matter is begun. Nothing came along."
      : `The matter is begun. Along came ${listed(along)}.`,
    asked.length === 0
      ? ""
      : `${listed(asked.map(({ shortName }) => shortName))} ${asked.length === 1 ? "is" : "are"} invited.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
