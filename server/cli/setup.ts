// `npm run setup`: creates the first organization and administrator of an empty workspace.
import { messageOf } from "#server/message-of.ts";
import { parseArgs } from "node:util";
import { answers, password } from "./questions.ts";
import { CommandProblem, problemOf, runCommand } from "./workspace.ts";

const USAGE = `Sets up an empty workspace: its first organization, and the administrator who may create further ones.

  npm run setup -- [options]

  --organization  full name of the organization
  --short-name    the short name that people use
  --city          its city (may be left out)
  --name          the administrator's name
  --email         the administrator's e-mail address
  --drafter       yes or no: whether they write documents themselves; yes where left out

What is left out is asked for. The password is typed, or taken from ADMIN_PASSWORD.
DATABASE_URL and DATA_DIR say where the workspace is, as for the server.`;

const OPTIONS = {
  organization: { type: "string" },
  "short-name": { type: "string" },
  city: { type: "string" },
  name: { type: "string" },
  email: { type: "string" },
  drafter: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

const QUESTIONS = [
  { option: "organization", ask: "Full name of the first organization" },
  { option: "short-name", ask: "Its short name" },
  { option: "city", ask: "Its city", optional: true },
  { option: "name", ask: "Your name (you become its administrator)" },
  { option: "email", ask: "Your e-mail address" },
  {
    option: "drafter",
    ask: "Do you write documents yourself, as a drafter? yes or no",
    otherwise: "yes",
  },
] as const;

await runCommand(read, async (system, options, appUrl) => {
  // Checked before asking questions; setUp itself checks again.
  if (!(await system.isEmpty())) {
    throw new CommandProblem(
      "This workspace is set up already. Nothing was changed. `npm run admin` helps a locked-out administrator or adds an organization.",
    );
  }
  const given = await answers(QUESTIONS, options);
  const isDrafter = yesOrNo(given.drafter);
  const done = await system.setUp({
    organization: {
      name: given.organization,
      shortName: given["short-name"],
      city: given.city,
    },
    administrator: {
      name: given.name,
      email: given.email,
      isDrafter,
      password: await password("ADMIN_PASSWORD", "A password (12 characters or more)"),
    },
  });
  if (!done.ok) throw problemOf(done.refusal);
  console.log(
    `The workspace is ready. Start the server and sign in as ${given.email.trim()}${appUrl ? ` at ${appUrl}` : ""}; invite your people under your organization.`,
  );
});

function yesOrNo(answer: string): boolean {
  if (/^\s*y(?:es)?\s*$/iu.test(answer)) return true;
  if (/^\s*no?\s*$/iu.test(answer)) return false;
  throw new CommandProblem("Answer yes or no to --drafter. Nothing was changed.");
}

/** The arguments; null where they asked for the usage alone. */
function read() {
  const options = optionsOf(process.argv.slice(2));
  if (!options.help) return options;
  console.log(USAGE);
  return null;
}

function optionsOf(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new CommandProblem(`${messageOf(error)}\n\n${USAGE}`);
  }
}
