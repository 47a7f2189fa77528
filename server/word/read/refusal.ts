import { sizeText } from "#app/domain/exhibit.ts";
import { WORD_RETURN_LIMITS } from "#app/domain/word-return.ts";

/** Why a file can't be read as a Word file: a closed set, with a sentence for each. */
export type WordFileRefusalCode =
  | "empty"
  | "too-large"
  | "old-word"
  | "encrypted"
  | "opendocument"
  | "pdf"
  | "rtf"
  | "web-page"
  | "other-office"
  | "other-archive"
  | "not-word"
  | "damaged"
  | "unsafe-names"
  | "declares-entities"
  | "unpacks-too-large"
  | "too-many-parts"
  | "too-many-elements"
  | "too-deep"
  | "takes-too-long";

export interface WordFileRefusal {
  readonly code: WordFileRefusalCode;
  readonly sentence: string;
}

const SAVE_AS_WORD = "Open it in Word, save it as a Word document (.docx) and choose that file.";

const SENTENCES: Readonly<Record<WordFileRefusalCode, string>> = {
  empty: "The file is empty. Nothing was brought in. Choose another one.",
  "too-large": `The file is larger than ${sizeText(WORD_RETURN_LIMITS.fileBytes)}. Nothing was brought in. Large pictures are the usual reason, and are not needed: take them out in Word and try again.`,
  "old-word": `This is a file of an older Word (.doc). Nothing was brought in. ${SAVE_AS_WORD}`,
  encrypted:
    "The file is protected by a password, so it can’t be read. Nothing was brought in. Take the password off in Word (File, Info, Protect Document) and try again.",
  opendocument: `This is an OpenDocument file (.odt). Nothing was brought in. Open it in LibreOffice or Word, save it as .docx and choose that file.`,
  pdf: "This is a PDF. Nothing was brought in. Ask for the Word file it was made from, or attach the PDF.",
  rtf: `This is an RTF file. Nothing was brought in. ${SAVE_AS_WORD}`,
  "web-page": `This is a web page, not a Word document. Nothing was brought in. ${SAVE_AS_WORD}`,
  "other-office":
    "This is a workbook or a presentation, not a text. Nothing was brought in. Choose a Word document (.docx).",
  "other-archive":
    "This is an archive without a Word document’s parts. Nothing was brought in. If it holds a Word document, unpack it and choose that file.",
  "not-word":
    "This is not a Word document. Nothing was brought in. Choose a file that ends in .docx.",
  damaged: `The file is damaged or was cut off on its way. Nothing was brought in. Ask for it again, or ${SAVE_AS_WORD.charAt(0).toLowerCase()}${SAVE_AS_WORD.slice(1)}`,
  "unsafe-names":
    "The file has parts with names that lead out of it, as no Word program writes them. Nothing was brought in. Ask who sent it for the file as Word saves it.",
  "declares-entities":
    "The file declares entities of its own, as no Word program does. Nothing was brought in. Ask who sent it for the file as Word saves it.",
  "unpacks-too-large":
    "The file unpacks to more text than can be read here (80 MB). Nothing was brought in. Bring it in by parts.",
  "too-many-parts":
    "The file has more than 5,000 parts, as no text needs. Nothing was brought in. Copy its text into a new Word document and try again.",
  "too-many-elements":
    "The file’s text has more pieces than can be read here. Nothing was brought in. Bring it in by parts.",
  "too-deep":
    "The file’s tables or boxes lie inside one another too often to be read. Nothing was brought in. Copy its text into a new Word document and try again.",
  "takes-too-long":
    "The file takes too long to read. Nothing was brought in. Try again when less is going on, or bring it in by parts.",
};

export function wordFileRefusal(code: WordFileRefusalCode): WordFileRefusal {
  return { code, sentence: SENTENCES[code] };
}

/** Ends the reading of a file; `readWord` makes it a value. */
export class RefusedWordFile extends Error {
  override readonly name = "RefusedWordFile";
  readonly code: WordFileRefusalCode;

  constructor(code: WordFileRefusalCode) {
    super(SENTENCES[code]);
    this.code = code;
  }
}
