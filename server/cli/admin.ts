// `npm run admin`: commands for the operator of the server.
import { messageOf } from "#server/message-of.ts";
import { parseArgs } from "node:util";
import { newSecret } from "#server/auth/index.ts";
import type { System } from "#server/services/system/index.ts";
import { answers, password } from "./questions.ts";
import { CommandProblem, problemOf, runCommand } from "./workspace.ts";

const USAGE = `Helps people who are locked out, adds organizations, builds the index of what is found anew.

  npm run admin -- recover --email ADDRESS [--generate] [--organization SLUG] [--workspace]
                           [--without-second-factor] [--without-passkeys]

    Sets the account's password and signs it out everywhere. The password is typed, taken from
    ADMIN_PASSWORD, or with --generate invented and printed once.
    --organization makes the person an administrator of that organization again,
    --workspace makes them the workspace's administrator, who may create organizations.
    --without-second-factor removes the code that is asked for beside the password, with its
    recovery codes; else it stays.
    --without-passkeys removes the passkeys; else they stay. Somebody who has lost their only one,
    and of whom an organization requires a passkey or a second factor, needs it to set up another.

  npm run admin -- change-address --email ADDRESS --to ADDRESS

    Changes the address with which somebody signs in, without asking at either: for a server that
    sends no mail, or a person who reads neither mailbox.

  npm run admin -- add-organization --organization NAME --short-name NAME [--city CITY]
                                    --name NAME --email ADDRESS

    Adds an organization and prints the link that invites its administrator.

  npm run admin -- reindex

    Has the server build the index of what is found anew, such as after it found something wrongly. It
    does so while people work; without a server that runs, once one starts.

What is left out is asked for. DATABASE_URL and DATA_DIR say where the workspace is, as for the
server, which may go on running.`;

const OPTIONS = {
  email: { type: "string" },
  generate: { type: "boolean" },
  organization: { type: "string" },
  workspace: { type: "boolean" },
  "without-second-factor": { type: "boolean" },
  "without-passkeys": { type: "boolean" },
  to: { type: "string" },
  "short-name": { type: "string" },
  city: { type: "string" },
  name: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

const VERBS = ["recover", "change-address", "add-organization", "reindex"] as const;

await runCommand(read, async (system, { verb, options }, appUrl) => {
  switch (verb) {
    case "recover":
      return recover(system, options);
    case "change-address":
      return changeAddress(system, options);
    case "add-organization":
      return addOrganization(system, options, appUrl);
    case "reindex":
      return reindex(system);
  }
});

/** The arguments; null where they asked for the usage alone. */
function read() {
  const { options, verb } = argumentsOf(process.argv.slice(2));
  if (options.help) {
    console.log(USAGE);
    return null;
  }
  const known = VERBS.find((name) => name === verb);
  if (known) return { options, verb: known };
  throw new CommandProblem(
    `${verb ? `There is no command "${verb}".` : "Say what to do."}\n\n${USAGE}`,
  );
}

function argumentsOf(args: string[]) {
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    if (positionals.length > 1)
      throw new Error(`Not understood: ${positionals.slice(1).join(" ")}`);
    return { options: values, verb: positionals[0] };
  } catch (error) {
    throw new CommandProblem(`${messageOf(error)}\n\n${USAGE}`);
  }
}

type Options = ReturnType<typeof argumentsOf>["options"];

async function recover(system: System, options: Options): Promise<void> {
  const { email } = await answers([{ option: "email", ask: "E-mail address" }] as const, options);
  const invented = options.generate ? newSecret().slice(0, 24) : null;
  const done = await system.recoverAdministrator({
    email,
    password: invented ?? (await password("ADMIN_PASSWORD", "The new password")),
    administerSlug: options.organization,
    administerWorkspace: options.workspace ?? false,
    clearSecondFactor: options["without-second-factor"] ?? false,
    clearPasskeys: options["without-passkeys"] ?? false,
  });
  if (!done.ok) throw problemOf(done.refusal);
  const { name, sessionsEnded, hasSecondFactor, passkeysLeft } = done.value;
  console.log(
    `${name} can sign in as ${done.value.email} with the new password. Sessions ended: ${sessionsEnded}.`,
  );
  if (hasSecondFactor) {
    console.log(
      "A code of their second factor is asked for as well. If that is lost, too, run this again with --without-second-factor.",
    );
  }
  if (passkeysLeft) {
    console.log(
      `Passkeys that stay: ${passkeysLeft}. They still open the account, and where an organization requires a passkey or a second factor, one that works here is asked for. If they are lost, run this again with --without-passkeys.`,
    );
  }
  if (invented) {
    console.log(
      `The password, shown this once: ${invented}\nIt should be changed under "Account".`,
    );
  }
}

async function changeAddress(system: System, options: Options): Promise<void> {
  const { email, to } = await answers(
    [
      { option: "email", ask: "Present e-mail address" },
      { option: "to", ask: "New e-mail address" },
    ] as const,
    options,
  );
  const done = await system.changeAddress({ email, to });
  if (!done.ok) throw problemOf(done.refusal);
  console.log(`${done.value.name} signs in as ${done.value.email} from now on.`);
}

async function reindex(system: System): Promise<void> {
  await system.reindex();
  console.log(
    "The index of what is found is built anew within seconds, or once the server starts. Until it is, older things may be missing from what people search; nothing else is touched.",
  );
}

async function addOrganization(
  system: System,
  options: Options,
  appUrl: string | null,
): Promise<void> {
  const given = await answers(
    [
      { option: "organization", ask: "Full name of the organization" },
      { option: "short-name", ask: "Its short name" },
      { option: "city", ask: "Its city", optional: true },
      { option: "name", ask: "Name of its administrator" },
      { option: "email", ask: "Their e-mail address" },
    ] as const,
    options,
  );
  const done = await system.addOrganization({
    name: given.organization,
    shortName: given["short-name"],
    city: given.city,
    administratorName: given.name,
    administratorEmail: given.email,
  });
  if (!done.ok) throw problemOf(done.refusal);
  const { organization, invitation } = done.value;
  const mailed = invitation.mail === "sent" ? `It was mailed to ${invitation.email}, too. ` : "";
  const where = appUrl ? "" : "\nPut the address that people use before it, or set APP_URL.";
  console.log(
    `${organization.name} was added. ${mailed}This link, which works once until ${invitation.expiresAt.slice(0, 10)}, makes ${invitation.name} its administrator:

${invitation.link ?? ""}
${where}`,
  );
}
