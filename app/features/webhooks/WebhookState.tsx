import type { WebhookView } from "#server/services/index.ts";
import { Timestamp } from "#app/ui/Timestamp.tsx";

const WHY_OFF: Readonly<Record<string, string>> = {
  failing: "since nothing that was sent arrived for a week",
  gone: "since its receiver answered that nothing is taken there any more",
  behind: "since more waited to be taken than is kept",
  restored: "since the workspace was restored from a backup",
};

/** Whether events arrive, in a sentence or two. */
export function WebhookState({
  webhook: { offAt, offWhy, failingSince, restsUntil, arrivedAt },
}: {
  readonly webhook: Pick<
    WebhookView,
    "offAt" | "offWhy" | "failingSince" | "restsUntil" | "arrivedAt"
  >;
}) {
  if (offAt !== null) {
    const why = WHY_OFF[offWhy ?? ""];
    return (
      <>
        <strong className="font-medium text-caution">Switched off</strong>{" "}
        {why === undefined ? null : `${why}, `}on <Timestamp at={offAt} ends />
      </>
    );
  }
  if (failingSince !== null) {
    return (
      <>
        <strong className="font-medium text-caution">Nothing has arrived</strong> since{" "}
        <Timestamp at={failingSince} ends />{" "}
        {restsUntil === null ? null : (
          <>
            It is tried again from <Timestamp at={restsUntil} ends />
          </>
        )}
      </>
    );
  }
  return arrivedAt === null ? (
    <>On. Nothing arrived yet.</>
  ) : (
    <>
      On. Something arrived last on <Timestamp at={arrivedAt} ends />
    </>
  );
}
