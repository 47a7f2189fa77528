import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { CommandProblem } from "./workspace.ts";

/** A value that a command needs: from an option, or, on a terminal, from an answer. */
interface Question {
  /** The name of its option, without dashes. */
  readonly option: string;
  readonly ask: string;
  readonly optional?: boolean;
  /** The meaning of an empty answer, or of none. */
  readonly otherwise?: string;
}

type Answers<Q extends readonly Question[]> = Record<Q[number]["option"], string>;

/**
 * Collects the values from the options and, on a terminal, from its user. Without a terminal, all
 * missing ones are reported at once. An optional answer may be empty.
 */
export async function answers<const Q extends readonly Question[]>(
  questions: Q,
  options: Readonly<Record<string, string | boolean | undefined>>,
): Promise<Answers<Q>> {
  const missing = questions.filter(({ option }) => typeof options[option] !== "string");
  const given: Record<string, string> = {};
  for (const { option, otherwise = "" } of questions) {
    given[option] = String(options[option] ?? otherwise);
  }
  const needed = missing.filter(({ optional, otherwise }) => !optional && otherwise === undefined);
  if (needed.length > 0 && !process.stdin.isTTY) {
    const names = needed.map(({ option }) => `--${option}`).join(", ");
    throw new CommandProblem(`Missing: ${names}. Nothing was changed.`);
  }
  if (needed.length > 0) {
    for (const { option, ask, optional, otherwise } of missing) {
      const hint = otherwise === undefined ? "" : ` [${otherwise}]`;
      const answer = await askOnTerminal(`${ask}${optional ? " (may be empty)" : hint}: `);
      given[option] = answer.trim() === "" ? (otherwise ?? answer) : answer;
    }
  }
  return given as Answers<Q>;
}

/**
 * A password, which must not be in the command line, where other users of the machine could read
 * it: from the environment variable `variable`, or typed twice on a terminal without echo.
 */
export async function password(variable: string, ask: string): Promise<string> {
  const given = process.env[variable];
  if (given) return given;
  if (!process.stdin.isTTY) {
    throw new CommandProblem(
      `Set the password in the environment variable ${variable}, or run this on a terminal to type it. Nothing was changed.`,
    );
  }
  const first = await askOnTerminal(`${ask}: `, { unseen: true });
  const second = await askOnTerminal("The same again: ", { unseen: true });
  if (first !== second) {
    throw new CommandProblem("The two were not the same. Nothing was changed.");
  }
  return first;
}

async function askOnTerminal(question: string, { unseen = false } = {}): Promise<string> {
  let silent = false;
  const output = new Writable({
    write(chunk: Buffer, _encoding, written) {
      if (!silent) process.stdout.write(chunk);
      written();
    },
  });
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  // Ctrl-C and Ctrl-D end a question without an answer.
  const closed = new AbortController();
  terminal.once("close", () => closed.abort());
  try {
    const answer = terminal.question(question, { signal: closed.signal });
    silent = unseen;
    return await answer;
  } catch {
    throw new CommandProblem("\nNothing was changed.");
  } finally {
    if (unseen) process.stdout.write("\n");
    terminal.close();
  }
}
