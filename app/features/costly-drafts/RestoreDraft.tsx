import { Form } from "react-router";
import { useId, useState } from "react";
import { INTENT_FIELD } from "#app/framework/form-answer.ts";
import type { CostlyDraftView } from "#server/services/index.ts";
import { Button } from "#app/ui/Button.tsx";

/**
 * Restores a draft to an earlier sequence number; the default precedes the costliest change.
 * Requires a ticked box, since it changes everybody's text.
 */
export function RestoreDraft({
  draft: { documentId, generation, sequence, from, proposed },
}: {
  draft: CostlyDraftView;
}) {
  const [isSure, setIsSure] = useState(false);
  const id = useId();
  if (sequence <= from) return null;
  return (
    <Form method="post" className="grid gap-3 border-t border-rule pt-4">
      <input type="hidden" name={INTENT_FIELD} value="restore" />
      <input type="hidden" name="documentId" value={documentId} />
      <input type="hidden" name="generation" value={generation} />
      <label htmlFor={id} className="font-medium">
        Restore to change number
      </label>
      <input
        id={id}
        className="w-40 rounded-md border border-rule px-3 py-2"
        type="number"
        name="sequence"
        required
        min={from}
        max={sequence - 1}
        defaultValue={proposed ?? sequence - 1}
      />
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          required
          checked={isSure}
          onChange={(event) => setIsSure(event.target.checked)}
        />
        <span>
          All that was written after it, by anybody, leaves the draft. It is kept and can be fetched
          on this page; pages that are open reload.
        </span>
      </label>
      <div>
        <Button type="submit" look="danger">
          Restore the draft
        </Button>
      </div>
    </Form>
  );
}
