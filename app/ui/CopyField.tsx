import { Check, Copy } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "./Button.tsx";
import { useHydrated } from "./use-hydrated.ts";

/** Text to take along: it can be selected anywhere, and copied where the browser allows it. */
export function CopyField({
  label,
  value,
  what = "link",
}: {
  readonly label: string;
  readonly value: string;
  /** Its name on the button. */
  readonly what?: string;
}) {
  const hydrated = useHydrated();
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<"yes" | "no" | null>(null);

  const copy = async () => {
    input.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      setCopied("yes");
    } catch {
      // Browsers provide the clipboard only on secure pages.
      setCopied("no");
    }
  };

  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      <input
        ref={input}
        readOnly
        value={value}
        aria-label={label}
        onFocus={(event) => event.currentTarget.select()}
        className="min-h-10 min-w-0 flex-1 basis-64 rounded-md border border-rule-strong bg-paper px-3 font-mono text-sm text-ink"
      />
      {hydrated ? (
        <Button onClick={() => void copy()}>
          {copied === "yes" ? (
            <Check aria-hidden className="size-4" />
          ) : (
            <Copy aria-hidden className="size-4" />
          )}
          {copied === "yes" ? "Copied" : `Copy ${what}`}
        </Button>
      ) : null}
      <p aria-live="polite" className="basis-full text-sm empty:hidden">
        {copied === "no" ? `The ${what} is selected; copy it with your keyboard or menu.` : null}
      </p>
    </div>
  );
}
