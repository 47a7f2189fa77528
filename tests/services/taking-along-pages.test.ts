import { describe, expect, it } from "vitest";
import { shownName } from "#app/domain/shown-name.ts";
import { agencyRecordPage } from "#server/services/taking-along/files/agency-record.ts";
import { letterheadMarkup } from "#server/services/taking-along/files/letterhead.ts";
import { threadsPage } from "#server/services/taking-along/files/threads.ts";
import { LeftOutList } from "#server/services/taking-along/left-out.ts";
import { ArchiveZip, jsonLines } from "#server/services/taking-along/zip.ts";
import {
  dayText,
  fileLink,
  markup,
  standalonePage,
  timeText,
  toMatter,
  typedParagraphs,
} from "#server/services/taking-along/files/page.ts";

const EVIL = `<img src=x onerror="alert(1)">&'`;

describe("[A1] pages of an archive", () => {
  it("show what somebody typed as words, and run nothing", () => {
    const body = markup`<h1>${EVIL}</h1>${typedParagraphs(`${EVIL}\n${EVIL}`)}${fileLink(`a b/${EVIL}?#`, EVIL)}`;
    const page = standalonePage(EVIL, body);
    expect(page).not.toContain("<img");
    expect(page.match(/&lt;img/gu)).toHaveLength(5);
    expect(page).toContain(`default-src 'none'`);
    expect(page).toContain(`href="a%20b/%3Cimg`);
    expect(page).toContain(`%3F%23"`);
  });
});

describe("[A1] a text in an archive", () => {
  it("has all that is printed above a letter, with what is missing as a labeled blank", () => {
    const letter = {
      date: null,
      delivery: null,
      addressee: ["FOIA Office", "500 12th Street"],
      re: `Reports ${EVIL}`,
      expeditedProcessing: true,
      feeWaiver: false,
      isAppeal: false,
    };
    const organizations = [{ id: "o1", name: "The Council", address: [], city: "Washington" }];
    const above = (layoutProfile: "letter" | "nd-cal") =>
      letterheadMarkup({ layoutProfile, facts: { letter, organizations } })?.html ?? null;
    const html = above("letter") ?? "";
    for (const words of ["The Council", "Washington", "[date of filing]", "500 12th Street"]) {
      expect(html).toContain(words);
    }
    expect(html).toContain("Expedited Processing Requested");
    expect(html).not.toContain("Fee Waiver");
    expect(html).not.toContain("<img");
    expect(above("nd-cal")).toBeNull();
  });

  it("shows the numbers of its paragraphs and keeps its notes out of its lines", () => {
    const page = standalonePage("A", markup`<div class="text"></div>`);
    expect(page).toContain("[data-number]::before{content:attr(data-number)");
    expect(page).toContain(".note{display:block");
    expect(page).toContain(".drawn-line");
    expect(page).toContain("prefers-color-scheme:dark");
  });

  it("leads back to its matter, whose title runs nothing", () => {
    const page = standalonePage("A", markup`<h1>A</h1>`, toMatter({ title: EVIL }));
    expect(page).toContain('<a href="../../index.html">&lt;img');
    expect(page).not.toContain("<img");
  });

  it("has times and days as people write them", () => {
    expect(timeText("2026-11-30T23:47:05.619Z")).toBe("Nov 30, 2026, 11:47 p.m. UTC");
    expect(timeText("unknown")).toBe("unknown");
    expect(dayText("2021-09-13")).toBe("September 13, 2021");
    expect(dayText("2021-13-99")).toBe("2021-13-99");
  });
});

describe("[A1] the agency's answers in an archive", () => {
  const EVENT = {
    id: "e1",
    documentId: "d1",
    kind: "received",
    dated: null,
    sent: null,
    received: "2021-09-13",
    letterId: null,
    cameBy: null,
    details: '{"isProper":true,"office":"ICE FOIA Office"}',
    note: "As the portal shows it.",
    correctsId: null,
    isRetracted: false,
    isInvented: false,
    recordedById: "p1",
    recordedAt: new Date(0),
  };
  const pageOf = async (event: object) => {
    const client = { agencyEvent: { findMany: async () => [{ ...EVENT, ...event }] } };
    const resources = { database: { client } } as unknown as Parameters<typeof agencyRecordPage>[0];
    return (await agencyRecordPage(resources, { id: "d1", title: "A request" }))?.html ?? "";
  };

  it("are told in words, and not in the names that programs give them", async () => {
    const html = await pageOf({});
    expect(html).toContain("arrived there Sep 13, 2021");
    expect(html).toContain("As the portal shows it.");
    expect(html).not.toMatch(/is proper|isProper|2021-09-13/u);
  });

  it("are named where another release wrote them, and the archive goes on", async () => {
    const html = await pageOf({ kind: "beamed", details: "{}" });
    expect(html).toContain("beamed");
    expect(html).toContain("in the data alone");
  });
});

describe("[A1] the page of what was said beside a document", () => {
  const AT = new Date("2026-11-30T12:00:00Z");
  const COMMENT = { id: "c1", authorId: "p1", at: AT, removedAt: null, text: "Said." };
  const HERE = { wordReturnId: null, wordAuthor: null, mailed: null };
  const pageOf = async (count: number, comment: object) => {
    const thread = {
      id: "t1",
      organizationId: null,
      place: null,
      createdById: "p1",
      createdAt: AT,
      resolvedAt: null,
      suggestion: null,
      ...HERE,
      ...comment,
      comments: [{ ...COMMENT, ...HERE, ...comment }],
    };
    const ids = Array.from({ length: count }, (_, index) => ({ id: `t${index}` }));
    const client = {
      thread: { findMany: async (asked: object) => ("include" in asked ? [thread] : [...ids]) },
      user: { findMany: async () => [{ id: "p1", name: "Pia", unconfirmed: true }] },
      organization: { findMany: async () => [] },
    };
    const leftOut = new LeftOutList();
    const resources = { database: { client } } as unknown as Parameters<typeof threadsPage>[0];
    const scope = { documentIds: ["d1"], threadsOf: [], leftOut } as unknown as Parameters<
      typeof threadsPage
    >[1];
    const page = await threadsPage(resources, scope, { id: "d1", title: "A letter" });
    return { html: page?.html ?? "", left: leftOut.entries.map(({ what }) => what).join() };
  };

  it("puts no words of a Word file’s author into the mouth of whoever brought it in", async () => {
    const { html, left } = await pageOf(1, { wordReturnId: "w1", wordAuthor: "Ana" });
    expect(html).toContain("Ana, as a Word file says that Pia");
    expect(html).not.toContain("<b>Pia");
    expect(left).toBe("");
    const unnamed = await pageOf(1, { wordReturnId: "w1" });
    expect(unnamed.html).toContain("Somebody, as a Word file says that Pia");
  });

  it("says what a suggestion changes, and shows no comment without words", async () => {
    const around = { before: "", after: "", words: { removed: 0, added: 2 } };
    const summary = JSON.stringify({
      kind: "insert",
      removed: "",
      added: `Soon ${EVIL}`,
      ...around,
    });
    const { html } = await pageOf(1, { suggestion: { summary, state: "accepted" }, text: "" });
    expect(html).toContain("Insert “Soon &lt;img");
    expect(html).not.toContain("<b>Pia");
    const unread = await pageOf(1, { suggestion: { summary: "{}", state: "open" } });
    expect(unread.html).toContain("in the data alone");
  });

  it("marks a name that nobody confirmed, and says what was cut from an e-mail", async () => {
    const { html } = await pageOf(1, { mailed: { wasCut: true } });
    expect(html).toContain(shownName({ name: "Pia", unconfirmed: true }));
    expect(html).toContain("the rest of that e-mail was left out");
  });

  it("says that threads after the first ones stand in the rows alone", async () => {
    expect((await pageOf(2_000, {})).left).toBe("");
    expect((await pageOf(2_001, {})).left).toContain("Conversations after the first 2000");
  });
});

describe("[A1] the list of what an archive lacks", () => {
  it("counts the same once, and says without a number what has none", () => {
    const list = new LeftOutList();
    list.add("A draft.");
    list.add("A draft.", 2);
    list.add("None.", 0);
    list.add("Threads.", null);
    expect(list.entries).toEqual([
      { what: "A draft.", count: 3 },
      { what: "Threads.", count: null },
    ]);
  });
});

describe("[A1] the file of an archive", () => {
  const made = () => new ArchiveZip(new Date("2026-11-30T12:00:00Z"), new AbortController().signal);
  const drained = async (zip: ArchiveZip) => {
    for await (const _piece of zip.bytes);
  };

  it("takes no path that leads elsewhere, and none twice", async () => {
    const zip = made();
    const reading = drained(zip).catch(() => undefined);
    await expect(zip.add("../up", "x")).rejects.toThrow("path");
    await expect(zip.add("/etc/passwd", "x")).rejects.toThrow("path");
    await zip.add("a/b.txt", "x");
    await expect(zip.add("A/B.txt", "x")).rejects.toThrow("two files");
    zip.fail(new Error("over"));
    await reading;
  });

  it("ends for whoever writes it, where nobody takes it any more", async () => {
    const zip = made();
    const stopped = (async () => {
      for await (const _piece of zip.bytes) return;
    })();
    const writing = (async () => {
      for (let number = 0; number < 100; number += 1) {
        await zip.add(`file-${number}.bin`, new Uint8Array(300_000), true);
      }
    })();
    await expect(writing).rejects.toThrow(/aborted|nobody takes/u);
    await stopped;
  });

  it("ends for whoever reads it, where a file can't be read to its end", async () => {
    const zip = made();
    const reading = drained(zip);
    const broken = async function* () {
      yield "some";
      throw new Error("the disk");
    };
    const failed = zip.add("a.txt", broken()).catch((error: Error) => {
      zip.fail(error);
      throw error;
    });
    await expect(failed).rejects.toThrow("the disk");
    await expect(reading).rejects.toThrow("the disk");
  });

  it("counts the bytes of a line, and not its letters", async () => {
    const lines = jsonLines([{ text: "€".repeat(6_000_000) }]);
    await expect(lines.next()).rejects.toThrow("longer than an archive can hold in one line");
  });

  it("has rows as canonical JSON, one a line", async () => {
    const pieces: string[] = [];
    for await (const piece of jsonLines([{ b: 1, a: "é\n" }, { a: null }])) pieces.push(piece);
    expect(pieces.join("")).toBe(`{"a":"é\\n","b":1}\n{"a":null}\n`);
  });
});
