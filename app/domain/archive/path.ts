import { withoutHiddenSigns } from "#app/domain/hidden-signs.ts";
import { ARCHIVE_LIMITS } from "./limits.ts";

/**
 * Characters that no file system takes, or that mean something else to one: Windows takes the
 * fewest.
 */
// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const REFUSED = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\\/:*?"<>|]|\p{Surrogate}/u;
// oxlint-disable-next-line no-control-regex -- as above
const EACH_REFUSED = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\\/:*?"<>|]|\p{Surrogate}/gu;
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/iu;
const ENDS_BADLY = /[. ]$/u;

/**
 * Whether a path names a place inside of an archive, and the same one on every system: relative, with
 * slashes, without parts that lead elsewhere.
 */
export function isArchivePath(path: string): boolean {
  if (path.length === 0 || path.length > ARCHIVE_LIMITS.pathLength) return false;
  return path.split("/").every(isArchiveName);
}

/** Whether a name can be one part of such a path. */
export function isArchiveName(name: string): boolean {
  if (name.length === 0 || name.length > ARCHIVE_LIMITS.partLength) return false;
  const [stem = ""] = name.split(".");
  return (
    !REFUSED.test(name) &&
    !ENDS_BADLY.test(name) &&
    !name.startsWith(" ") &&
    !DEVICE.test(stem.trim()) &&
    name.normalize("NFC") === name &&
    withoutHiddenSigns(name) === name
  );
}

/** In characters, of which each takes two places at most: room stays for a number and an ending. */
const LONGEST_STEM = 50;

/**
 * Words of people as the name of a file or folder, without its ending: never empty, never a name that a
 * system keeps for itself, never one that leads elsewhere.
 */
export function archiveName(words: string, otherwise: string): string {
  const plain = withoutHiddenSigns(words.normalize("NFC"))
    .replaceAll(EACH_REFUSED, " ")
    .split(" ")
    .filter((part) => part !== "")
    .join(" ");
  let short = cutAtWord(plain);
  while (ENDS_BADLY.test(short) || short.startsWith(".")) {
    short = short.startsWith(".") ? short.slice(1) : short.slice(0, -1);
  }
  short = short.trim();
  if (short === "") return otherwise;
  const [stem = ""] = short.split(".");
  const name = DEVICE.test(stem.trim()) ? `_${short}` : short;
  return isArchiveName(name) ? name : otherwise;
}

/** Of what stands behind the last dot of a name, in UTF-16 units. */
const LONGEST_ENDING = 10;

/** The name of somebody's file as one part of a path, with its ending, which may be empty, apart. */
export function archiveFileName(
  name: string,
  otherwise: string,
): { readonly stem: string; readonly ending: string } {
  const dot = name.lastIndexOf(".");
  if (dot <= 0) return { stem: archiveName(name, otherwise), ending: "" };
  const stem = archiveName(name.slice(0, dot), otherwise);
  // A cut goes through no character of two units, and leaves no joiner without what it joins.
  const short = archiveName(name.slice(dot + 1), "").slice(0, LONGEST_ENDING);
  const ending = withoutHiddenSigns(short.replace(/\p{Surrogate}$/u, "")).trim();
  return { stem, ending: isArchiveName(`${stem}.${ending}`) ? `.${ending}` : "" };
}

/** Alike for names that one file system or another takes for the same: Apple's has “ß” for “SS”. */
export function archiveNameKey(name: string): string {
  return name.toUpperCase().toLowerCase().normalize("NFC");
}

/** Cut after a whole word, where one ends in the second half. */
function cutAtWord(plain: string): string {
  const letters = [...plain];
  if (letters.length <= LONGEST_STEM) return plain;
  const end = letters.slice(0, LONGEST_STEM + 1).lastIndexOf(" ");
  return letters.slice(0, end > LONGEST_STEM / 2 ? end : LONGEST_STEM).join("");
}

/** Gives each name once, whatever the case of its letters: the second one gets a number. */
export class ArchiveNames {
  readonly #taken = new Set<string>();

  /** @param ending with its dot, or empty. */
  unique(stem: string, ending = ""): string {
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? `${stem}${ending}` : `${stem} (${number})${ending}`;
      const key = archiveNameKey(name);
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return name;
    }
  }
}
