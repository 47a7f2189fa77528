import { Link, useFetcher } from "react-router";
import { FOLLOW_CHOICES } from "#app/domain/follow.ts";
import { Card, Section } from "#app/ui/Page.tsx";
import type { FollowView } from "#server/services/index.ts";
import { FOLLOW_LABELS } from "./follow-labels.ts";

/** On the account: what the reader follows and has muted, each changed where it stands. */
export function FollowList({ follows }: { readonly follows: readonly FollowView[] }) {
  return (
    <Section title="Documents that you follow or have muted">
      {follows.length === 0 ? (
        <p className="text-ink-soft">
          None. The bell on a document’s page is where you choose what you hear of it.
        </p>
      ) : (
        <Card>
          <ul className="divide-y divide-rule">
            {follows.map((follow) => (
              <FollowLine key={follow.document.id} follow={follow} />
            ))}
          </ul>
        </Card>
      )}
    </Section>
  );
}

function FollowLine({ follow: { document, matter, how } }: { readonly follow: FollowView }) {
  const choice = useFetcher();
  const chosen = choice.formData?.get("how") ?? how;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-4">
      <div className="min-w-0 flex-1 basis-56">
        <Link to={`/documents/${document.id}`} className="font-medium hover:underline">
          {document.title}
        </Link>
        <p className="text-sm text-ink-soft">{matter.title}</p>
      </div>
      <select
        aria-label={`What you hear of ${document.title}`}
        className="min-h-10 rounded-md border border-rule-strong bg-paper px-3"
        value={String(chosen)}
        onChange={({ currentTarget }) => {
          void choice.submit(
            { how: currentTarget.value },
            { method: "post", action: `/documents/${document.id}/follow` },
          );
        }}
      >
        {FOLLOW_CHOICES.map((value) => (
          <option key={value} value={value}>
            {FOLLOW_LABELS[value].label}
          </option>
        ))}
      </select>
    </li>
  );
}
