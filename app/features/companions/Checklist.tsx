import { Form, Link, useNavigation } from "react-router";
import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import { isCompanionForm, isCompanionStep } from "#app/domain/companion-paper.ts";
import { StatusChip } from "#app/features/document/StatusChip.tsx";
import { Button } from "#app/ui/Button.tsx";
import { Card } from "#app/ui/Page.tsx";
import type { CompanionView } from "#server/services/index.ts";

/** The documents that a court requires with a complaint, with their states. */
export function Checklist({
  papers,
  docketId,
  mayCreate,
}: {
  readonly papers: readonly CompanionView[];
  readonly docketId: string | null;
  readonly mayCreate: boolean;
}) {
  return (
    <>
      <Card>
        <ul className="divide-y divide-rule">
          {papers.map((paper) => (
            <li key={paper.paper} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-5 py-4">
              <Mark paper={paper} />
              <div className="min-w-0 flex-1 basis-60">
                <p className="font-medium">
                  <Name paper={paper} />
                </p>
                <p className="mt-0.5 text-sm text-ink-soft">
                  {paper.source}
                  {paper.isVerified ? "" : " (check this rule)"}
                </p>
                <p className="mt-0.5 text-sm">{whatIsThere(paper)}</p>
              </div>
              {paper.document ? <StatusChip status={paper.document.status} /> : null}
              {mayCreate && docketId !== null && isMissing(paper) ? <Begin paper={paper} /> : null}
            </li>
          ))}
        </ul>
      </Card>
      {docketId === null ? (
        <p className="mt-3 text-sm text-ink-soft">
          The complaint belongs to no docket yet. Give it one under “Parties, signers and
          addresses”; its other papers can be begun then.
        </p>
      ) : null}
    </>
  );
}

function isMissing({ paper, document }: CompanionView): boolean {
  return !isCompanionForm(paper) && !isCompanionStep(paper) && document === null;
}

function Name({ paper: { paper, name, document } }: { readonly paper: CompanionView }) {
  if (isCompanionForm(paper)) {
    return (
      <a href={`#${paper}`} className="link">
        {name}
      </a>
    );
  }
  return document ? (
    <Link to={`/documents/${document.id}`} className="link">
      {name}
    </Link>
  ) : (
    name
  );
}

function Mark({ paper }: { readonly paper: CompanionView }) {
  const look = "mt-0.5 size-5 shrink-0";
  if (isMissing(paper)) return <CircleDashed aria-hidden className={`${look} text-danger`} />;
  if (isCompanionStep(paper.paper)) {
    return <CircleDashed aria-hidden className={`${look} text-ink-soft`} />;
  }
  if (paper.missing.length > 0)
    return <CircleAlert aria-hidden className={`${look} text-accent`} />;
  return <CircleCheck aria-hidden className={`${look} text-good`} />;
}

/** The state in words; the icon shows the same. */
function whatIsThere(view: CompanionView): string {
  const { paper, document, missing } = view;
  if (isCompanionStep(paper)) {
    return "On the court’s own form; whether it was filed is not kept here. Its day can be recorded on the docket.";
  }
  if (isCompanionForm(paper)) {
    return missing.length === 0
      ? "All that the form asks for is recorded."
      : `Not recorded: ${missing.join(", ")}.`;
  }
  if (document === null) return "Missing.";
  return document.status === "filed" ? "Filed." : "There, not filed yet.";
}

function Begin({ paper: { paper, name } }: { readonly paper: CompanionView }) {
  const busy = useNavigation().formData?.get("companion") === paper;
  return (
    <Form method="post">
      <input type="hidden" name="companion" value={paper} />
      <Button type="submit" busy={busy} aria-label={`Begin ${name}`}>
        Begin it
      </Button>
    </Form>
  );
}
