import { describe, expect, it } from "vitest";
import { privateDataIn, PrivateDataSearch } from "#app/domain/private-data.ts";
import { watchedNames } from "#app/domain/private-data/watched-names.ts";

const LIST = [
  "María Guadalupe Gómez Reyes",
  "Juan Pérez",
  "Ortiz-Xicará, Tomás",
  "Nguyen Van An",
  "José de la Cruz",
  "Will May",
  "Xochitl",
  "Seán O’Brien",
  "Fatima Al-Hassan",
  "Łukasz Nowak",
];

const found = (text: string, list: readonly string[] = LIST) =>
  privateDataIn([{ place: null, text }], list)
    .filter(({ kind }) => kind === "watched-name")
    .map(({ start, end }) => text.slice(start, end));

/** Each with the words that are found. */
const STANDS: readonly (readonly [text: string, words: string])[] = [
  ["our client Maria Guadalupe Gomez Reyes was held", "client Maria Guadalupe Gomez Reyes"],
  ["María Guadalupe Gómez Reyes", "María Guadalupe Gómez Reyes"],
  ["MARIA GUADALUPE GOMEZ REYES", "MARIA GUADALUPE GOMEZ REYES"],
  ["maria guadalupe gomez reyes", "maria guadalupe gomez reyes"],
  ["Mari\u0301a Guadalupe Go\u0301mez Reyes", "Mari\u0301a Guadalupe Go\u0301mez Reyes"],
  ["Maria   Guadalupe\nGómez\u00a0Reyes", "Maria   Guadalupe\nGómez\u00a0Reyes"],
  ["a letter of Maria Gomez to ICE", "Maria Gomez"],
  ["a letter of Maria Reyes to ICE", "Maria Reyes"],
  ["the Gomez Reyes family", "Gomez Reyes"],
  ["the Gómez-Reyes family", "Gómez-Reyes"],
  ["Gomez Reyes, Maria Guadalupe", "Gomez Reyes, Maria Guadalupe"],
  ["REYES, MARIA", "REYES, MARIA"],
  ["GOMEZ MARIA", "GOMEZ MARIA"],
  ["Maria G. Gomez signed", "Maria G. Gomez"],
  ["Ma\u00adria Go\u200bmez", "Ma\u00adria Go\u200bmez"],
  ["Maria Gomez’s mother", "Maria Gomez’s"],
  ["Ms. Gomez called", "Gomez"],
  ["la señora Reyes llamó", "Reyes"],
  ["Mr. Juan Pérez", "Juan Pérez"],
  ["Juan Carlos Perez", "Juan Carlos Perez"],
  ["Juan Q. Perez", "Juan Q. Perez"],
  ["Pérez, Juan", "Pérez, Juan"],
  ["juan.perez@example.org", "juan.perez"],
  ["Letter_Juan_Perez_2021.pdf", "Juan_Perez"],
  ["JuanPerez.pdf", "JuanPerez"],
  ["Tomas Ortiz Xicara", "Tomas Ortiz Xicara"],
  ["ORTIZ-XICARÁ, TOMÁS", "ORTIZ-XICARÁ, TOMÁS"],
  ["Tomás Xicará", "Tomás Xicará"],
  ["José de la Cruz", "José de la Cruz"],
  ["Jose Delacruz", "Jose Delacruz"],
  ["De la Cruz, Jose", "Cruz, Jose"],
  ["a boy called Xochitl", "Xochitl"],
  ["XOCHITL’s brother", "XOCHITL’s"],
  ["Sean O'Brien and Sean OBrien", "Sean O'Brien"],
  ["Fatima Al Hassan", "Fatima Al Hassan"],
  ["Fatima Alhassan", "Fatima Alhassan"],
  ["Lukasz Nowak", "Lukasz Nowak"],
  ["Nguyễn Văn An", "Nguyễn Văn An"],
  ["Lukasz No-\nwak", "Lukasz No-\nwak"],
  ["Nowak Łukasz", "Nowak Łukasz"],
  ["Juan “Juancho” Pérez", "Juan “Juancho” Pérez"],
  ["Juan (Juancho) Pérez", "Juan (Juancho) Pérez"],
  ["Ｊｕａｎ Ｐｅｒｅｚ", "Ｊｕａｎ Ｐｅｒｅｚ"],
];

const ONLY_LOOKS_SO: readonly string[] = [
  "Maria Lopez wrote",
  "Santa Maria, California",
  "Guadalupe County, Texas",
  "the Guadalupe Hidalgo treaty",
  "Gomez v. Garland",
  "Reyes was the officer",
  "María Guadalupe church",
  "San Juan, Puerto Rico",
  "Juan and Perez are common names",
  "In May, will the court rule? The court will; May 5 is near.",
  "the agency will may be",
  "the Perezosa and Juanita",
  "Juanita Perezosa",
  "Perez and Juan",
  "Juan. Perez followed him.",
  "Cruz, Texas",
  "a de la Cruz",
  "Santa Cruz",
  "Ms. Perezosa called",
  "Sean Brien",
  "O’Brien v. Sean Industries",
  "an axolotl",
  "Thomas Ortiz",
  "Fatima Hassanzadeh",
  "Nowakowski, Lukasza",
  "Van Nguyen",
  "Maria; Gomez",
  "Dear client, Maria called",
  "José Reyes",
  "Will Smith and May Lee",
  "Mr. Nowakowski",
  "mister gomez in small letters",
  "Will: May",
  "May Will",
];

/** Names as files and addresses spell them, and as people type in haste: [listed, text, found]. */
const SMALL: readonly (readonly [name: string, text: string, words: string])[] = [
  ["María Gómez Reyes", "maria gomez", "maria gomez"],
  ["María Gómez Reyes", "maria reyes called", "maria reyes"],
  ["María Gómez Reyes", "write to maria.gomez@x.org", "maria.gomez"],
  ["María Gómez Reyes", "mariagomez@x.org", "mariagomez"],
  ["María Gómez Reyes", "mariareyes85@x.org", "mariareyes85"],
  ["María Gómez Reyes", "release_maria-gomez_2021.pdf", "maria-gomez"],
  ["María Gómez Reyes", "gomez_maria.pdf", "gomez_maria"],
  ["María Gómez Reyes", "GomezMaria.pdf", "GomezMaria"],
  ["María Gómez Reyes", "MariaGomezReyes.pdf", "MariaGomezReyes"],
  ["María Gómez Reyes", "maria%20gomez.pdf", "maria%20gomez"],
  ["María Guadalupe Gómez Reyes", "maria_gomez.pdf", "maria_gomez"],
  ["Ana Ruiz", "ana ruiz", "ana ruiz"],
  ["Ana Ruiz", "Ruiz Ana", "Ruiz Ana"],
  ["Ana Ruiz", "anaruiz@x.org", "anaruiz"],
  ["Will May", "will_may.pdf", "will_may"],
  ["Abdul-Rahman Mohamed", "AbdulRahman Mohamed", "AbdulRahman Mohamed"],
  ["Abdul-Rahman Mohamed", "Mohamed, Abdulrahman", "Mohamed, Abdulrahman"],
  ["Abdul-Rahman Mohamed", "abdulrahman.mohamed@x.org", "abdulrahman.mohamed"],
  ["Abdul-Rahman Mohamed", "Abdul-Rahman Mohamed", "Abdul-Rahman Mohamed"],
  ["Jean-Pierre", "Jeanpierre", "Jeanpierre"],
];

const SMALL_ALONE: readonly (readonly [name: string, text: string])[] = [
  ["María Guadalupe Gómez Reyes", "maria guadalupe church"],
  ["María Guadalupe Gómez Reyes", "maria_guadalupe.pdf"],
  ["Rose Garden Reyes", "a rose garden"],
  ["Rose Garden Reyes", "a rose reyes"],
  ["Will May", "they will may"],
  ["Will May", "the agency will/may answer"],
  ["Ana Ruiz", "an anaruiz of sorts"],
  ["Ana Ruiz", "ana, ruiz"],
  ["María Gómez Reyes", "maria lopez, mariana gomez"],
];

describe("the names that a matter watches for [L68]", () => {
  it.each(STANDS)("finds %j", (text, words) => {
    const first = found(text)[0] ?? "";
    expect(words.replace(/^client /u, "")).toBe(first);
  });

  it.each(ONLY_LOOKS_SO)("leaves %j alone", (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each(SMALL)("finds %j in %j", (name, text, words) => {
    expect(found(text, [name])).toEqual([words]);
  });

  it.each(SMALL_ALONE)("with %j leaves %j alone", (name, text) => {
    expect(found(text, [name])).toEqual([]);
  });

  it("takes one further capitalized word for a name that the list leaves out", () => {
    expect(found("Nguyen Thi An")).toEqual(["Nguyen Thi An"]);
    expect(found("Juan Carlos Alberto Pérez")).toEqual([]);
  });

  it("shows no more than first letters of words that stand in the text", () => {
    const [datum] = privateDataIn([{ place: "a", text: "about Maria Gomez" }], LIST);
    expect(datum).toEqual({ kind: "watched-name", place: "a", start: 6, end: 17, shown: "M.G." });
  });

  it("finds nothing without a list, and the other private data with one", () => {
    expect(found("Maria Gomez", [])).toEqual([]);
    const text = "Juan Pérez, A205678901";
    expect(privateDataIn([{ place: null, text }], LIST).map(({ kind }) => kind)).toEqual([
      "watched-name",
      "a-number",
    ]);
  });

  it("finds the same, whatever the pieces in which a text comes", () => {
    const text = `${"word ".repeat(700)}Maria Guadalupe Gomez Reyes ${"x".repeat(3_000)} Pérez, Juan`;
    const whole = privateDataIn([{ place: null, text }], LIST);
    expect(whole).toHaveLength(2);
    for (const part of [64, 1_000, 3_517]) {
      const search = new PrivateDataSearch({ names: watchedNames(LIST), part });
      const pieces = [...search.add(text), ...search.end()];
      expect(pieces.map(({ start, end }) => [start, end])).toEqual(
        whole.map(({ start, end }) => [start, end]),
      );
    }
  });

  it("takes time in proportion to the text, however many names and whatever the text", () => {
    const names = Array.from(
      { length: 500 },
      (_, at) => `Maria Jose ${"ab".repeat(40)} Gomez${at}`,
    );
    const took = (text: string) => {
      const started = performance.now();
      privateDataIn([{ place: null, text }], names);
      return performance.now() - started;
    };
    for (const bait of ["Maria Jose ", "Maria ", "Mr. ", "maria-", "de la ", "a. "]) {
      took(bait.repeat(2_000));
      const once = took(bait.repeat(20_000));
      const twice = took(bait.repeat(40_000));
      expect(twice).toBeLessThan(6 * once + 200);
    }
  });
});
