import { spawn } from "node:child_process";
import { constants, setPriority } from "node:os";
import { verifierScript } from "#server/services/taking-along/verifier.ts";
import { BRINGING } from "./limits.ts";
import { NO_ARCHIVE } from "./open.ts";
import { BringingRefused, NOTHING } from "./refused.ts";

/** Sentences of the script that are told: the first places say enough. */
const FAULTS = 10;

/**
 * Checks an unpacked archive by the script that anybody checks one with (A2), in a process of its own: what
 * stands in an archive can neither end this one nor take its memory, and there is one telling of what an
 * archive has to be. Throws BringingRefused with the faults that it names.
 */
export async function checkUnpacked(folder: string, signal: AbortSignal): Promise<void> {
  const script = await verifierScript();
  if (script === null) throw new Error("the script that checks archives is missing");
  const { code, said, problem } = await runScript(script, folder, signal);
  if (code === 0) return;
  signal.throwIfAborted();
  if (code === 1) throw new BringingRefused(faultsIn(said));
  if (code === 2) throw new BringingRefused(NO_ARCHIVE);
  throw new BringingRefused(problem === "late" ? LATE : ENDED);
}

interface ScriptAnswer {
  readonly code: number | null;
  readonly said: string;
  readonly problem: "late" | "ended" | null;
}

function runScript(script: string, folder: string, signal: AbortSignal): Promise<ScriptAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [`--max-old-space-size=${BRINGING.checkMegabytes}`, script, folder],
      // Nothing of this process's settings.
      { cwd: folder, env: {}, stdio: ["ignore", "pipe", "ignore"] },
    );
    let isLate = false;
    const end = () => child.kill("SIGKILL");
    const timer = setTimeout(() => {
      isLate = true;
      end();
    }, BRINGING.checkMs);
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
    const pieces: Buffer[] = [];
    let length = 0;
    child.stdout.on("data", (piece: Buffer) => {
      length += piece.byteLength;
      // The rest is read and dropped, so that it comes to its end.
      if (length <= BRINGING.saidBytes) pieces.push(piece);
    });
    child.once("spawn", () => yieldToPeople(child.pid));
    child.once("error", (error) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      reject(error);
    });
    child.once("close", (code) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      const said = Buffer.concat(pieces).toString("utf8");
      const ended = code === null ? "ended" : null;
      resolve({ code, said, problem: isLate ? "late" : ended });
    });
  });
}

/** People who write come first. */
function yieldToPeople(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended already, or the system does not let it.
  }
}

/** The faults that it printed, as sentences. */
function faultsIn(said: string): string {
  const faults: string[] = [];
  let isFault = false;
  for (const line of said.split("\n")) {
    if (/^(?:yes|NO ) {2}/u.test(line)) isFault = line.startsWith("NO");
    else if (isFault && line.startsWith("       ")) faults.push(line.trim());
    else if (line === "") break;
  }
  const more = faults.length > FAULTS ? ` And ${faults.length - FAULTS} more.` : "";
  return `Its parts do not agree with each other: it was changed or damaged, or it was not made as archives are. ${faults.slice(0, FAULTS).join(" ")}${more} ${NOTHING}`;
}

const LATE = `It took too long to check it. ${NOTHING} Take its matters along one by one.`;
const ENDED = `It could not be checked: it takes more memory than there is for it. ${NOTHING} Take its matters along one by one.`;
