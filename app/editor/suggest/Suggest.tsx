import { useEffect } from "react";
import { createPortal } from "react-dom";
import type { AskedAct } from "#app/editor/margin/use-margin.ts";
import type { MarginPartProps } from "#app/editor/margin/margin-props.ts";
import { ConfirmDialog } from "#app/ui/ConfirmDialog.tsx";
import { useStore } from "#app/ui/store.ts";
import type { SuggestionDesk } from "./suggestion-desk.ts";
import { LookAgainDialog } from "./LookAgainDialog.tsx";
import { SuggestBar } from "./SuggestBar.tsx";
import { useRights, useSuggestionDesk } from "./use-suggest.ts";
import "./suggest.css";

/** Suggestions in the text of a draft: writing, showing, accepting and rejecting them (M7–M12). */
export function Suggest(props: MarginPartProps) {
  const parts = useSuggestionDesk(props);
  return parts ? <SuggestParts {...props} parts={parts} /> : null;
}

interface SuggestPartsProps extends MarginPartProps {
  readonly parts: SuggestionDesk;
}

function SuggestParts(props: SuggestPartsProps) {
  const { parts, desk, editor, store, bars } = props;
  const { suggesting, deciding, telling } = parts;
  const { writing, asksToDrop } = useStore(suggesting.state);
  const { may, onlySuggests, always } = useRights(props);
  const { asked, chosen, choose, setShown, setWriting } = desk.margin;
  const isLive = Boolean(desk.state?.live);
  const on = may && (chosen === "suggesting" || (always && chosen !== "reading"));

  useEffect(() => {
    suggesting.setOn(on);
    setShown((shown) => (shown.suggest === on ? shown : { ...shown, suggest: on }));
  }, [suggesting, on, setShown]);
  useEffect(() => {
    // Text restored, or not taken, is written on: the switch says so.
    if (writing && !on && suggesting.state.get().on) choose("suggesting");
  }, [suggesting, writing, on, choose]);
  // Somebody who may not edit needs a caret to suggest with; the mode lets no edit through.
  const lendsCaret = onlySuggests && on;
  useEffect(() => {
    if (!lendsCaret || editor.isDestroyed) return;
    editor.setEditable(true);
    return () => {
      if (!editor.isDestroyed) editor.setEditable(false);
    };
  }, [editor, lendsCaret]);
  useEffect(() => setWriting(writing), [writing, setWriting]);
  useEffect(() => () => setWriting(null), [setWriting]);
  useEffect(() => {
    if (may) void suggesting.restore();
  }, [may, suggesting]);

  useEffect(() => {
    // The act that made the margin load comes before this part does.
    if (!asked || handled.has(asked) || (asked.isLinked && !isLive)) return;
    handled.add(asked);
    if (asked.act === "suggest") {
      if (!may) telling.tell("You can read this draft, but not suggest changes to it.");
      else if (always) {
        choose(null);
        telling.tell("You can only suggest here. Click into the text and type.");
      } else if (on) choose(null);
      else {
        choose("suggesting");
        telling.tell(
          "What you type is proposed now. The draft stays as it is until it is accepted.",
        );
      }
      return;
    }
    if (asked.act === "accept" || asked.act === "reject") deciding.decideAtCaret(asked.act);
  }, [asked, may, always, on, isLive, choose, deciding, telling]);

  return (
    <>
      {bars && writing
        ? createPortal(
            <SuggestBar suggesting={suggesting} scopes={store.answer?.scopes ?? []} />,
            bars,
          )
        : null}
      <Told parts={parts} />
      <ConfirmDialog
        open={asksToDrop}
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

const handled = new WeakSet<AskedAct>();

/** Says what became of something, for eyes and screen readers. */
function Told({ parts }: { readonly parts: SuggestionDesk }) {
  const sentence = useStore(parts.telling.sentence);
  return (
    <output className="suggest-told" data-shown={sentence === null ? undefined : ""}>
      {sentence}
    </output>
  );
}
