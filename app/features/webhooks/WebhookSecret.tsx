import { Link } from "react-router";
import { CopyField } from "#app/ui/CopyField.tsx";
import { Notice } from "#app/ui/Notice.tsx";

/** A new secret, shown once. */
export function WebhookSecret({
  said,
  made: { secret },
  page,
}: {
  readonly said: string;
  readonly made: { readonly secret: string };
  /** The page of its webhook, where that is another one. */
  readonly page?: string;
}) {
  return (
    <div aria-live="polite">
      <Notice kind="done" className="mb-6">
        <p>
          {said} Give its receiver this secret, by which it tells that an event comes from here. It
          is not shown again.
        </p>
        <CopyField label="Secret of the webhook" value={secret} what="secret" />
        {page === undefined ? null : (
          <p className="mt-4">
            <Link to={page} className="link">
              Send a test, and see what arrives
            </Link>
          </p>
        )}
      </Notice>
    </div>
  );
}
