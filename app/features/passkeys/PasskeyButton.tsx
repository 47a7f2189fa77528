import { useState } from "react";
import { Button, type ButtonLook } from "#app/ui/Button.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { NeedsScripts } from "#app/ui/NeedsScripts.tsx";
import { askPasskey } from "./ask-passkey.ts";

interface PasskeyButtonProps {
  readonly act: "make" | "sign";
  /** Answers a POST of JSON with the options of WebAuthn, as an `Outcome`. */
  readonly address: string;
  /** Sent there, as it is at the moment. */
  readonly body?: () => Readonly<Record<string, unknown>>;
  readonly label: string;
  readonly look?: ButtonLook;
  /** "submit" where Enter in a field of its form is to ask, too; the form itself sends nothing. */
  readonly type?: "submit" | "button";
  /** Whether the browser's answer is being sent. */
  readonly busy?: boolean;
  /** Whether what has to be filled in and agreed to first is; asked before the device is. */
  readonly isReady?: () => boolean | Promise<boolean>;
  readonly onAnswer: (response: string) => void;
}

/** Has the device make a passkey or sign with one; says why where it did not. */
export function PasskeyButton(props: PasskeyButtonProps) {
  const { act, address, label, look = "plain", type = "button", busy = false } = props;
  const { isReady, body, onAnswer } = props;
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const ask = async () => {
    if (isReady && !(await isReady())) return;
    setProblem(null);
    setAsking(true);
    const answer = await askPasskey(act, address, body?.());
    setAsking(false);
    if (answer?.ok) onAnswer(answer.value);
    else setProblem(answer?.refusal.sentence ?? null);
  };

  return (
    <div className="grid gap-3">
      <div role="alert" className="empty:hidden">
        {problem ? <Notice kind="problem">{problem}</Notice> : null}
      </div>
      <NeedsScripts
        instead={
          <p className="text-sm text-ink-soft">
            Passkeys need a script: switch scripts on for this page.
          </p>
        }
      >
        <Button type={type} look={look} busy={isAsking || busy} onClick={() => void ask()}>
          {isAsking ? "Your device asks you…" : label}
        </Button>
      </NeedsScripts>
    </div>
  );
}
