import { describe, expect, it } from "vitest";
import { changePasswordForm } from "#app/domain/forms/account.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { createDocumentForm } from "#app/domain/forms/document.ts";
import { inviteForm } from "#app/domain/forms/invitation.ts";
import { createMatterForm, NARRATIVE_LIMIT, PARTY_LIMIT } from "#app/domain/forms/matter.ts";
import { createOrganizationForm } from "#app/domain/forms/organization.ts";
import {
  PASSWORD_MAXIMUM,
  PASSWORD_MINIMUM,
  passwordWeakness,
} from "#app/domain/forms/password.ts";
import { signInForm } from "#app/domain/forms/sign-in.ts";
import { DOCUMENT_KINDS } from "#app/domain/document.ts";
import { readForm } from "#server/services/form.ts";
import { refusal, refused, value } from "./workspace.ts";

const matter = { title: "Records", leadOrganizationId: "council", partyIds: ["ilrc"] };

describe("a form", () => {
  it("names each field that is missing, in a sentence", () => {
    expect(refused(readForm(signInForm, {}), "bad-input").fields).toEqual({
      email: "Enter an e-mail address.",
      password: "Enter your password.",
    });
    expect(refused(readForm(createMatterForm, {}), "bad-input").fields).toEqual({
      title: "Enter the matter’s title.",
      leadOrganizationId: "Choose the organization that leads.",
    });
    expect(refused(readForm(inviteForm, { email: "a@b" }), "bad-input").fields).toEqual({
      email: "Enter an e-mail address like name@example.org.",
      name: "Enter a name.",
      roles: "Choose at least one role.",
    });
    expect(
      Object.keys(refused(readForm(createOrganizationForm, null), "bad-input").fields ?? {}),
    ).toEqual(["form"]);
  });

  it("takes an address in any letters and keeps it in small ones", () => {
    const form = { email: "  Ana@Example.ORG ", password: "x" };
    expect(value(readForm(signInForm, form)).email).toBe("ana@example.org");
  });

  it.each([
    ["title", { title: "x".repeat(200) }, { title: "x".repeat(201) }],
    [
      "narrative",
      { narrative: "x".repeat(NARRATIVE_LIMIT) },
      { narrative: "x".repeat(NARRATIVE_LIMIT + 1) },
    ],
    [
      "partyIds",
      { partyIds: Array.from({ length: PARTY_LIMIT }, (_, index) => `o${index}`) },
      { partyIds: Array.from({ length: PARTY_LIMIT + 1 }, (_, index) => `o${index}`) },
    ],
  ])("takes a %s up to its limit and refuses one past it", (field, within, past) => {
    value(readForm(createMatterForm, { ...matter, ...within }));
    const fields = refused(readForm(createMatterForm, { ...matter, ...past }), "bad-input").fields;
    expect(Object.keys(fields ?? {})).toEqual([field]);
  });

  it("refuses what no screen shows and no database keeps alike", () => {
    for (const title of ["a\u0000b", "a\u001bb", "a\ud800b", "two\nlines", "two\u2028lines"]) {
      expect(readForm(createMatterForm, { ...matter, title })).toMatchObject(refusal("bad-input"));
    }
    expect(readForm(createMatterForm, { ...matter, narrative: "a\u0000b" })).toMatchObject(
      refusal("bad-input"),
    );
    const narrative = value(readForm(createMatterForm, { ...matter, narrative: " a\r\n\r\nb \n" }));
    expect(narrative.narrative).toBe("a\n\nb");
    value(readForm(createMatterForm, { ...matter, title: "Ñandú § 552(a)(6) 📜" }));
  });

  it("takes an empty optional field as left out", () => {
    const read = value(
      readForm(createMatterForm, { ...matter, agencyAddress: "  ", narrative: "" }),
    );
    expect(read.agencyAddress).toBeUndefined();
    expect(read.narrative).toBeUndefined();
  });

  it("offers each kind of document a layout, and refuses one of another kind", () => {
    for (const kind of DOCUMENT_KINDS) {
      const [layoutProfile] = KINDS[kind].layouts;
      value(readForm(createDocumentForm, { kind, title: "T", layoutProfile, docketId: "docket" }));
    }
    const wrong = { kind: "request", title: "T", layoutProfile: "sdny" };
    expect(refused(readForm(createDocumentForm, wrong), "bad-input").fields).toHaveProperty(
      "layoutProfile",
    );
  });

  it("keeps roles in one order, each once", () => {
    const form = { email: "a@b.org", name: "A", roles: ["admin", "drafter", "admin"] };
    expect(value(readForm(inviteForm, form)).roles).toEqual(["drafter", "admin"]);
    expect(readForm(inviteForm, { ...form, roles: ["owner"] })).toMatchObject(refusal("bad-input"));
  });
});

describe("a password being chosen", () => {
  const person = { email: "ana.garcia@example.org", name: "Ana García" };

  it.each([
    "quiet desk by a window",
    "coalition-demo",
    "ñandú ñandú ñandú corre",
    "garcia walks to the courthouse",
    `${"long ".repeat(39)}enough`.slice(0, PASSWORD_MAXIMUM),
  ])("may be %s", (password) => {
    expect(passwordWeakness(password, person)).toBeNull();
  });

  it.each([
    ["too short", "x1y2z3a4b5c"],
    ["too long", "abcd ".repeat(41)],
    ["one character", "aaaaaaaaaaaaaaaa"],
    ["few characters", "121212121212"],
    ["common", "Password-1234"],
    ["common", "qwerty qwerty"],
    ["their address", "ana.garcia@example.org"],
    ["their address and a year", "ana.garcia2021"],
    ["their name", "Ana García 123"],
  ])("may not be %s: %s", (_why, password) => {
    expect(passwordWeakness(password, person)).toMatch(/\.$/);
  });

  it("is measured in characters, not in bytes", () => {
    expect(passwordWeakness("📜🖋️⚖️🏛️📎🗂️")).not.toBeNull();
    expect(passwordWeakness("abcdefghij".repeat(2).slice(0, PASSWORD_MINIMUM))).toBeNull();
    expect(passwordWeakness("abcdefghij".repeat(2).slice(0, PASSWORD_MINIMUM - 1))).not.toBeNull();
  });

  it("is told its weakness by the form", () => {
    const form = { currentPassword: "x", newPassword: "short" };
    expect(refused(readForm(changePasswordForm, form), "bad-input").fields).toEqual({
      newPassword: "Use at least 12 characters. A short sentence is easy to remember.",
    });
  });
});
