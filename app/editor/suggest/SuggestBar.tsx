import { PencilLine } from "lucide-react";
import { type KeyboardEvent, useId } from "react";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import type { ThreadRights } from "#app/editor/threads/thread-store.ts";
import { Button } from "#app/ui/Button.tsx";
import { useStore } from "#app/ui/store.ts";
import type { Suggesting } from "./suggesting.ts";
import "#app/editor/threads/threads.css";

interface SuggestBarProps {
  readonly suggesting: Suggesting;
  /** The organizations that a suggestion may be for alone: the writer's own. */
  readonly scopes: ThreadRights["scopes"];
  /** What one goes back to; null where one can do nothing but suggest. */
  readonly backTo: "editing" | "reading" | null;
  readonly onStop: () => void;
}

/** Says above the text that what one types is a suggestion, and what to do with one that is written. */
export function SuggestBar({ suggesting, scopes, backTo, onStop }: SuggestBarProps) {
  const { writing, about } = useStore(suggesting.state);
  const reader = scopes.find(({ id }) => id === about.organizationId)?.shortName ?? null;
  return (
    <div className="suggest-bar">
      <PencilLine aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 basis-48">
        <strong>Suggesting{reader === null ? "" : ` to ${reader} only`}.</strong>{" "}
        {writing
          ? "Only you see this until you propose it: go on elsewhere, or press Ctrl-Enter."
          : backTo !== "editing"
            ? "Click into the text and type: the draft stays as it is until a drafter accepts."
            : "What you type is proposed, and the draft stays as it is until somebody accepts."}
      </p>
      <div className="flex flex-wrap gap-2">
        {writing ? (
          <>
            <Button
              look="primary"
              className="suggestion-button"
              onClick={() => void suggesting.propose()}
            >
              Propose
            </Button>
            <Button className="suggestion-button" onClick={() => suggesting.drop()}>
              Drop
            </Button>
          </>
        ) : null}
        {backTo === null || writing ? null : (
          <Button className="suggestion-button" onClick={onStop}>
            Back to {backTo}
          </Button>
        )}
      </div>
      {writing ? <About suggesting={suggesting} scopes={scopes} /> : null}
    </div>
  );
}

/** For whom the suggestion is that is being written, and why. */
function About({ suggesting, scopes }: Pick<SuggestBarProps, "suggesting" | "scopes">) {
  const { organizationId, text } = useStore(suggesting.state).about;
  const id = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { key, ctrlKey, metaKey, currentTarget } = event;
    if (event.nativeEvent.isComposing) return;
    if (key === "Escape") suggesting.focus();
    // Enter alone opens a list.
    else if (key === "Enter" && (ctrlKey || metaKey || currentTarget.tagName === "INPUT"))
      void suggesting.propose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="suggest-about">
      <label className="suggest-why">
        <span>Why</span>
        <input
          type="text"
          className="margin-field"
          value={text}
          maxLength={MARGIN_LIMITS.comment}
          placeholder="If it needs a word; Enter proposes"
          onChange={({ currentTarget }) => suggesting.say({ text: currentTarget.value })}
          onKeyDown={onKeyDown}
        />
      </label>
      {scopes.length > 0 ? (
        <label htmlFor={id}>
          <span>Read by</span>
          <select
            id={id}
            className="margin-field"
            value={organizationId ?? ""}
            onKeyDown={onKeyDown}
            onChange={({ currentTarget }) =>
              suggesting.say({ organizationId: currentTarget.value || null })
            }
          >
            <option value="">Everybody of the matter</option>
            {scopes.map(({ id: scope, shortName }) => (
              <option key={scope} value={scope}>
                Only {shortName}
              </option>
            ))}
          </select>
        </label>
      ) : null}
    </div>
  );
}
