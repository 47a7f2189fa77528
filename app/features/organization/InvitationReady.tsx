import { Check, Copy } from "lucide-react";
import { useRef, useState } from "react";
import type { InvitationLink } from "#server/services/index.ts";
import { useHydrated } from "#app/ui/use-hydrated.ts";
import { Button } from "#app/ui/Button.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { Notice } from "#app/ui/Notice.tsx";

/**
 * A new invitation: that it was mailed, or, where the server has no mail, its link, shown this once to
 * be passed on.
 */
export function InvitationReady({ invitation }: { readonly invitation: InvitationLink }) {
  const { name, email, link, expiresAt, mail } = invitation;
  if (link === null) {
    return (
      <div aria-live="polite">
        <Notice kind={mail === "failed" ? "problem" : "done"} className="mb-8">
          {mail === "failed" ? (
            <>
              <p className="font-medium">The mail to {email} could not be sent.</p>
              <p className="mt-1">
                The invitation stands in the list of the organization’s people; send it anew there
                in a while. If that fails again, tell whoever runs this server.
              </p>
            </>
          ) : (
            <>
              <p className="font-medium">The invitation was mailed to {email}.</p>
              <p className="mt-1">
                Its link works once, until <Timestamp at={expiresAt} as="whole" />, and is shown to
                nobody else.
              </p>
            </>
          )}
        </Notice>
      </div>
    );
  }
  return (
    <div aria-live="polite">
      <Notice kind="done" className="mb-8">
        <p className="font-medium">The invitation is ready.</p>
        <p className="mt-1">
          This server sends no mail: pass this link on to {name}, and to nobody else. It works once,
          until <Timestamp at={expiresAt} as="whole" />, and is not shown again. Until the
          workspace’s administrator has confirmed the account, everybody sees that it is not.
        </p>
        <CopyField label={`Invitation link for ${name}`} value={link} />
      </Notice>
    </div>
  );
}

/** Text to take along: it can be selected anywhere, and copied where the browser allows it. */
function CopyField({ label, value }: { label: string; value: string }) {
  const hydrated = useHydrated();
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<"yes" | "no" | null>(null);

  const copy = async () => {
    input.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      setCopied("yes");
    } catch {
      // Browsers hand out the clipboard on secure pages alone.
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
          {copied === "yes" ? "Copied" : "Copy link"}
        </Button>
      ) : null}
      <p aria-live="polite" className="basis-full text-sm empty:hidden">
        {copied === "no" ? "The link is selected; copy it with your keyboard or menu." : null}
      </p>
    </div>
  );
}
