import { useFetcher } from "react-router";
import { useEffect } from "react";
import { Button } from "#app/ui/Button.tsx";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import type { Finding } from "#app/domain/readiness.ts";

/** A button that refreshes a draft's outdated values from the record. */
export function UpdateValues({
  documentId,
  findings,
  onDone,
}: {
  readonly documentId: string;
  readonly findings: readonly Pick<Finding, "check">[];
  readonly onDone?: () => void;
}) {
  const fetcher = useFetcher<FormAnswer>();
  const isDone = fetcher.state === "idle" && Boolean(fetcher.data?.said);
  useEffect(() => {
    if (isDone) onDone?.();
  }, [isDone, onDone]);
  const stale = findings.filter(({ check }) => check === "stale-value").length;
  if (stale === 0) return null;
  const { error } = fetcher.data?.reply ?? {};
  return (
    <fetcher.Form method="post" action={`/documents/${documentId}/settings`} className="mt-2">
      <input type="hidden" name="intent" value="values" />
      <Button type="submit" busy={fetcher.state !== "idle"}>
        Update {stale === 1 ? "it" : `all ${stale}`} from the record
      </Button>
      {error ? (
        <p role="alert" className="mt-1 text-sm text-danger">
          {Object.values(error).flat().filter(Boolean).join(" ")}
        </p>
      ) : null}
    </fetcher.Form>
  );
}
