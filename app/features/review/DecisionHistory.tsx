import { Check, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import type { SignOffView, Standing } from "#server/services/index.ts";
import type { VoidCause } from "#app/domain/sign-off.ts";
import { Timestamp } from "#app/ui/Timestamp.tsx";

/** Why a signature no longer counts, in words. */
const VOID_LABELS: Readonly<Record<VoidCause, string>> = {
  "changes-requested": "changes were asked for",
  recalled: "the document was recalled",
  reopened: "the document was reopened",
  "party-removed": "a required organization stopped being a party",
  "brought-in": "it came with an archive, and was not given here",
};

/** All decisions, including void ones, latest first. */
export function DecisionHistory({
  documentId,
  decisions,
}: Pick<Standing, "decisions"> & { readonly documentId: string }) {
  if (decisions.length === 0) return <p className="text-ink-soft">Nobody has decided yet.</p>;
  return (
    <ol className="grid gap-4">
      {decisions.map((decision) => (
        <li
          key={`${decision.at}${decision.organization.id}${decision.decision}`}
          className="flex gap-3"
        >
          {decision.decision === "approved" ? (
            <Check aria-hidden className="mt-0.5 size-5 shrink-0 text-good" />
          ) : (
            <Undo2 aria-hidden className="mt-0.5 size-5 shrink-0 text-caution" />
          )}
          <div className="min-w-0 text-[0.9375rem]">
            <p>
              <Decision decision={decision} />
            </p>
            <p className="text-sm text-ink-soft">
              <Timestamp at={decision.at} />
              {decision.passkey ? (
                <>
                  {" "}
                  · by passkey (
                  <a
                    href={`/documents/${documentId}/sign-offs/${decision.passkey.signOffId}.json`}
                    className="link"
                  >
                    proof<span className="sr-only">, to check elsewhere</span>
                  </a>
                  )
                </>
              ) : null}
            </p>
            {decision.reason ? (
              <blockquote className="mt-1 border-l-2 border-rule-strong pl-3 whitespace-pre-line">
                {decision.reason}
              </blockquote>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Decision({ decision }: { decision: SignOffView }): ReactNode {
  const { person, organization, versionNumber, voided } = decision;
  const who = person?.name ?? "Somebody who has left";
  if (decision.decision === "changes-requested") {
    return `${who} asked for changes to version ${versionNumber} for ${organization.shortName}.`;
  }
  return (
    <>
      <span className={voided ? "line-through decoration-1" : undefined}>
        {who} signed off on version {versionNumber} for {organization.shortName}.
      </span>
      {voided ? (
        <span className="text-ink-soft"> Void since {VOID_LABELS[voided.because]}.</span>
      ) : null}
    </>
  );
}
