/** The words that names are made of, compared without accents and case (L68). */

/** Small words inside of names, which tell nobody apart. */
export const PARTICLES: ReadonlySet<string> = new Set(
  "al bin bint da das de del della der di do dos du e el ibn la las le los san santa st van vda von y".split(
    " ",
  ),
);
export const TITLES: ReadonlySet<string> = new Set(
  "client cliente detainee detenida detenido don dona dr dra miss mr mrs ms mx senor senora senorita sr sra srta".split(
    " ",
  ),
);

/** Words of everyday English that are names as well: in small letters they are no name. */
export const EVERYDAY: ReadonlySet<string> = new Set(
  "an angel april art august baker banks bell best bill black bond booker brown carter case chance chase christian church clay close cook cross dale dawn day dean drew fair faith field fields fish fisher ford forest fox frank garden gene glen good grace grant gray green grey grove guy hall hand harry hill holly hope hunter iris ivy jack jean joy judge june justice king knight lake lane law long lord love major mark mason may melody mercy miles miller moon moore nick noble page park parks pat peace pearl penny person phoenix place pope porter power powers price ray read rich rivers rob rock rod rose ruby rush sandy say small smith star stone street strong sue summer taylor tony trinity turner victor violet walker ward waters way west white will winter wise wood woods work young".split(
    " ",
  ),
);

/** Letters that no accent makes of others. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ı: "i",
  þ: "th",
};

/** A word without case, accents, apostrophes and digits at its end; without the s of "Maria's". */
export function folded(word: string): string {
  const own = word.replace(/(?:['’ʼ`´]s|(?<=\p{L})\d{1,4})$/iu, "");
  const small = own.toLowerCase();
  if (/^[a-z0-9]*$/.test(small)) return small;
  return small
    .normalize("NFD")
    .replaceAll(/[\p{M}'’ʼ`´]/gu, "")
    .replaceAll(/[ßæœøđðłıþ]/gu, (letter) => LETTERS[letter] ?? letter);
}
