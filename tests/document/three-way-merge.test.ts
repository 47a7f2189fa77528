import { fc } from "#tests/support/fast-check.ts";
import { describe, expect, it } from "vitest";
import { baseOf, readBase } from "#app/document/details/form-base.ts";
import { sameValue, threeWayMerge, type FormValue } from "#app/document/details/three-way-merge.ts";
import { seedOf } from "#tests/support/seed.ts";

type FieldGroup = Record<string, FormValue>;

function merged(base: FieldGroup, theirs: FieldGroup, mine: FieldGroup) {
  const { value, clashes } = threeWayMerge({ base, theirs, mine });
  return { value: value as FieldGroup, clashes };
}

const SIGNERS = [
  { id: "ana", name: "Ana", title: undefined },
  { id: "ravi", name: "Ravi", title: "Director" },
];

describe("two people who save one form", () => {
  it("both have their way in different fields", () => {
    const base = { re: "Reports", letter: { delivery: undefined, feeWaiver: true } };
    const theirs = { re: "Weekly reports", letter: base.letter };
    const mine = { re: "Reports", letter: { delivery: "By mail", feeWaiver: false } };
    expect(merged(base, theirs, mine)).toEqual({
      value: { re: "Weekly reports", letter: { delivery: "By mail", feeWaiver: false } },
      clashes: [],
    });
  });

  it("keep what they type where both changed a field, and see what the other saved", () => {
    const both = merged({ re: "A" }, { re: "B" }, { re: "C" });
    expect(both.value).toEqual({ re: "C" });
    expect(both.clashes).toEqual([{ field: "re", what: "changed", theirs: "B", mine: "C" }]);
  });

  it("see no clash where both values are equal", () => {
    expect(merged({ re: "A" }, { re: "B" }, { re: "B" }).clashes).toEqual([]);
    expect(merged({ re: "A" }, {}, { re: undefined }).clashes).toEqual([]);
  });

  it("change different people of a list, add and remove, by id", () => {
    const [ana, ravi] = SIGNERS;
    const sam = { id: "sam", name: "Sam", title: undefined };
    const added = { id: undefined, name: "New", title: undefined };
    const both = merged(
      { signers: SIGNERS },
      { signers: [sam, { ...ana!, title: "Attorney" }, ravi!] },
      { signers: [ana!, added] },
    );
    expect(both.clashes).toEqual([]);
    expect(both.value).toEqual({ signers: [sam, { ...ana!, title: "Attorney" }, added] });
  });

  it("have an equal entry that both added once, and each of two that differ", () => {
    const [ana] = SIGNERS;
    const added = (name: string) => ({ id: undefined, name, title: undefined });
    const saved = { ...added("New"), id: "new" };
    const both = (mine: FieldGroup) =>
      merged({ signers: [ana!] }, { signers: [ana!, saved] }, { signers: [ana!, mine] });
    expect(both(added("New")).value).toEqual({ signers: [ana!, saved] });
    expect(both(added("Other")).value["signers"]).toHaveLength(3);
  });

  it("see a clash at the path of the sent form where both changed an entry", () => {
    const [ana, ravi] = SIGNERS;
    const both = merged(
      { signers: SIGNERS },
      { signers: [{ id: "sam", name: "Sam" }, ana!, { ...ravi!, title: "President" }] },
      { signers: [ana!, { ...ravi!, title: "Counsel" }] },
    );
    expect(both.clashes).toEqual([
      { field: "signers[1].title", what: "changed", theirs: "President", mine: "Counsel" },
    ]);
  });

  it("see a clash where one removed what the other changed, whichever came first", () => {
    const [ana, ravi] = SIGNERS;
    const changed = [ana!, { ...ravi!, title: "Counsel" }];
    const theyRemoved = merged({ signers: SIGNERS }, { signers: [ana!] }, { signers: changed });
    expect(theyRemoved.clashes).toMatchObject([{ field: "signers[1]", what: "removed" }]);
    expect(theyRemoved.value).toEqual({ signers: changed });
    const sides = {
      base: { signers: SIGNERS },
      theirs: { signers: changed },
      mine: { signers: [ana!] },
    };
    expect(threeWayMerge(sides).clashes).toMatchObject([{ field: "signers", what: "missing" }]);
    // Told, and sent again all the same.
    expect(threeWayMerge(sides, { overridden: true })).toMatchObject({
      value: { signers: [ana] },
      clashes: [],
    });
  });

  it("tick and clear different ones of a list", () => {
    expect(
      merged({ enforces: ["a", "b"] }, { enforces: ["b"] }, { enforces: ["a", "b", "c"] }),
    ).toEqual({
      value: { enforces: ["b", "c"] },
      clashes: [],
    });
  });

  it("take what the other saved of a group that their page does not show", () => {
    const letter = { re: "Data" };
    expect(merged({ letter: { re: "A" } }, { letter }, { letter: undefined }).value).toEqual({
      letter,
    });
  });
});

describe("what a form was filled in with", () => {
  it("is read back as the form's schema reads it: blanks are nothing", () => {
    const filled = { a: "", b: " x\r\ny ", c: null, d: false, list: [{ id: "1", e: "" }] };
    expect(readBase(baseOf(filled))).toEqual({
      ok: true,
      value: { b: "x\ny", d: false, list: [{ id: "1" }] },
    });
  });

  it("is refused where no page has filled it in, however deep it is nested", () => {
    for (const base of [
      "",
      "{",
      "[".repeat(50_000),
      `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
    ]) {
      expect(readBase(base)).toMatchObject({ ok: false, refusal: { code: "bad-input" } });
    }
  });

  it("takes no value from a prototype", () => {
    const base = readBase('{"__proto__":{"re":"A"}}');
    expect(
      base.ok && merged(base.value as FieldGroup, { re: "B" }, { re: "A" }).clashes,
    ).toHaveLength(1);
  });
});

/** Forms of a few fields, whose values meet often. */
const text = fc.constantFrom(undefined, "a", "b", "c");
const entry = fc.record({ id: fc.constantFrom("1", "2", "3"), name: text, counsel: fc.boolean() });
const form = fc.record({
  re: text,
  letter: fc.record({ delivery: text, feeWaiver: fc.boolean() }),
  signers: fc.uniqueArray(entry, { selector: ({ id }) => id }),
  enforces: fc.uniqueArray(fc.constantFrom("x", "y", "z")),
});

/** Every value of a form by its name, entries by their id. */
function fieldsOf(value: FormValue, name = ""): Map<string, FormValue> {
  if (Array.isArray(value)) {
    const each = (value as FormValue[]).flatMap((entry) => {
      if (typeof entry !== "object") return [[`${name}[${String(entry)}]`, true] as const];
      const { id, ...rest } = entry as FieldGroup;
      const at = `${name}[${String(id)}]`;
      return [[at, true] as const, ...fieldsOf(rest, at)];
    });
    return new Map(each);
  }
  if (typeof value !== "object") return new Map([[name, value]]);
  return new Map(
    Object.entries(value).flatMap(([field, of]) => [
      ...fieldsOf(of, name === "" ? field : `${name}.${field}`),
    ]),
  );
}

const seed = seedOf();

describe(`any two changes of any form (seed ${seed})`, () => {
  const property = (check: (base: FieldGroup, theirs: FieldGroup, mine: FieldGroup) => void) =>
    fc.assert(fc.property(form, form, form, check), { seed, numRuns: 3000 });

  // The expectations are asked of each form that is made.
  // oxlint-disable-next-line vitest/expect-expect
  it("lose neither side's change without saying so", () => {
    property((base, theirs, mine) => {
      const { value, clashes } = merged(base, theirs, mine);
      const [was, other, own, after] = [base, theirs, mine, value].map((each) => fieldsOf(each));
      const told = clashes.length > 0;
      for (const name of new Set([...was!.keys(), ...other!.keys(), ...own!.keys()])) {
        const at = (fields: Map<string, FormValue>) => fields.get(name);
        const changedBy = (fields: Map<string, FormValue>) => !sameValue(at(fields), at(was!));
        // An entry that a side removed takes its fields with it.
        const [entry] = /^[^[]+\[[^\]]+\]/u.exec(name) ?? [name];
        const kept = (fields: Map<string, FormValue>) => entry === name || fields.has(entry);
        if (changedBy(own!) && kept(own!) && !told) expect(at(after!)).toEqual(at(own!));
        if (changedBy(other!) && kept(other!) && !told) expect(at(after!)).toEqual(at(other!));
      }
    });
  });

  it("say each clash at a field that both changed, and keep this person's own there", () => {
    property((base, theirs, mine) => {
      const { value, clashes } = merged(base, theirs, mine);
      for (const { field, what, theirs: saved } of clashes) {
        if (what !== "changed" || field.includes("[")) continue;
        const at = (side: FieldGroup) =>
          field.split(".").reduce<FormValue>((of, name) => (of as FieldGroup)[name], side);
        expect(sameValue(at(base), at(theirs))).toBe(false);
        expect(sameValue(at(base), at(mine))).toBe(false);
        expect(at(theirs)).toEqual(saved);
        expect(at(value)).toEqual(at(mine));
      }
    });
  });

  it("come to what one side alone changed, and clash never with nobody", () => {
    property((base, changed) => {
      expect(merged(base, changed, base)).toEqual({ value: changed, clashes: [] });
      const other = merged(base, base, changed);
      expect(other.clashes).toEqual([]);
      expect(sameValue(sets(other.value), sets(changed))).toBe(true);
    });
  });
});

/** The set's order says nothing. */
function sets(value: FieldGroup): FieldGroup {
  return { ...value, enforces: [...(value.enforces as string[])].sort() };
}
