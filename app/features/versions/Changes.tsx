import { thousands } from "#app/domain/thousands.ts";
import { counted } from "#app/domain/counted.ts";
import { clsx } from "clsx";
import { type ReactNode, useRef } from "react";
import type { TextChanges } from "#server/services/index.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import { FrozenText } from "#app/features/document/FrozenText.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { Card, Section } from "#app/ui/Page.tsx";
import { ChangesBySection, ChangeWalk } from "./ChangeWalk.tsx";
import { ChangedDetails } from "./DetailsTable.tsx";
import { useChangeWalk } from "./use-change-walk.ts";
import "#app/styles/redline.css";

/**
 * Shows what differs between two texts: a sentence, the facts, the redline, and the way through it.
 */
export function Changes({
  changes,
  layout,
  putBack = null,
  names = null,
}: {
  readonly changes: TextChanges;
  readonly layout: LayoutProfile;
  readonly putBack?: ((block: string) => string) | null;
  /** Headings of both texts where they stand beside each other. */
  readonly names?: { readonly before: ReactNode; readonly after: ReactNode } | null;
}) {
  const { html, sides, counts, exact, facts, sections } = changes;
  const root = useRef<HTMLDivElement>(null);
  const walking = useChangeWalk(root, changes.changes.length);
  const text = Object.values(counts).some((count) => count > 0);
  return (
    <div className="grid gap-6">
      <p>{changesSentence(changes)}</p>
      {exact ? null : (
        <Notice kind="word">
          The two texts differ so much that some paragraphs are shown as deleted and inserted as a
          whole.
        </Notice>
      )}
      {facts.length > 0 ? (
        <Section title="Parties, signers and addresses">
          <ChangedDetails changes={facts} />
        </Section>
      ) : null}
      {text && sections.length > 1 ? (
        <details className="redline-sections">
          <summary className="cursor-pointer font-medium">Changes by section</summary>
          <Card className="mt-3 max-h-80 overflow-y-auto p-4">
            <ChangesBySection sections={sections} go={walking.go} />
          </Card>
        </details>
      ) : null}
      {text ? <ChangeWalk changes={changes} walking={walking} putBack={putBack} /> : null}
      {text ? (
        <div ref={root} className="redline">
          <div className={clsx(sides !== null && "lg:hidden")}>
            <FrozenText html={html} layout={layout} label="Text with changes" />
          </div>
          {sides === null ? null : (
            <div className="redline-sides max-lg:hidden">
              <div className="redline-row redline-names" aria-hidden>
                <p>{names?.before}</p>
                <p>{names?.after}</p>
              </div>
              <FrozenText html={sides} layout={layout} label="Both texts side by side" />
            </div>
          )}
        </div>
      ) : null}
    </div>
  );
}

/** "2 paragraphs changed, 1 inserted; 1 detail changed." */
function changesSentence({ counts, facts }: Pick<TextChanges, "counts" | "facts">): string {
  const parts = [
    [counts.changed, "changed"],
    [counts.inserted, "inserted"],
    [counts.deleted, "deleted"],
    [counts.moved, "moved"],
  ] as const;
  const told = parts
    .filter(([count]) => count > 0)
    .map(([count, what], index) =>
      index === 0 ? `${counted(count, "paragraph")} ${what}` : `${thousands(count)} ${what}`,
    );
  const text = told.length > 0 ? told.join(", ") : "No word of the text changed";
  if (facts.length === 0) return `${text}.`;
  const fact = counted(facts.length, "detail beside the text", "details beside the text");
  return `${text}; ${fact} changed.`;
}
