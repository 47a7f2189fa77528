import { writeWord } from "#server/word/write/index.ts";
import { composeWord } from "./compose.ts";
import { isSameInFile } from "./prove.ts";
import type { WordAnswer, WordToWrite } from "./task.ts";

/**
 * Makes a Word file and proves it before it is handed out (W4): put together, and read again from its bytes
 * by our own reader, it says exactly what it was made from.
 */
export async function writeLeaving(input: WordToWrite): Promise<WordAnswer> {
  const { text, comments, recorded, apart, isProven } = composeWord(input);
  if (!isProven) return { is: "unproven", where: "composition" };
  const { title, language, layoutProfile, facts, key } = input;
  const bytes = await writeWord({
    title,
    language,
    profile: layoutProfile,
    pageDetails: { facts, layoutProfile },
    text,
    comments,
    key,
  });
  if (!(await isSameInFile(bytes, text))) return { is: "unproven", where: "file" };
  return { is: "written", word: { bytes, ...recorded, apart } };
}
