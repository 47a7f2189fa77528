import { useFetcher } from "react-router";
import { useId } from "react";
import type { DocumentView } from "#server/services/index.ts";
import { Button } from "#app/ui/Button.tsx";
import { LAYOUTS, layoutHint } from "#app/domain/layout.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";

interface LayoutChoiceProps {
  readonly view: DocumentView;
  readonly layouts: readonly LayoutProfile[];
  readonly chosen: LayoutProfile;
  readonly onChoose: (layout: LayoutProfile) => void;
}

/** The choice of a layout profile: previewed first, then applied to the document. */
export function LayoutChoice({ view, layouts, chosen, onChoose }: LayoutChoiceProps) {
  const id = useId();
  const fetcher = useFetcher<FormAnswer>();
  const other = chosen !== view.layoutProfile;
  const refused = fetcher.state === "idle" ? sentenceOf(fetcher.data) : null;
  return (
    <fetcher.Form method="post" action={`/documents/${view.id}/settings`} className="grid gap-2">
      <input type="hidden" name="intent" value="layout" />
      <label htmlFor={id} className="font-medium">
        Layout
      </label>
      <select
        id={id}
        name="layoutProfile"
        value={chosen}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          const next = layouts.find((layout) => layout === event.target.value);
          if (next) onChoose(next);
        }}
        className="min-h-10 w-full rounded-md border border-rule-strong bg-paper px-2.5"
      >
        {layouts.map((layout) => (
          <option key={layout} value={layout}>
            {LAYOUTS[layout].name}
          </option>
        ))}
      </select>
      <p id={`${id}-hint`} className="text-sm text-ink-soft">
        {layoutHint(chosen)}
      </p>
      {other ? (
        <div className="grid gap-2 rounded-md bg-accent-soft px-3 py-2.5">
          <p>
            You are looking at another layout. The document’s own is{" "}
            {LAYOUTS[view.layoutProfile].name}.
          </p>
          <div className="flex flex-wrap gap-2">
            {view.may.edit ? (
              <Button type="submit" look="primary" busy={fetcher.state !== "idle"}>
                Use this layout
              </Button>
            ) : null}
            <Button onClick={() => onChoose(view.layoutProfile)}>Back to its own</Button>
          </div>
        </div>
      ) : null}
      {refused ? (
        <p role="alert" className="text-sm text-danger">
          {refused}
        </p>
      ) : null}
    </fetcher.Form>
  );
}

/** The server's sentence where it refused. */
function sentenceOf(answer: FormAnswer | undefined): string | null {
  const { error } = answer?.reply ?? {};
  return error ? Object.values(error).flat().filter(Boolean).join(" ") : null;
}
