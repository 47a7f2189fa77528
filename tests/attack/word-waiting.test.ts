import type { Client } from "@libsql/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WORD_FILE_FIELD } from "#app/domain/word-return.ts";
import { EditedWord } from "#tests/support/word-edits.ts";
import { p, wordBytes } from "#tests/word/word-parts.ts";
import { comparable, dataAddress, fateIn } from "./answers.ts";
import { atOnce } from "./at-once.ts";
import { fateOf } from "./expected.ts";
import { count } from "./figures.ts";
import { fieldsIn } from "./page-forms.ts";
import { openAttacked, visitorOf, type Visitor } from "./people.ts";
import { DRAFT, MATTER } from "./reads.ts";
import { rowsOfAll } from "./rows.ts";
import type { AttackedServer } from "./server.ts";

const FILE_NAME = "Their eyes only.docx";
const WORDS = "Their own words in Word.";
const NONE = "no-such-arrival";

/** A file that waits for its sender to say what becomes of it. */
interface WaitingFile {
  readonly id: string;
  readonly owner: Visitor;
}

let server: AttackedServer;
let visitors: Visitor[];
let database: Client;
/** A draft that came back to its party, and a text of another organization's person. */
let back: WaitingFile;
let strange: WaitingFile;

beforeAll(async () => {
  ({ server, visitors } = await openAttacked());
  database = server.openDatabase();
  const owner = visitorOf(visitors, "party", "drafter");
  const taken = await fetch(`${server.url}/documents/${DRAFT}.docx`, {
    headers: { Cookie: owner.cookie ?? "" },
  });
  const edited = new EditedWord(new Uint8Array(await taken.arrayBuffer()));
  edited.track("Each Requester makes the whole request.", WORDS);
  back = await sent(owner, edited.bytes(), `?document=${DRAFT}`);
  strange = await sent(
    visitorOf(visitors, "outside", "drafter"),
    wordBytes({ body: p(WORDS) }),
    "",
  );
});
afterAll(async () => {
  database.close();
  await server.remove();
});

async function sent(owner: Visitor, bytes: Uint8Array, place: string): Promise<WaitingFile> {
  const body = new FormData();
  body.append("intent", "arrive");
  body.append(WORD_FILE_FIELD, new Blob([new Uint8Array(bytes)]), FILE_NAME);
  const cookie = owner.cookie;
  const { text } = await server.send(`/send-word-file${place}`, { method: "POST", cookie, body });
  const { to } = JSON.parse(text) as { readonly to: string };
  return { id: to.replace("/from-word/", ""), owner };
}

const others = ({ owner }: WaitingFile) => visitors.filter((visitor) => visitor !== owner);

/** Every address of a file, with what its own place asks. */
const addressesOf = (id: string) =>
  [
    { address: `/from-word/${id}`, asks: "signed in", isPage: true },
    { address: `/from-word/${id}/draft/${MATTER}`, asks: "document.create", isPage: true },
    { address: `/from-word/${id}/return/${DRAFT}`, asks: "document.view", isPage: true },
    { address: `/from-word/${id}/return/${DRAFT}?text=draft`, asks: "document.view", isPage: true },
    {
      address: `/documents/${DRAFT}/word-blocks/${id}?changes=with`,
      asks: "document.edit",
      isPage: false,
    },
  ] as const;

/** Every act on a file, whole and valid as its sender's own page would send it. */
const actsOn = (id: string, bringIn: Readonly<Record<string, string>>) =>
  [
    { address: `/from-word/${id}`, fields: { intent: "discard" } },
    {
      address: `/from-word/${id}/draft/${MATTER}`,
      fields: {
        arrivalId: id,
        changes: "with",
        kind: "letter",
        title: "From Word",
        layoutProfile: "letter",
      },
    },
    {
      address: `/from-word/${id}/return/${DRAFT}`,
      fields: { ...bringIn, arrivalId: id },
    },
  ] as const;

const asOfNobody = (answer: Parameters<typeof comparable>[0], id: string) =>
  comparable(answer).replaceAll(id, NONE);

/** Fields that the sender's page sends to bring it in, with the hash of what it shows. */
async function bringInForm(): Promise<Readonly<Record<string, string>>> {
  const page = `/from-word/${back.id}/return/${DRAFT}`;
  const { text } = await server.send(page, { cookie: back.owner.cookie });
  return Object.fromEntries(fieldsIn(text, "bring-in"));
}

describe("a Word file that waits", () => {
  it("is read by its sender, so that it is the right that others lack", async () => {
    for (const { address } of addressesOf(back.id)) {
      count("reads");
      const { status, text } = await server.send(address, { cookie: back.owner.cookie });
      expect([address, status, text.includes(FILE_NAME)]).toEqual([address, 200, true]);
    }
    count("reads");
    const own = await server.send(`/from-word/${strange.id}`, { cookie: strange.owner.cookie });
    expect([own.status, own.text.includes(FILE_NAME)]).toEqual([200, true]);
  });

  it("is to everybody else what never was: its page, a draft of it, what it brings, its words", async () => {
    const wrong: unknown[] = [];
    const cases = [back, strange].flatMap((file) =>
      addressesOf(file.id).flatMap(({ address, asks, isPage }) =>
        others(file).flatMap((visitor) =>
          (isPage ? [address, dataAddress(address)] : [address]).map((at) => {
            return { file, at, asks, visitor };
          }),
        ),
      ),
    );
    await atOnce(cases, 4, async ({ file, at, asks, visitor }) => {
      count("reads");
      const { cookie } = visitor;
      const answer = await server.send(at, { cookie });
      const never = await server.send(at.replace(file.id, NONE), { cookie });
      const may = fateOf(visitor, asks);
      const expected = may === "let in" ? "not there" : may;
      const fate = fateIn(answer);
      const tells = [FILE_NAME, WORDS].some((words) => answer.text.includes(words));
      const isAlike = asOfNobody(answer, file.id) === asOfNobody(never, file.id);
      if (fate === expected && !tells && isAlike) return;
      wrong.push({ at, who: visitor.name, expected, fate, tells, isAlike });
    });
    expect(wrong).toEqual([]);
  });

  it("is discarded, made a draft and brought in by nobody else", async () => {
    const wrong: unknown[] = [];
    const bringIn = await bringInForm();
    const before = await rowsOfAll(database);
    const cases = [back, strange].flatMap((file) =>
      actsOn(file.id, bringIn).flatMap((act, index) =>
        others(file).map((visitor, at) => ({
          file,
          ...act,
          visitor,
          asData: (index + at) % 2 === 1,
        })),
      ),
    );
    await atOnce(cases, 4, async ({ file, address, fields, visitor, asData }) => {
      count("writes");
      const act = (id: string) => {
        const to = address.replace(file.id, id);
        const said = JSON.parse(JSON.stringify(fields).replaceAll(file.id, id)) as Record<
          string,
          string
        >;
        return server.send(asData ? dataAddress(to) : to, {
          method: "POST",
          cookie: visitor.cookie,
          body: new URLSearchParams(said),
          headers: asData ? { Origin: server.url } : {},
        });
      };
      const [answer, never] = [await act(file.id), await act(NONE)];
      const isAlike = asOfNobody(answer, file.id) === asOfNobody(never, file.id);
      const tells = [FILE_NAME, WORDS].some((words) => answer.text.includes(words));
      if (isAlike && !tells) return;
      wrong.push({ address, who: visitor.name, fate: fateIn(answer), never: fateIn(never), tells });
    });
    expect(wrong).toEqual([]);
    expect(await rowsOfAll(database)).toEqual(before);
  });

  it("once it is brought in is read by who may read the draft, and taken back by nobody who may not", async () => {
    const brought = await server.send(`/from-word/${back.id}/return/${DRAFT}`, {
      method: "POST",
      cookie: back.owner.cookie,
      body: new URLSearchParams(await bringInForm()),
    });
    const address = brought.headers.get("location") ?? "";
    expect([brought.status, address]).toEqual([
      302,
      expect.stringContaining(`/documents/${DRAFT}/word-returns/`),
    ]);
    const id = address.split("/").at(-1) ?? "";
    const before = await rowsOfAll(database);
    const takeBack = (at: string, cookie: string | null) =>
      server.send(at, {
        method: "POST",
        cookie,
        body: new URLSearchParams({ intent: "take-back", returnId: at.split("/").at(-1) ?? "" }),
      });
    const wrong: unknown[] = [];
    await atOnce(others(back), 4, async (visitor) => {
      count("reads");
      count("writes");
      const { cookie, place } = visitor;
      const expected = fateOf(visitor, "document.view");
      const shown = await server.send(address, { cookie });
      const isRead = fateIn(shown) === (expected === "let in" ? 200 : expected);
      // Only whoever brought it in may.
      const acted = await takeBack(address, cookie);
      const never = await server.send(address.replace(id, NONE), { cookie });
      const isAlike = expected === "let in" || asOfNobody(shown, id) === asOfNobody(never, id);
      const isRefused = acted.status >= 400 || (place === null && fateIn(acted) === "sign in");
      if (!isRead || !isAlike || !isRefused)
        wrong.push({
          who: visitor.name,
          read: fateIn(shown),
          expected,
          isAlike,
          acted: fateIn(acted),
        });
    });
    expect(wrong).toEqual([]);
    expect(await rowsOfAll(database)).toEqual(before);
    expect((await takeBack(address, back.owner.cookie)).status).toBe(200);
    expect(await rowsOfAll(database)).not.toEqual(before);
  });
});
