/**
 * Keeps what somebody typed into a text area before the page was hydrated: React (18.3) puts the
 * server's words back over it, unless those are others than it expects. Until hydration, what is
 * typed is therefore the area's default as well. early-hands.spec.ts tells when this can go.
 * @returns a function to call after hydration, which gives each area its own default back.
 */
export function keepEarlyText(page: Document): () => void {
  const defaults = new Map<HTMLTextAreaElement, string>();
  const keep = (area: HTMLTextAreaElement) => {
    if (!defaults.has(area)) defaults.set(area, area.defaultValue);
    area.defaultValue = area.value;
  };
  for (const area of page.querySelectorAll("textarea")) {
    if (area.value !== area.defaultValue) keep(area);
  }
  const onInput = ({ target }: Event) => {
    if (target instanceof HTMLTextAreaElement) keep(target);
  };
  page.addEventListener("input", onInput, true);
  return () => {
    page.removeEventListener("input", onInput, true);
    for (const [area, words] of defaults) area.defaultValue = words;
  };
}
