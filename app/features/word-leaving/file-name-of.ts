/** The name of a downloaded file, as its answer says it (RFC 6266). */
export function fileNameOf(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]*)/u.exec(disposition ?? "")?.[1];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  return /filename="([^"]*)"/u.exec(disposition ?? "")?.[1] ?? "document.docx";
}
