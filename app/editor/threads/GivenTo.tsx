import { UserRoundCheck } from "lucide-react";
import { useId, useState } from "react";
import { spokenDay } from "#app/domain/dates.ts";
import type { GivenTo, ThreadChange } from "#app/domain/margin/thread-change.ts";
import type { ThreadPerson, ThreadView } from "#app/document/margin/thread-view.ts";
import { Button } from "#app/ui/Button.tsx";
import { focusOpenCard } from "./card-focus.ts";
import { isOpen } from "./filters.ts";
import type { ThreadStore } from "./thread-store.ts";

/** To whom a thread is given, in a line of its card: "For Ines Example, by Friday, December 4" (M27). */
export function GivenLine({ thread, userId }: { thread: ThreadView; userId: string }) {
  const words = givenLabel(thread, userId);
  if (words === null) return null;
  return (
    <span className="thread-given">
      <UserRoundCheck aria-hidden className="size-3.5 shrink-0" />
      {words}
    </span>
  );
}

function givenLabel({ assignment }: ThreadView, userId: string): string | null {
  if (!assignment) return null;
  const { to, dueOn, state } = assignment;
  switch (state) {
    case "open":
      return `For ${to.userId === userId ? "you" : to.name}${dueOn === null ? "" : `, by ${spokenDay(dueOn)}`}`;
    case "done":
      return to.userId === userId ? "You are done with it" : `${to.name} is done with it`;
    case "left":
      return `Was for ${to.name}, who can no longer read it`;
    case "closed":
      return `Was for ${to.name}, who was not done before it left everybody’s hands`;
    case "resolved":
    case "removed":
      return null;
  }
}

interface GiveActsProps {
  readonly thread: ThreadView;
  readonly store: ThreadStore;
  readonly onSend: (change: ThreadChange) => Promise<void>;
}

/** Gives a thread to somebody, hands it on, takes it back, or is done with it. */
export function GiveActs({ thread, store, onSend }: GiveActsProps) {
  const [gives, setGives] = useState(false);
  const { userId, answer: rights } = store;
  const { id: threadId, assignment } = thread;
  if (!rights) return null;
  const isYours = assignment?.to.userId === userId;
  const mayGive = mayWriteIn(thread, store) && isOpen(thread);
  const mayTakeBack = mayGive || isYours || assignment?.askedBy.userId === userId;
  // Each of these takes away the button that was pressed.
  const send = (change: ThreadChange) => {
    focusOpenCard(threadId);
    void onSend(change);
  };
  if (gives) {
    return (
      <GiveForm
        people={readersOf(thread, rights.people)}
        first={assignment && { userId: assignment.to.userId, dueOn: assignment.dueOn }}
        onCancel={() => {
          focusOpenCard(threadId);
          setGives(false);
        }}
        onGive={(give) => {
          setGives(false);
          send({ do: "give", threadId, ...give });
        }}
      />
    );
  }
  const isWaiting = isYours && assignment.state === "open";
  const finish = (isDone: boolean) => send({ do: "done", threadId, isDone });
  return (
    <div className="thread-give">
      {isWaiting ? (
        <Button look="primary" className="thread-button" onClick={() => finish(true)}>
          Done
        </Button>
      ) : null}
      {isYours && assignment.state === "done" ? (
        <button type="button" className="link text-sm" onClick={() => finish(false)}>
          Not done after all
        </button>
      ) : null}
      {mayGive ? (
        <button type="button" className="link text-sm" onClick={() => setGives(true)}>
          {assignment ? (isWaiting ? "Hand on" : "Give to somebody else") : "Give to somebody"}
        </button>
      ) : null}
      {assignment && isHeld(assignment.state) && mayTakeBack ? (
        <button
          type="button"
          className="link text-sm"
          onClick={() => send({ do: "take-back", threadId })}
        >
          {isYours ? "Give back" : "Take back"}
        </button>
      ) : null}
    </div>
  );
}

/** Whether there is something to let go of: not where it is done, resolved or removed. */
function isHeld(state: NonNullable<ThreadView["assignment"]>["state"]): boolean {
  return state === "open" || state === "left" || state === "closed";
}

/** Whether the reader may write in this very thread. */
export function mayWriteIn({ organization }: ThreadView, { answer }: ThreadStore): boolean {
  if (!answer) return false;
  return organization ? answer.scopes.some(({ id }) => id === organization.id) : answer.may.comment;
}

type MentionedPerson = ThreadPerson & { readonly organizationIds: readonly string[] };

function readersOf({ organization }: ThreadView, people: readonly MentionedPerson[]) {
  return people.filter(
    ({ organizationIds }) => !organization || organizationIds.includes(organization.id),
  );
}

function GiveForm({
  people,
  first,
  onGive,
  onCancel,
}: {
  readonly people: readonly ThreadPerson[];
  readonly first: GivenTo | null;
  readonly onGive: (give: GivenTo) => void;
  readonly onCancel: () => void;
}) {
  const id = useId();
  const [give, setGive] = useState<GivenTo>(first ?? { userId: "", dueOn: null });
  return (
    <fieldset className="thread-give-form">
      <legend className="sr-only">Give this comment to somebody</legend>
      <label htmlFor={`${id}-to`}>Give to</label>
      <select
        id={`${id}-to`}
        // It was just asked for, by a key or a press on the button that it takes the place of.
        ref={(field) => field?.focus({ preventScroll: true })}
        className="margin-field"
        value={people.some(({ userId }) => userId === give.userId) ? give.userId : ""}
        onChange={({ currentTarget }) => setGive({ ...give, userId: currentTarget.value })}
      >
        <option value="">Choose a person</option>
        {people.map(({ userId, name, organization }) => (
          <option key={userId} value={userId}>
            {name} ({organization})
          </option>
        ))}
      </select>
      <DayField dueOn={give.dueOn} onDay={(dueOn) => setGive({ ...give, dueOn })} />
      <span className="flex flex-wrap gap-2">
        <Button
          look="primary"
          className="thread-button"
          busy={give.userId === ""}
          onClick={() => {
            if (give.userId !== "") onGive(give);
          }}
        >
          Give
        </Button>
        <Button look="quiet" className="thread-button" onClick={onCancel}>
          Cancel
        </Button>
      </span>
    </fieldset>
  );
}

/** Of those whom a comment names while it is written, the one to whom it is given. */
export function GiveChoice({
  named,
  give,
  onGive,
}: {
  readonly named: readonly ThreadPerson[];
  readonly give: GivenTo | null;
  readonly onGive: (give: GivenTo | null) => void;
}) {
  if (named.length === 0) return null;
  return (
    <div className="thread-give-choice">
      {named.map(({ userId, name }) => (
        <label key={userId}>
          <input
            type="checkbox"
            className="size-4 shrink-0 accent-accent"
            checked={give?.userId === userId}
            onChange={({ currentTarget }) =>
              onGive(currentTarget.checked ? { userId, dueOn: give?.dueOn ?? null } : null)
            }
          />
          Give to {name}
        </label>
      ))}
      {give && named.some(({ userId }) => userId === give.userId) ? (
        <DayField dueOn={give.dueOn} onDay={(dueOn) => onGive({ ...give, dueOn })} />
      ) : null}
    </div>
  );
}

function DayField({
  dueOn,
  onDay,
}: {
  readonly dueOn: string | null;
  readonly onDay: (dueOn: string | null) => void;
}) {
  const id = useId();
  return (
    <span className="flex flex-wrap items-center gap-2">
      <label htmlFor={id}>
        By<span className="sr-only"> which day; it may stay empty</span>
      </label>
      <input
        id={id}
        type="date"
        max="9999-12-31"
        className="margin-field"
        value={dueOn ?? ""}
        onChange={({ currentTarget }) =>
          onDay(currentTarget.value === "" ? null : currentTarget.value)
        }
      />
    </span>
  );
}
