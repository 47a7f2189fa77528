import { counted } from "#app/domain/counted.ts";
import { relyingPartyOf } from "#server/auth/passkeys/relying-party.ts";
import { hasProcessTables, type RunStatement } from "#server/database/program.ts";
import { ok, skipped, warning, type DoctorFinding } from "./finding.ts";

/** Whether people's passkeys still belong to APP_URL: browsers give a key to the host it was made for alone. */
export async function checkPasskeys(
  run: RunStatement,
  {
    provider,
    appUrl,
  }: { readonly provider: "sqlite" | "postgresql"; readonly appUrl: string | null },
): Promise<DoctorFinding> {
  if (!(await hasProcessTables(run, provider))) return skipped("The database is empty.");
  const rows = await run(
    `SELECT "host" AS host, COUNT(*) AS keys, COUNT(DISTINCT "userId") AS people
      FROM "Passkey" GROUP BY "host" ORDER BY "host"`,
  );
  const here = appUrl === null ? null : relyingPartyOf(appUrl);
  const hosts = rows.map((row) => ({
    host: String(row["host"]),
    keys: Number(row["keys"]),
    people: Number(row["people"]),
  }));
  if (appUrl === null) {
    return hosts.length === 0
      ? skipped("APP_URL is not set: nobody can make a passkey.")
      : warning(
          `${hostsText(hosts)}, and APP_URL is not set: they open nothing but at localhost.`,
          "Set APP_URL to the address that people use.",
        );
  }
  if (here === null) {
    return warning(
      `Browsers make no passkeys for ${new URL(appUrl).origin}.`,
      "Use https and a name, not an address in numbers.",
    );
  }
  const elsewhere = hosts.filter(({ host }) => host !== here.host);
  if (elsewhere.length > 0) {
    return warning(
      `${hostsText(elsewhere)}, and APP_URL is at ${here.host}: they open and sign nothing here.`,
      `Set APP_URL back if it was changed by mistake; else their people sign in otherwise, and make new ones for ${here.host}.`,
    );
  }
  return ok(
    hosts.length === 0
      ? `Nobody has a passkey yet; they are made for ${here.host}.`
      : `${hostsText(hosts)}, which is where APP_URL is.`,
  );
}

function hostsText(
  hosts: readonly { readonly host: string; readonly keys: number; readonly people: number }[],
): string {
  return hosts
    .map(({ host, keys, people }) => {
      const of = counted(people, "person", "people");
      return counted(keys, `passkey of ${of} is for ${host}`, `passkeys of ${of} are for ${host}`);
    })
    .join(", ");
}
