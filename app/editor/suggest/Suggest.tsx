import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { MarginPartProps } from "#app/editor/margin/margin-props.ts";
import { focusText } from "#app/editor/behaviour/browser-caret.ts";
import { ConfirmDialog } from "#app/ui/ConfirmDialog.tsx";
import { useStore } from "#app/ui/store.ts";
import { LookAgainDialog } from "./LookAgainDialog.tsx";
import { SuggestBar } from "./SuggestBar.tsx";
import { type SuggestParts, useRights, useSuggestParts } from "./use-suggest.ts";
import "./suggest.css";

/** Suggestions in the text of a draft: writing, showing, accepting and rejecting them (M7–M12). */
export function Suggest(props: MarginPartProps) {
  const parts = useSuggestParts(props);
  return parts ? <Suggesting {...props} parts={parts} /> : null;
}

interface SuggestingProps extends MarginPartProps {
  readonly parts: SuggestParts;
}

function Suggesting(props: SuggestingProps) {
  const { parts, desk, editor, bars } = props;
  const { suggesting, deciding } = parts;
  const state = useStore(suggesting.state);
  const { may, onlySuggests } = useRights(props);
  const { asked, setShown, setWriting } = desk.margin;
  const [wanted, setWanted] = useState(false);
  const on = may && (wanted || onlySuggests);

  useEffect(() => {
    suggesting.setOn(on);
    setShown((shown) => ({ ...shown, suggest: on }));
  }, [suggesting, on, setShown]);
  // Somebody who may not edit needs a caret to suggest with; the mode lets no edit through.
  useEffect(() => {
    if (!onlySuggests || editor.isDestroyed) return;
    editor.setEditable(true, false);
    return () => {
      if (!editor.isDestroyed && !desk.editable) editor.setEditable(false, false);
    };
  }, [editor, onlySuggests, desk.editable]);
  useEffect(() => setWriting(state.writing), [state.writing, setWriting]);
  useEffect(() => () => setWriting(null), [setWriting]);
  useEffect(() => {
    if (may) void suggesting.restore();
  }, [may, suggesting]);

  const handled = useRef(asked);
  useEffect(() => {
    if (!asked || handled.current === asked) return;
    handled.current = asked;
    if (asked.act === "suggest") {
      if (!may) suggesting.tell("You can read this draft, but not suggest changes to it.");
      else if (onlySuggests) suggesting.tell("You can only suggest here. Click into the text and type.");
      else setWanted((now) => !now);
      return;
    }
    if (asked.act !== "accept" && asked.act !== "reject") return;
    const thread = deciding.atCaret();
    if (!thread) return suggesting.tell("There is no suggestion at the caret.");
    if (asked.act === "accept") void deciding.accept(thread);
    else void deciding.reject(thread);
  }, [asked, may, onlySuggests, suggesting, deciding]);

  return (
    <>
      {bars && (on || state.told)
        ? createPortal(
            <SuggestBar
              suggesting={suggesting}
              on={on}
              onlySuggests={onlySuggests}
              onStop={() => {
                setWanted(false);
                focusText(editor.view);
              }}
            />,
            bars,
          )
        : null}
      <Told parts={parts} />
      <ConfirmDialog
        open={state.asksToDrop}
        onClose={() => suggesting.stopAsking(false)}
        title="Drop what you wrote?"
        confirm="Drop it"
        look="danger"
        onConfirm={() => suggesting.stopAsking(true)}
      >
        Nobody has seen it yet, and it can’t be brought back.
      </ConfirmDialog>
      <LookAgainDialog deciding={deciding} />
    </>
  );
}

/** What became of something, for eyes and screen readers. */
function Told({ parts }: { readonly parts: SuggestParts }) {
  const { told } = useStore(parts.suggesting.state);
  const decided = useStore(parts.deciding.told);
  const [sentence, setSentence] = useState<string | null>(null);
  useEffect(() => setSentence(told?.sentence ?? null), [told]);
  useEffect(() => setSentence(decided?.sentence ?? null), [decided]);
  useEffect(() => {
    if (sentence === null) return;
    const timer = setTimeout(() => setSentence(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [sentence]);
  return (
    <output className="suggest-told" data-shown={sentence === null ? undefined : ""}>
      {sentence}
    </output>
  );
}

/** Milliseconds for which a sentence stays: long enough to be read twice. */
const SHOWN_MS = 10_000;
