import { useEffect } from "react";
import type { ProviderDeparture } from "#server/services/index.ts";
import { Notice } from "#app/ui/Notice.tsx";
import { buttonClass } from "#app/ui/Button.tsx";

/**
 * Leads to an organization's sign-in: at once with scripts, by a link without. A redirect would be
 * refused: forms of ours lead to our own pages alone (Content-Security-Policy).
 */
export function Departure({ departure }: { readonly departure: ProviderDeparture }) {
  const { organizationName, host, address } = departure;
  useEffect(() => location.assign(address), [address]);
  return (
    <div aria-live="polite">
      <Notice kind="word" className="mb-6">
        <p>
          You are led to the sign-in of {organizationName}, at <strong>{host}</strong>, and back to
          here from there.
        </p>
        <p className="mt-3">
          <a href={address} className={buttonClass("primary")}>
            Continue to {host}
          </a>
        </p>
      </Notice>
    </div>
  );
}
