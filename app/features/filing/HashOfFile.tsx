import { useNavigate } from "react-router";
import { useState } from "react";
import { NeedsScripts } from "#app/ui/NeedsScripts.tsx";

/** The largest file in bytes that is read; filed documents are far smaller. */
const MAX_BYTES = 200 * 1024 * 1024;

/**
 * Computes the SHA-256 of a file in the browser and looks it up; the file itself is never uploaded.
 */
export function HashOfFile() {
  const navigate = useNavigate();
  const [state, setState] = useState<{ busy: boolean; trouble: string | null }>({
    busy: false,
    trouble: null,
  });
  const verify = async (file: File | undefined) => {
    if (!file) return;
    const trouble = problemWith(file);
    setState({ busy: trouble === null, trouble });
    if (trouble) return;
    try {
      const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
      setState({ busy: false, trouble: null });
      navigate(`/verify?hash=${hex(digest)}`);
    } catch (error) {
      // A file that can't be read any more is refused with a DOMException.
      if (!(error instanceof DOMException)) reportError(error);
      setState({ busy: false, trouble: "The file could not be read. Choose it again." });
    }
  };

  return (
    <NeedsScripts
      instead={
        <p className="text-ink-soft">
          Choosing a file needs scripts, because the file is read on your own device. Without them,
          paste its SHA-256 below.
        </p>
      }
    >
      <label htmlFor="file" className="font-medium">
        PDF
      </label>
      <p id="file-hint" className="mt-0.5 text-sm text-ink-soft">
        It is read on your device and not sent anywhere. Only its SHA-256 is sent, a fingerprint
        from which nobody can read the file.
      </p>
      {state.trouble ? (
        <p id="file-trouble" role="alert" className="mt-1 font-medium text-danger">
          {state.trouble}
        </p>
      ) : null}
      <input
        id="file"
        type="file"
        accept="application/pdf,.pdf"
        aria-describedby={state.trouble ? "file-hint file-trouble" : "file-hint"}
        onChange={(event) => void verify(event.currentTarget.files?.[0])}
        className="mt-2 block w-full cursor-pointer text-[0.9375rem] file:mr-4 file:min-h-10 file:cursor-pointer file:rounded-md file:border file:border-rule-strong file:bg-paper file:px-4 file:py-2 file:font-medium file:text-ink"
      />
      <output className="mt-2 block text-sm text-ink-soft empty:hidden">
        {state.busy ? "Reading the file…" : null}
      </output>
    </NeedsScripts>
  );
}

function problemWith(file: File): string | null {
  if (file.size > MAX_BYTES) {
    return "This file is larger than 200 MB, and no filed paper is. Work out its SHA-256 with a tool such as sha256sum and paste it below.";
  }
  // Browsers compute hashes only on pages loaded over an encrypted connection.
  if (!("subtle" in crypto)) {
    return "This browser works out a file’s SHA-256 only over https. Work it out with a tool such as sha256sum and paste it below.";
  }
  return null;
}

function hex(digest: ArrayBuffer): string {
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
