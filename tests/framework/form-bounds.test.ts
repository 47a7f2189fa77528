import type { Submission } from "@conform-to/react";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { DETAILS_LIMITS } from "#app/document/details/document-details.ts";
import { docketForm } from "#app/document/details/docket-form.ts";
import { detailsForm } from "#app/document/details/details-form.ts";
import { sharedForm } from "#app/document/details/shared-form.ts";
import { signInForm } from "#app/domain/forms/sign-in.ts";
import { boundsFor, parseForm, readForm } from "#app/framework/form-body.ts";
import { FORM_LIMIT, boundsOf, openBounds } from "#app/framework/form-bounds.ts";

const ADDRESS = "https://desk.example.org/login";

/** A form as it is sent, read and parsed by the limits of its schema. */
async function sent<F extends z.ZodType>(form: F, body: string) {
  const bounds = boundsFor(form, true);
  const request = new Request(ADDRESS, {
    method: "POST",
    body,
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
  });
  const read = await readForm(request, bounds);
  return read.ok ? parseForm(form, read.value, bounds) : read;
}

const sentenceOf = async (form: z.ZodType, body: string) => {
  const read = await sent(form, body);
  return read.ok ? null : read.refusal.sentence;
};

/** Mistakes in a form that was read, by field. */
const mistakesOf = (submission: Submission<unknown, string[]>) => submission.reply().error ?? {};

const listForm = z.object({
  title: z.string().max(200),
  kinds: z.array(z.enum(["one", "two", "three"])),
  people: z
    .array(z.object({ name: z.string().max(40), ticked: z.boolean().default(false) }))
    .max(7),
});

describe("the bounds of a form", () => {
  it("follow from its schema: its lists, how deep it is, how many fields, how many bytes", () => {
    const { fields, depth, length, bytes } = boundsOf(listForm);
    // One title, three kinds, seven people of two fields, and twenty that no schema names.
    expect({ fields, depth, length }).toEqual({ fields: 1 + 3 + 14 + 20, depth: 3, length: 7 });
    expect(bytes).toBeGreaterThan(9 * (200 + 7 * 40));
    expect(bytes).toBeLessThan(30_000);
  });

  it("are refused to a schema whose list has no end, when its page is loaded", () => {
    expect(() => boundsOf(z.object({ notes: z.array(z.string()) }))).toThrow("no max");
    expect(() => boundsOf(z.object({ notes: z.record(z.string(), z.string()) }))).toThrow("record");
  });

  it("are fifty fields, ten repeats and a depth of three at most for everybody", () => {
    const open = openBounds(boundsOf(docketForm));
    expect(open).toMatchObject({ fields: 50, repeats: 10, depth: 3 });
    expect(openBounds(boundsOf(signInForm))).toMatchObject({ fields: 22, depth: 1, length: 0 });
  });

  it("are there for every form that there is", async () => {
    const modules = import.meta.glob<Record<string, unknown>>([
      "../../app/domain/forms/*.ts",
      "../../app/document/details/*-form.ts",
    ]);
    let forms = 0;
    for (const load of Object.values(modules)) {
      for (const [name, value] of Object.entries(await load())) {
        if (!name.endsWith("Form") || !(value instanceof z.ZodObject)) continue;
        const bounds = boundsOf(value);
        expect(bounds.fields, name).toBeLessThanOrEqual(2_200);
        expect(bounds.depth, name).toBeLessThanOrEqual(3);
        forms += 1;
      }
    }
    expect(forms).toBeGreaterThan(25);
  });
});

describe("a form beyond them", () => {
  it.each([
    ["zzz[20000000]=x", "a list of more than 7"],
    ["people[20000000].name=x", "a list of more than 7"],
    ["people[7].name=x", "a list of more than 7"],
    ["kinds[1500000]=one", "a list of more than 3"],
    ["a=&".repeat(40), "more than 38 fields"],
    ["&".repeat(10_000), "more than 38 fields"],
    ["a=&".repeat(25_000), "bytes"],
    ["a=&".repeat(11), "one field more than 10 times"],
    ["kinds=one&".repeat(11), "one field more than 10 times"],
    [`${"a.".repeat(20)}b=x`, "a field nested more than 3 deep"],
    [`${"a[0]".repeat(20)}=x`, "a field nested more than 3 deep"],
    [`${"a".repeat(200)}=x`, "a field whose name is longer than 120 characters"],
    [`title=${"a".repeat(100_000)}`, "bytes"],
  ])("is turned away with a sentence that names the bound: %.30s", async (body, bound) => {
    const sentence = await sentenceOf(listForm, body);
    expect(sentence).toContain(bound);
    expect(sentence).toContain("Nothing of it was saved.");
    expect(sentence).toContain("What you typed is still in the form");
  });

  it("has no list at all where its schema has none", async () => {
    const flat = z.object({ address: z.object({ street: z.string() }) });
    expect(await sentenceOf(flat, "zzz[0]=x")).toContain("has a list, which is more");
    expect(await sentenceOf(signInForm, "zzz[0]=x")).toContain("nested more than 1 deep");
  });

  it("counts the fields that its schema does not know, and hands none of them on", async () => {
    const read = await sent(
      listForm,
      "title=A&kinds=one&zzz=1&__proto__=x&a[0].b=c&constructor.d=1",
    );
    if (!read.ok) throw new Error(read.refusal.sentence);
    expect(read.value.payload).toEqual({ title: "A", kinds: "one" });
  });

  it("changes a list without scripts, and nothing but a list that there is", async () => {
    const change = (intent: unknown) =>
      sent(listForm, `title=A&__intent__=${encodeURIComponent(JSON.stringify(intent))}`);
    const insert = await change({ type: "insert", payload: { name: "people" } });
    expect(insert.ok && insert.value.status).toBe(undefined);
    for (const hostile of [
      { type: "insert", payload: { name: "people", index: 20_000_000 } },
      { type: "insert", payload: { name: "zzz[20000000]" } },
      { type: "update", payload: { name: "zzz[20000000]", value: "x" } },
      { type: "reorder", payload: { name: "people", from: 0, to: 2e9 } },
      { type: "insert", payload: { name: "title" } },
      { type: 1 },
      null,
    ]) {
      const read = await change(hostile);
      expect(read.ok ? null : read.refusal.sentence, JSON.stringify(hostile)).toContain("a list");
    }
    expect((await sent(listForm, "__intent__={{{{")).ok).toBe(false);
    expect((await sent(listForm, "__state__={{{{")).ok).toBe(true);
  });
});

describe("a form within them", () => {
  const parties = (count: number, address: string) =>
    Array.from({ length: count }, (_, index) => ({
      name: `${"N".repeat(295)} ${index}`,
      address,
    }));
  /** Eight lines; a browser sends two bytes for the end of each. */
  const ADDRESS_TYPED = Array.from({ length: 8 }, () =>
    "1331 G Street NW, # 2".padEnd(247, "x"),
  ).join("\r\n");

  function encoded(value: unknown, name = ""): [string, string][] {
    if (Array.isArray(value)) return value.flatMap((item, at) => encoded(item, `${name}[${at}]`));
    if (typeof value === "object" && value !== null) {
      return Object.entries(value).flatMap(([key, part]) =>
        encoded(part, name === "" ? key : `${name}.${key}`),
      );
    }
    return [[name, String(value)]];
  }

  it("passes when it is filled to the limits of what a caption holds: 200 plaintiffs and 200 defendants", async () => {
    const body = new URLSearchParams(
      encoded({
        revision: 3,
        court: "United States District Court",
        district: "Northern District of California",
        plaintiffs: parties(DETAILS_LIMITS.parties, ADDRESS_TYPED),
        defendants: parties(DETAILS_LIMITS.parties, ADDRESS_TYPED),
        enforces: Array.from({ length: 200 }, (_, index) => `filing-${index}`),
      }),
    ).toString();
    expect(body.length).toBeGreaterThan(950_000);
    const read = await sent(docketForm, body);
    if (!read.ok) throw new Error(read.refusal.sentence);
    expect(mistakesOf(read.value)).toEqual({});
    expect(read.value.status === "success" && read.value.value.defendants).toHaveLength(200);

    const more = await sentenceOf(docketForm, `${body}&plaintiffs[200].name=x`);
    expect(more).toContain("a list of more than 200");
  });

  it("passes when it is filled to the limits of the details of a paper and of a matter", async () => {
    const paper = new URLSearchParams(
      encoded({
        organizations: Array.from({ length: 50 }, (_, at) => ({ id: `o${at}`, speaks: "on" })),
        signers: Array.from({ length: 40 }, (_, at) => ({ id: `s${at}`, counsel: "on" })),
        letter: {
          printed: "on",
          delivery: "By portal",
          addressee: ADDRESS_TYPED,
          re: "r".repeat(500),
        },
        caption: { paperTitle: "Complaint", designations: "A designation\r\n".repeat(10) },
        certifier: { name: "n".repeat(120), title: "t".repeat(160), organizationId: "o1" },
        trackingNumbers: "2021-ICLI-00000\r\n".repeat(50),
      }),
    ).toString();
    const read = await sent(detailsForm, paper);
    if (!read.ok) throw new Error(read.refusal.sentence);
    expect(mistakesOf(read.value)).toEqual({});
    const matter = new URLSearchParams(
      encoded({
        organizations: Array.from({ length: 50 }, (_, at) => ({
          id: `o${at}`,
          address: ADDRESS_TYPED,
        })),
        signers: Array.from({ length: 200 }, (_, at) => ({
          id: `s${at}`,
          organizationId: "o1",
          name: "n".repeat(120),
          title: "t".repeat(160),
          barNumber: "b".repeat(80),
          address: ADDRESS_TYPED,
          email: "someone@example.org",
          telephone: "(202) 555-0100",
          partyRepresented: "p".repeat(300),
        })),
      }),
    ).toString();
    const shared = await sent(sharedForm, matter);
    if (!shared.ok) throw new Error(shared.refusal.sentence);
    expect(mistakesOf(shared.value)).toEqual({});
  });

  it("may be as large as any form that there is, and no larger", () => {
    expect(boundsOf(docketForm).bytes).toBe(FORM_LIMIT);
    expect(boundsOf(signInForm).bytes).toBeLessThan(15_000);
  });
});
