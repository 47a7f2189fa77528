import type { TextChanges } from "#server/services/index.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import { FrozenText } from "#app/features/document/FrozenText.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { Section } from "#app/ui/Page.tsx";
import { FactChanges } from "./FactsTable.tsx";

/** What differs between two texts: a sentence, the facts, the redline. */
export function Changes({
  changes,
  layout,
}: {
  readonly changes: TextChanges;
  readonly layout: LayoutProfile;
}) {
  const { html, counts, exact, facts } = changes;
  const text = Object.values(counts).some((count) => count > 0);
  return (
    <div className="grid gap-6">
      <p>{inWords(changes)}</p>
      {exact ? null : (
        <Notice kind="word">
          The two texts differ so much that some paragraphs are shown as deleted and inserted as a
          whole.
        </Notice>
      )}
      {facts.length > 0 ? (
        <Section title="Parties, signers and addresses">
          <FactChanges changes={facts} />
        </Section>
      ) : null}
      {text ? (
        <div className="redline">
          <FrozenText html={html} layout={layout} label="Text with changes" />
        </div>
      ) : null}
    </div>
  );
}

/** "2 paragraphs changed, 1 inserted; 1 fact changed." */
export function inWords({ counts, facts }: Pick<TextChanges, "counts" | "facts">): string {
  const parts = [
    [counts.changed, "changed"],
    [counts.inserted, "inserted"],
    [counts.deleted, "deleted"],
    [counts.moved, "moved"],
  ] as const;
  const told = parts
    .filter(([count]) => count > 0)
    .map(([count, what], index) =>
      index === 0
        ? `${count} ${count === 1 ? "paragraph" : "paragraphs"} ${what}`
        : `${count} ${what}`,
    );
  const text = told.length > 0 ? told.join(", ") : "No word of the text changed";
  if (facts.length === 0) return `${text}.`;
  const fact =
    facts.length === 1 ? "1 fact beside the text" : `${facts.length} facts beside the text`;
  return `${text}; ${fact} changed.`;
}
