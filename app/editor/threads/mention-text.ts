/** A mention at the caret, behind an "@", with what of a name is typed so far. */
interface OpenMention {
  readonly from: number;
  readonly to: number;
  readonly typed: string;
}

/** The most characters of a name that are looked at. */
const MOST_TYPED = 40;

/** The mention that is being typed at the caret; null where none is. */
export function openMention(text: string, caret: number): OpenMention | null {
  const from = text.lastIndexOf("@", caret - 1);
  if (from < 0 || caret - from > MOST_TYPED) return null;
  const before = from === 0 ? " " : (text[from - 1] ?? " ");
  const typed = text.slice(from + 1, caret);
  if (/[\p{L}\p{N}]/u.test(before) || typed.includes("\n") || typed.startsWith(" ")) return null;
  return { from, to: caret, typed };
}

/** A person whom one can name. */
interface NamedPerson {
  readonly userId: string;
  readonly name: string;
  readonly organization: string;
}

/** The most people in the list. */
const MOST_LISTED = 8;

/** The people whose name, or a part of it, begins with what was typed. */
export function matchingPeople<T extends NamedPerson>(people: readonly T[], typed: string): T[] {
  const wanted = typed.toLocaleLowerCase("en-US").trimEnd();
  return people
    .filter(({ name, organization }) => {
      const whole = name.toLocaleLowerCase("en-US");
      const parts = [whole, ...whole.split(" "), organization.toLocaleLowerCase("en-US")];
      return parts.some((part) => part.startsWith(wanted));
    })
    .slice(0, MOST_LISTED);
}

/** Those picked whose names are still in the text. */
export function namedPeople<T extends NamedPerson>(
  text: string,
  picked: readonly string[],
  people: readonly T[],
): T[] {
  return people.filter(({ userId, name }) => picked.includes(userId) && text.includes(`@${name}`));
}

/** Their ids. */
export function namedIn(
  text: string,
  picked: readonly string[],
  people: readonly NamedPerson[],
): string[] {
  return namedPeople(text, picked, people).map(({ userId }) => userId);
}

/** A text in parts, of which some name a person. */
export function textParts(
  text: string,
  people: readonly NamedPerson[],
): { readonly text: string; readonly isName: boolean }[] {
  const names = people.map(({ name }) => `@${name}`).filter((name) => name.length > 1);
  const parts: { text: string; isName: boolean }[] = [];
  let rest = text;
  while (rest !== "") {
    let [at, found] = [-1, ""];
    for (const name of names) {
      const place = rest.indexOf(name);
      if (place >= 0 && (at < 0 || place < at || (place === at && name.length > found.length))) {
        [at, found] = [place, name];
      }
    }
    if (at < 0) return [...parts, { text: rest, isName: false }];
    if (at > 0) parts.push({ text: rest.slice(0, at), isName: false });
    parts.push({ text: found, isName: true });
    rest = rest.slice(at + found.length);
  }
  return parts;
}
