import type { GuestView } from "#server/services/index.ts";
import { shortDate } from "#app/domain/dates.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { Card } from "#app/ui/Page.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

/** The guests of a document: what each may, until when, and a way to end it. */
export function GuestList({
  guests,
  mayEnd,
}: {
  readonly guests: readonly GuestView[];
  readonly mayEnd: boolean;
}) {
  return (
    <Card>
      <ul className="divide-y divide-rule">
        {guests.map((guest) => (
          <li
            key={guest.linkId}
            className="flex flex-wrap justify-between gap-x-6 gap-y-3 px-5 py-4"
          >
            <div className="min-w-0">
              <p className="font-medium">
                {guest.name}, guest of {guest.organization}
              </p>
              {guest.email === null ? null : <p className="text-sm text-ink-soft">{guest.email}</p>}
              <p className="mt-2">{rightsSentence(guest)}</p>
              <p className="text-sm text-ink-soft">
                Invited by {guest.invitedBy}, <Timestamp at={guest.createdAt} />; opens through{" "}
                {shortDate(guest.lastDay)}.{" "}
                {guest.openedAt === null ? (
                  "Not opened yet."
                ) : (
                  <>
                    Opened last: <Timestamp at={guest.openedAt} />
                  </>
                )}
              </p>
            </div>
            {mayEnd ? (
              <ConfirmForm
                intent="end"
                fields={{ linkId: guest.linkId }}
                label="End the link"
                about={`of ${guest.name}`}
                question={`End the link of ${guest.name}?`}
                consequence="The next page that they ask for is refused. What they wrote stays under their name."
                confirm="End the link"
              />
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function rightsSentence({ mayComment, mayReadVersions }: GuestView): string {
  const what = mayReadVersions ? "its text and its versions" : "its text as it stands";
  return mayComment
    ? `Reads ${what}; comments and suggests in conversations of the parties.`
    : `Reads ${what}, and the conversations of the parties.`;
}
