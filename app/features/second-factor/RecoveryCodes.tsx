import { useState } from "react";
import { Button, buttonClass } from "#app/ui/Button.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { useHydrated } from "#app/ui/use-hydrated.ts";

/** New recovery codes, this once, with ways to keep them. */
export function RecoveryCodes({
  codes,
  email,
}: {
  readonly codes: readonly string[];
  readonly email: string;
}) {
  const hydrated = useHydrated();
  const [copied, setCopied] = useState<"yes" | "no" | null>(null);
  const file = fileOf(codes, email);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(codes.join("\n"));
      setCopied("yes");
    } catch {
      // Browsers provide the clipboard only on secure pages.
      setCopied("no");
    }
  };

  return (
    <div aria-live="polite">
      <Notice kind="done" className="mb-6">
        <p className="font-medium">Keep these recovery codes. They are not shown again.</p>
        <p className="mt-1">
          Each stands in once for a code of your app, should you lose it. Keep them where your phone
          is not: on paper, or in a password manager.
        </p>
        <ul aria-label="Recovery codes" className="mt-3 grid gap-1 font-mono sm:grid-cols-2">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div className="mt-4 flex flex-wrap gap-2">
          <a
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
            download="coalition-desk-recovery-codes.txt"
            className={buttonClass()}
          >
            Download
          </a>
          {hydrated ? (
            <>
              <Button onClick={() => void copy()}>{copied === "yes" ? "Copied" : "Copy"}</Button>
              <Button onClick={() => window.print()}>Print</Button>
            </>
          ) : null}
        </div>
        <p aria-live="polite" className="mt-2 text-sm empty:hidden">
          {copied === "no" ? "This browser does not copy here; download or print them." : null}
        </p>
      </Notice>
    </div>
  );
}

function fileOf(codes: readonly string[], email: string): string {
  return `Recovery codes of ${email} for Coalition Desk\nEach works once, in place of a code of the app.\n\n${codes.join("\n")}\n`;
}
