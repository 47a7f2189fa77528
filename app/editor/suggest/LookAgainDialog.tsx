import type { ProseNode } from "#app/document/prose.ts";
import { blockText } from "#app/document/rendering/plain-text.ts";
import { Button } from "#app/ui/Button.tsx";
import { Dialog } from "#app/ui/Dialog.tsx";
import { useStore } from "#app/ui/store.ts";
import type { Decision, Deciding } from "./deciding.ts";

/** Shows both where a suggestion and the draft changed the same words, and lets somebody choose (M12). */
export function LookAgainDialog({ deciding }: { readonly deciding: Deciding }) {
  const asked = useStore(deciding.lookAgain);
  const close = () => deciding.lookAgain.set(null);
  const take = (choice: Decision) => {
    close();
    if (asked) void deciding.accept(asked.thread, choice);
  };
  return (
    <Dialog
      open={asked !== null}
      onClose={close}
      title={asked?.isGone ? "Its paragraphs are gone" : "Both changed the same words"}
      lead={
        asked?.isGone
          ? "Somebody took the paragraphs out of the draft that this suggestion was about. Nothing has been written yet."
          : "The draft was changed after this was suggested, in the very same words. Nothing has been written yet."
      }
      wide
    >
      {asked === null ? null : asked.isGone ? (
        <TitledText
          title={`${asked.thread.by.name} suggested`}
          words={blocksText(asked.proposed)}
        />
      ) : (
        <ul className="grid gap-4">
          {asked.conflicts.map((conflict) => (
            <li key={`${conflict.draft}|${conflict.suggested}`} className="suggestion-conflict">
              <TitledText title="It was" words={conflict.base} />
              <TitledText title="The draft has now" words={conflict.draft} />
              <TitledText title={`${asked.thread.by.name} suggested`} words={conflict.suggested} />
            </li>
          ))}
        </ul>
      )}
      <div className="mt-6 flex flex-wrap gap-3">
        <Button onClick={close}>Leave it open</Button>
        {asked?.isGone ? (
          <Button onClick={() => take("new")}>Put it behind the paragraph with the caret</Button>
        ) : (
          <>
            <Button onClick={() => take("draft")}>Keep the draft’s words, take the rest</Button>
            <Button look="primary" onClick={() => take("suggested")}>
              Take the suggestion’s words
            </Button>
          </>
        )}
      </div>
    </Dialog>
  );
}

function blocksText(blocks: readonly ProseNode[]): string {
  return blocks.map((block) => blockText(block)).join("\n");
}

function TitledText({ title, words }: { readonly title: string; readonly words: string }) {
  return (
    <div>
      <h3 className="text-sm font-medium text-ink-soft">{title}</h3>
      <p className="whitespace-pre-wrap font-legal">{words === "" ? "(nothing)" : words}</p>
    </div>
  );
}
