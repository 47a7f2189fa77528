import type { Editor } from "#app/editor/editor.ts";
import { useState } from "react";
import { Banner } from "#app/ui/Banner.tsx";
import { Button } from "#app/ui/Button.tsx";

interface BrokenBannerProps {
  /** The stopped editor; null where it could not be created. */
  readonly editor: Editor | null;
}

/** Explains that the editor could not render the text and has stopped, and what to do. */
export default function BrokenBanner({ editor }: BrokenBannerProps) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(textOfDraft(editor));
    setCopied(true);
  };
  return (
    <Banner
      kind="stopped"
      action={
        <>
          <Button onClick={() => void copy()}>{copied ? "Copied" : "Copy the text"}</Button>
          <Button look="primary" onClick={() => location.reload()}>
            Load the page again
          </Button>
        </>
      }
    >
      This page could not show a change to the text, so it has stopped taking words. Nothing that
      was written before is lost. Copy what you wrote last, in case it did not get into the draft,
      and load the page again.
    </Banner>
  );
}

/** The text as shown on the screen, paragraph by paragraph. */
function textOfDraft(editor: Editor | null): string {
  if (editor) {
    const { doc } = editor.state;
    return doc.textBetween(0, doc.content.size, "\n\n", "\n");
  }
  return document.querySelector<HTMLElement>(".ProseMirror")?.innerText ?? "";
}
