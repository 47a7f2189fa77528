// `npm run audit:verify`: verifies the chain of the record, and the stored data against it.
import { messageOf } from "#server/message-of.ts";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { ChainHead, KeptHead } from "#app/domain/audit-event.ts";
import { headText, headsIn, loneHeadIn } from "#app/domain/chain-head.ts";
import type { System } from "#server/services/system/index.ts";
import { NOT_COMPARED } from "#server/services/audit/compared-tables.ts";
import { differenceSentences } from "#server/services/audit/difference-sentences.ts";
import type { Verification } from "#server/services/audit/verify-all.ts";
import { TimestampProblem } from "#server/timestamping/problem.ts";
import { CommandProblem, runCommand } from "./workspace.ts";

const USAGE = `Verifies the record from its first line, and compares what is stored with it: the status of each
document, its versions and their texts, its sign-offs and the signatures of passkeys, its filing and the bytes of
the filed PDF; each docket entry; what agencies answered; each publication of a public page; people, their rights and
sessions; tokens of programs, and webhooks; matters with their parties and lead; what papers are called and hold;
threads and whom they are given to, comments and suggestions; to whom each piece of a draft belongs; the bytes of
exhibits and attached files. Its last line says what it did not compare.

  npm run audit:verify -- [options]

  --head HEAD        a head that was kept outside, such as 120:9f…: the record must hold it.
                     Or its hash alone, as the page of the record shows it; or a file with any
                     number of heads, such as a mail. May be given often
  --write-head FILE  adds the head of today to a file; keep it on another machine
  --mail-head WHOM   mails the head of today to that address (SMTP_URL)
  --without-files    does not read exhibits and attached files, which may be gigabytes
  --timestamp        has the head time-stamped now (TIMESTAMP_URL); the server does it every hour

Whoever can write the database can rewrite the whole record and make it whole again. Only a head that
was kept where they can't write shows it.`;

const FOUND_SHOWN = 100;

interface VerifyOptions {
  readonly kept: readonly KeptHead[];
  readonly file: string | undefined;
  readonly address: string | undefined;
  readonly timestamp: boolean;
  readonly withoutFiles: boolean;
}

await runCommand(readArguments, async (system, asked) => {
  const verified = await system.verifyAll(asked.kept, asked.withoutFiles);
  const { chain, timestamps } = verified;
  const found = differenceSentences(verified);
  if (found.length > 0 || !chain.intact) {
    const shown = found.slice(0, FOUND_SHOWN);
    const more = found.length - shown.length;
    throw new CommandProblem([...shown, ...(more > 0 ? [`And ${more} more.`] : [])].join("\n"));
  }
  const { head } = chain;
  console.log(
    head.sequence === 0
      ? "The record is empty."
      : `The record is whole: ${head.sequence} lines, the last with the hash ${head.hash}.
What is stored agrees with it: ${countsText(verified)}.${agreed(asked.kept)}${stamped(timestamps?.checked ?? 0)}
The head to keep outside: ${headText(head)}`,
  );
  await keep(system, head, asked);
  // The last line, whatever else was asked.
  console.log(notCompared(verified));
});

function countsText({ documents, files }: Verification): string {
  return `${documents} documents${files === null ? "" : `, ${files.files} files`}`;
}

/** The list of all that was not compared, for the operator: SECURITY.md leaves it to this line. */
function notCompared({ files, timestamps }: Verification): string {
  const left = [
    ...(files === null ? ["the bytes of exhibits and attached files (--without-files)"] : []),
    ...(timestamps === null ? ["time stamps (no authority is configured)"] : []),
    ...NOT_COMPARED.map(({ said }) => said),
  ];
  return `Not compared: ${left.join("; ")}.`;
}

function agreed({ length }: readonly KeptHead[]): string {
  return length === 0 ? "" : `\nIt holds every head that was kept outside: ${length}.`;
}

function stamped(checked: number): string {
  return checked === 0 ? "" : `\nIts time stamps are those of the trusted authority: ${checked}.`;
}

/** The arguments; null where they asked for the usage alone. */
function readArguments(): VerifyOptions | null {
  const text = { type: "string" } as const;
  let values;
  try {
    ({ values } = parseArgs({
      args: process.argv.slice(2),
      options: {
        head: { type: "string", multiple: true },
        "write-head": text,
        "mail-head": text,
        timestamp: { type: "boolean" },
        "without-files": { type: "boolean" },
        help: { type: "boolean" },
      },
    }));
  } catch (error) {
    throw new CommandProblem(`${messageOf(error)}\n\n${USAGE}`);
  }
  if (values.help) {
    console.log(USAGE);
    return null;
  }
  const kept = (values.head ?? []).flatMap(headsOf);
  return {
    kept,
    file: values["write-head"],
    address: values["mail-head"],
    timestamp: values.timestamp === true,
    withoutFiles: values["without-files"] === true,
  };
}

function headsOf(given: string): KeptHead[] {
  const heads = headsIn(existsSync(given) ? readFileSync(given, "utf8") : given);
  if (heads.length > 0) return heads;
  const lone = loneHeadIn(given);
  if (lone !== null) return [lone];
  throw new CommandProblem(
    `"${given.slice(0, 100)}" is neither a head, such as 120:9f… with 64 digits and letters, nor a file that holds one. Nothing was verified.`,
  );
}

async function keep(
  system: System,
  head: ChainHead,
  { file, address, timestamp }: VerifyOptions,
): Promise<void> {
  if (timestamp) console.log(await stamp(system));
  if (file !== undefined) {
    appendFileSync(file, `${new Date().toISOString()} ${headText(head)}\n`);
    console.log(`The head was added to ${file}.`);
  }
  if (address === undefined) return;
  const posted = await system.mailHead(address, head);
  if (posted !== "sent") {
    throw new CommandProblem(
      posted === "failed"
        ? "But the head was not mailed: the mail server did not take the letter."
        : "But the head was not mailed: no mail server is configured (SMTP_URL).",
    );
  }
  console.log(`The head was mailed to ${address}.`);
}

async function stamp(system: System): Promise<string> {
  try {
    const stored = await system.stampHead();
    if (stored === null) return "The head has its time stamp already.";
    if (stored !== "not-configured") {
      return `The head was time-stamped: line ${stored.sequence}, ${stored.at.toISOString()}, by ${stored.authority}.`;
    }
  } catch (error) {
    if (!(error instanceof TimestampProblem)) throw error;
    throw new CommandProblem(`But the head was not time-stamped: ${error.message}.`);
  }
  throw new CommandProblem(
    "But the head was not time-stamped: no authority is configured (TIMESTAMP_URL, TIMESTAMP_CA).",
  );
}
