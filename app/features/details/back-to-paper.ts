/** The query parameter with the id of the draft that the person came from. */
const FROM = "from";

/** Adds the draft that the person came from, and the field in question, to an address. */
export function fromPaper(address: string, documentId: string, field: string): string {
  return `${address}?${FROM}=${encodeURIComponent(documentId)}#${field}`;
}

/** The page after saving: that of the draft that the person came from, otherwise `elsewhere`. */
export function backToPaper(search: URLSearchParams, elsewhere: string): string {
  const documentId = search.get(FROM);
  return documentId !== null && /^[\w-]{1,64}$/u.test(documentId)
    ? `/documents/${documentId}/facts`
    : elsewhere;
}
