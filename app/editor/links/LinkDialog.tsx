import type { Editor } from "#app/editor/editor.ts";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "#app/ui/Button.tsx";
import { Dialog } from "#app/ui/Dialog.tsx";
import { focusText } from "#app/editor/behavior/browser-caret.ts";
import { isSafeAddress } from "#app/domain/links.ts";
import { run } from "#app/editor/commands/run.ts";
import { linkOf, removeLink, setLink } from "./link-commands.ts";

/** Edits the address of the link at the caret, or adds a link to the selection. */
export default function LinkDialog({
  editor,
  open,
  onClose,
}: {
  readonly editor: Editor;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Link"
      onCloseFocus={(event) => {
        event.preventDefault();
        focusText(editor.view);
      }}
    >
      <Address editor={editor} onClose={onClose} />
    </Dialog>
  );
}

function Address({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const [before] = useState(() => linkOf(editor.state)?.address ?? null);
  const linked = before !== null;
  const [address, setAddress] = useState(before ?? "");
  const [wrong, setWrong] = useState(false);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  // Typing must go into the address, replacing the old one, and not to the first button.
  useEffect(() => field.current?.select(), []);

  const save = () => {
    const whole = wholeAddress(address);
    if (!isSafeAddress(whole)) return setWrong(true);
    run(editor, setLink(whole));
    onClose();
  };

  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="grid gap-1.5">
        <label htmlFor={id} className="text-[0.9375rem] font-medium">
          Address
        </label>
        {wrong ? (
          <p id={`${id}-wrong`} role="alert" className="text-sm text-danger">
            Enter a web address such as https://www.ice.gov/foia, or an e-mail address.
          </p>
        ) : null}
        <input
          id={id}
          ref={field}
          value={address}
          autoComplete="off"
          inputMode="url"
          spellCheck={false}
          aria-invalid={wrong || undefined}
          aria-describedby={wrong ? `${id}-wrong` : undefined}
          onChange={(event) => setAddress(event.target.value)}
          className="min-h-11 w-full rounded-md border border-rule-strong bg-paper px-3 py-2 aria-invalid:border-danger"
        />
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        {linked ? (
          <Button
            look="quiet"
            className="mr-auto"
            onClick={() => {
              run(editor, removeLink);
              onClose();
            }}
          >
            Remove link
          </Button>
        ) : null}
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary">
          {linked ? "Change link" : "Add link"}
        </Button>
      </div>
    </form>
  );
}

/** Completes an address without protocol, or an e-mail address. */
function wholeAddress(typed: string): string {
  const address = typed.trim();
  if (/^[a-z][a-z0-9+.-]*:/iu.test(address)) return address;
  if (/^[^\s@/]+@[^\s@/.]+(?:\.[^\s@/.]+)+$/u.test(address)) return `mailto:${address}`;
  return /^[^\s/]+\.[^\s/]{2,}/u.test(address) ? `https://${address}` : address;
}
