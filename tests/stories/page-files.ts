/**
 * Files in the page, as a person chooses, drops and takes them. Each function runs there, by itself: it may
 * use nothing of this file.
 */

export interface GivenFile {
  readonly name: string;
  readonly type: string;
  /** Its bytes, in base 64. */
  readonly bytes: string;
}

/** Chooses a file in the page's only field for one; whether there is one. */
export function chooseFile({ name, type, bytes }: GivenFile): boolean {
  const field = document.querySelector<HTMLInputElement>("input[type=file]");
  if (!field) return false;
  const transfer = new DataTransfer();
  const letters = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
  transfer.items.add(new File([letters], name, { type }));
  field.files = transfer.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

/** Drags a file over the text, and drops it there or not yet; whether there is a text. */
export function dragFile({ name, type, bytes, drop }: GivenFile & { drop: boolean }): boolean {
  const text = document.querySelector(".ProseMirror");
  if (!text) return false;
  const transfer = new DataTransfer();
  const letters = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
  transfer.items.add(new File([letters], name, { type }));
  const at = { dataTransfer: transfer, bubbles: true, cancelable: true };
  text.dispatchEvent(new DragEvent(drop ? "drop" : "dragover", at));
  return true;
}

/** Keeps what the page hands to the browser to be saved from now on. */
export function keepSavedFiles(): void {
  const kept: Blob[] = [];
  Object.assign(globalThis, { keptFiles: kept });
  const made = URL.createObjectURL;
  URL.createObjectURL = (file: Blob) => {
    kept.push(file);
    return made.call(URL, file);
  };
}

/** The last of them, in base 64; null for none. */
export async function savedFile(): Promise<string | null> {
  const kept = (globalThis as { keptFiles?: Blob[] }).keptFiles ?? [];
  const last = kept.at(-1);
  if (!last) return null;
  let letters = "";
  for (const byte of new Uint8Array(await last.arrayBuffer())) letters += String.fromCharCode(byte);
  return btoa(letters);
}
