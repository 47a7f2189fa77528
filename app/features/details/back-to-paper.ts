/** The parameter that names the draft from whose page one came. */
const FROM = "from";

/** Adds to a page's address where one came from, and the field in question. */
export function fromPaper(address: string, documentId: string, field: string): string {
  return `${address}?${FROM}=${encodeURIComponent(documentId)}#${field}`;
}

/** Where one goes on after saving: to the page of the draft from which one came, else elsewhere. */
export function backToPaper(search: URLSearchParams, elsewhere: string): string {
  const documentId = search.get(FROM);
  return documentId !== null && /^[\w-]{1,64}$/u.test(documentId)
    ? `/documents/${documentId}/facts`
    : elsewhere;
}
