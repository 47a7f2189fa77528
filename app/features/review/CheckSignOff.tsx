import { useState } from "react";
import { Notice } from "#app/ui/Notice.tsx";
import { NeedsScripts } from "#app/ui/NeedsScripts.tsx";

/** Of public/verify-sign-off.mjs, which Node runs as well. */
interface CheckedSignOff {
  readonly holds: boolean;
  readonly checks: readonly { readonly words: string; readonly holds: boolean }[];
}
interface Script {
  verifySignOff(file: unknown): Promise<CheckedSignOff>;
}
const SCRIPT = "/verify-sign-off.mjs";

/** The largest file in bytes that is read: a version's text has some megabytes at most. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Checks the file of a sign-off by passkey in this browser, by the same script that Node runs elsewhere. */
export function CheckSignOff() {
  const [state, setState] = useState<CheckedSignOff | string | null>(null);
  const check = async (file: File | undefined) => {
    if (!file) return;
    setState(await checked(file));
  };
  return (
    <div className="grid gap-4">
      <p className="text-ink-soft">
        The page of a document’s versions gives out a file for each sign-off by passkey. It can be
        checked without this workspace: by{" "}
        <a href={SCRIPT} download className="link">
          verify-sign-off.mjs
        </a>
        , which needs nothing but Node.{" "}
        <code className="text-sm">node verify-sign-off.mjs sign-off.json</code>
      </p>
      <NeedsScripts>
        <label htmlFor="sign-off-file" className="font-medium">
          Or here: the file of a sign-off
        </label>
        <p id="sign-off-hint" className="mt-0.5 text-sm text-ink-soft">
          It is read on your device and not sent anywhere. The check then runs a script that comes
          from this workspace; if you don’t want to rely on that, run your own copy of the program.
        </p>
        <input
          id="sign-off-file"
          type="file"
          accept="application/json,.json"
          aria-describedby="sign-off-hint"
          onChange={(event) => void check(event.currentTarget.files?.[0])}
          className="mt-2 block w-full cursor-pointer text-[0.9375rem] file:mr-4 file:min-h-10 file:cursor-pointer file:rounded-md file:border file:border-rule-strong file:bg-paper file:px-4 file:py-2 file:font-medium file:text-ink"
        />
      </NeedsScripts>
      <output className="block empty:hidden">
        {typeof state === "string" ? <Notice kind="problem">{state}</Notice> : null}
        {state !== null && typeof state !== "string" ? <Result {...state} /> : null}
      </output>
    </div>
  );
}

function Result({ holds, checks }: CheckedSignOff) {
  return (
    <Notice kind={holds ? "done" : "problem"}>
      <p className="font-medium">
        {holds
          ? "Yes: a passkey signed exactly what this file says."
          : "No: this file proves no sign-off."}
      </p>
      <ul className="mt-1 list-disc pl-5">
        {checks
          .filter((one) => holds || !one.holds)
          .map(({ words }) => (
            <li key={words}>
              {holds ? null : "Not so: "}
              {words}.
            </li>
          ))}
      </ul>
    </Notice>
  );
}

async function checked(file: File): Promise<CheckedSignOff | string> {
  if (file.size > MAX_BYTES) return "That file is too large to be one of a sign-off.";
  if (!("subtle" in crypto)) {
    return "This browser checks signatures only over https. Run the script with Node instead.";
  }
  try {
    const sent: unknown = JSON.parse(await file.text());
    // Ours, from the folder of public files.
    const { verifySignOff } = (await import(/* @vite-ignore */ SCRIPT)) as Script;
    return await verifySignOff(sent);
  } catch (error) {
    if (error instanceof SyntaxError) return "That is not the file of a sign-off: it is not JSON.";
    return "The file or the script could not be read. Load the page again, and choose it again.";
  }
}
