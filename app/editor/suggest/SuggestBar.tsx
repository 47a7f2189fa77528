import { PencilLine } from "lucide-react";
import { Button } from "#app/ui/Button.tsx";
import { useStore } from "#app/ui/store.ts";
import type { Suggesting } from "./suggesting.ts";

interface SuggestBarProps {
  readonly suggesting: Suggesting;
  /** What one goes back to; null where one can do nothing but suggest. */
  readonly backTo: "editing" | "reading" | null;
  readonly onStop: () => void;
}

/** Says above the text that what one types is a suggestion, and what to do with one that is written. */
export function SuggestBar({ suggesting, backTo, onStop }: SuggestBarProps) {
  const { writing } = useStore(suggesting.state);
  return (
    <div className="suggest-bar">
      <PencilLine aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 basis-48">
        <strong>Suggesting.</strong>{" "}
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
    </div>
  );
}
