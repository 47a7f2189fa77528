import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, type APIResponse, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { letters } from "#tests/typesetting/reading.ts";
import type { Person } from "./people.ts";
import type { TestServer } from "./server.ts";

/** The fields that a page's form sends besides what is typed. */
export async function hiddenFields(page: Page, form: string): Promise<Record<string, string>> {
  const inputs = await page.locator(`#${form} input[type=hidden]`).all();
  const fields: Record<string, string> = {};
  for (const input of inputs) {
    fields[(await input.getAttribute("name")) ?? ""] = await input.inputValue();
  }
  return fields;
}

/** Sends a form as the person's browser would, without a browser. */
export function send(
  { page, url }: Person,
  address: string,
  form: Record<string, string>,
): Promise<APIResponse> {
  const headers = { Origin: url };
  return page.context().request.post(`${url}${address}`, { form, headers, maxRedirects: 0 });
}

/** The form that a reviewer's page would send to sign off, read from the page itself. */
export async function signingOf(person: Person, documentId: string) {
  await person.page.goto(`${person.url}/documents/${documentId}/review`);
  const fields = await hiddenFields(person.page, "sign-off");
  expect(fields).toMatchObject({ intent: "sign-off" });
  return { ...fields, password: DEMO_PASSWORD };
}

/** Rows of the server's database, read from beside it. */
export async function rowsOf(server: TestServer, sql: string, ...values: string[]) {
  const client = server.openDatabase();
  try {
    const { rows } = await client.execute({ sql, args: values });
    return rows.map((row) => ({ ...row }));
  } finally {
    client.close();
  }
}

/** The output of `npm run audit:verify` on the server's record. */
export function verifiedRecord(server: TestServer): string {
  const script = path.resolve(import.meta.dirname, "../../../build/process/audit-verify.js");
  const { stdout, stderr } = spawnSync(process.execPath, [script], {
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", DATA_DIR: server.dataDir, DATABASE_URL: "" },
  });
  return `${stdout}${stderr}`.trim();
}

/** The runs of words that a frozen text holds, in their order; the notes at its foot apart. */
export function runsOf(page: Page): Promise<{ runs: string[]; notes: string[] }> {
  return page.locator(".frozen .prose").evaluate((prose) => {
    const runs: string[] = [];
    const notes: string[] = [];
    const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const place = node.parentElement;
      // Parts that the filing fills in, or that are drawn from facts, are looked at by themselves.
      const drawn = place?.closest("[data-field], [data-signature-block], [data-caption]");
      if (drawn || !node.textContent?.trim()) continue;
      (place?.closest("[data-footnote]") ? notes : runs).push(node.textContent);
    }
    return { runs, notes };
  });
}

/** The first run that the printed pages do not hold in its place; null where they hold all. */
export function firstMissing(
  printed: string,
  { runs, notes }: { readonly runs: readonly string[]; readonly notes: readonly string[] },
): string | null {
  let rest = letters(printed.replace(/^Page \d+ of \d+$/gmu, ""));
  for (const note of notes) {
    if (!rest.includes(letters(note))) return note;
    // A note stands at the foot of its page, in the middle of whatever goes over to the next.
    rest = rest.replace(letters(note), "");
  }
  let place = 0;
  for (const run of runs) {
    const found = rest.indexOf(letters(run), place);
    if (found < 0) return run;
    place = found + letters(run).length;
  }
  return null;
}
