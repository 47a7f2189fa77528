import { useBlocker } from "react-router";
import { ConfirmDialog } from "#app/ui/ConfirmDialog.tsx";
import { isUnsent } from "./unsent.ts";

/** Asks before a page is left whose words would be lost. One a page: a router has one blocker. */
export function LeaveQuestion({ losesEdits }: { readonly losesEdits?: boolean }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      losesEdits || (currentLocation.pathname !== nextLocation.pathname && isUnsent()),
  );
  return (
    <ConfirmDialog
      open={blocker.state === "blocked"}
      onClose={() => blocker.reset?.()}
      title="Leave without your last words?"
      confirm="Leave and lose them"
      look="danger"
      onConfirm={() => blocker.proceed?.()}
    >
      {losesEdits
        ? "Your last changes are neither saved nor kept on this device. Stay until the page says “Saved”, or copy them first. "
        : null}
      {isUnsent() ? "Your comment is not sent. Stay to send it, or copy it first." : null}
    </ConfirmDialog>
  );
}
