import { beforeAll, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { boundsFor, parseForm, readForm } from "#app/framework/form-body.ts";
import { FORM_LIMIT } from "#app/framework/form-bounds.ts";

/** The forms of all pages, by the page that is being loaded. */
const forms = vi.hoisted(() => ({ page: "", all: new Map<z.ZodType, string>() }));

interface Handled {
  readonly form: z.ZodType;
}

function note<H extends Handled>(handler: H): H {
  forms.all.set(handler.form, forms.page);
  return handler;
}

vi.mock("#app/framework/guarded-action.ts", () => ({
  guardedAction: note,
  openAction: note,
  guardedActions: (_guard: unknown, handlers: (handle: typeof note) => unknown) => handlers(note),
  openActions: (_params: unknown, handlers: (handle: typeof note) => unknown) => handlers(note),
}));
vi.mock("#app/framework/guarded-upload.ts", () => ({
  guardedUploads: (_guard: unknown, handlers: (handle: typeof note) => unknown) => handlers(note),
  uploadAnswers: (_guard: unknown, handlers: (handle: typeof note) => unknown) => handlers(note),
}));

const PAGES = import.meta.glob(["../../app/routes/*.ts", "../../app/routes/*.tsx"]);

/** A letter of three bytes, each of them three when it is sent; and those of addresses and numbers. */
const LETTERS = ["漢", "a", "1"] as const;

/** The most letters of one kind that a field's own schema admits; 0 where it admits none of them. */
function mostOf(field: z.ZodType, letter: string): number {
  const admits = (count: number) => field.safeParse(letter.repeat(count)).success;
  let [below, above] = [[1, 2, 9, 16].findLast(admits) ?? 0, FORM_LIMIT];
  if (below === 0) return 0;
  if (admits(above)) return Infinity;
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (admits(middle)) below = middle;
    else above = middle;
  }
  return below;
}

/** A schema without what stands around it. */
function inner(schema: z.ZodType): z.ZodType {
  const { def } = schema as unknown as { def: { innerType?: z.ZodType; in?: z.ZodType } };
  return def.innerType ? inner(def.innerType) : schema;
}

/** As many as a list may have, by its own schema. */
function lengthOf(list: z.ZodArray): number {
  const maxima = (list.def.checks ?? []).flatMap(({ _zod: { def } }) =>
    def.check === "max_length" ? [(def as z.core.$ZodCheckMaxLengthDef).maximum] : [],
  );
  if (maxima.length === 0) throw new Error("a list has no max");
  return Math.min(...maxima);
}

/** Fields by their names, each with its schema; of a list, the last that it may have. */
function fieldsOf(schema: z.ZodType, name: string): { name: string; field: z.ZodType }[] {
  let bare = inner(schema);
  if (bare instanceof z.ZodPipe && !(bare.def.in instanceof z.ZodString)) {
    bare = inner(bare.def.in as z.ZodType);
  }
  if (bare instanceof z.ZodObject) {
    return Object.entries(bare.shape as Record<string, z.ZodType>).flatMap(([part, field]) =>
      fieldsOf(field, name === "" ? part : `${name}.${part}`),
    );
  }
  if (bare instanceof z.ZodArray) {
    const element = bare.element as z.ZodType;
    if (inner(element) instanceof z.ZodEnum) return [];
    return fieldsOf(element, `${name}[${lengthOf(bare) - 1}]`);
  }
  return [{ name, field: schema }];
}

async function send(form: z.ZodType, fields: URLSearchParams) {
  const bounds = boundsFor(form, true);
  const request = new Request("https://desk.example.org/", {
    method: "POST",
    body: fields.toString(),
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
  });
  const read = await readForm(request, bounds);
  return read.ok ? parseForm(form, read.value, bounds) : read;
}

/** The bytes around a value in a form that is as large as a form may be. */
const AROUND = 1_000;

/** Fields for what people, organizations, matters, papers, versions and exhibits are called. */
const NAMING = /(?:^|\.)(?:\w*[nN]ame|\w*[tT]itle(?:En|Es)?|organization)$/u;

/** Milliseconds: the pages are compiled for this file alone. */
const LOADING_MS = 400_000;

describe("every form of every page", () => {
  beforeAll(async () => {
    for (const [page, load] of Object.entries(PAGES)) {
      forms.page = page;
      await load();
    }
  }, LOADING_MS);

  it("takes the largest value that each of its own fields admits", async () => {
    // As many as there are pages with forms: none is left out by the way in which it is looked for.
    expect(forms.all.size).toBeGreaterThan(60);

    const wrong: string[] = [];
    let tried = 0;
    for (const [form, page] of forms.all) {
      for (const { name, field } of fieldsOf(form, "")) {
        if (inner(field) instanceof z.ZodEnum) continue;
        const largest = LETTERS.map((letter) => [letter, mostOf(field, letter)] as const);
        if (largest.every(([, most]) => most <= 1)) continue;
        tried += 1;
        for (const [letter, most] of largest) {
          if (most === Infinity) {
            wrong.push(`${page} ${name} has no largest value`);
            break;
          }
          const bytes = encodeURIComponent(letter).length;
          const value = letter.repeat(Math.min(most, Math.floor((FORM_LIMIT - AROUND) / bytes)));
          const read = await send(form, new URLSearchParams({ [name]: value }));
          if (!read.ok) wrong.push(`${page} ${name} ${value.length}: ${read.refusal.sentence}`);
        }
      }
    }
    expect(tried).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });

  it("keeps no sign that nobody sees in a title or a name", () => {
    const kept: string[] = [];
    let tried = 0;
    for (const [form, page] of forms.all) {
      for (const { name, field } of fieldsOf(form, "")) {
        if (!NAMING.test(name) || !field.safeParse("Weekly reports").success) continue;
        tried += 1;
        const parsed = field.safeParse("Weekly\u200B reports");
        if (parsed.success && JSON.stringify(parsed.data).includes("\u200B")) {
          kept.push(`${page} ${name}`);
        }
      }
    }
    expect(tried).toBeGreaterThan(30);
    expect(kept).toEqual([]);
  });
});
