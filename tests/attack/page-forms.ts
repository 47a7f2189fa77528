import { JSDOM } from "jsdom";

/** One for all pages: a window takes longer to make than a page to read. */
const { window } = new JSDOM();

/** The part of a page that holds what it is about. */
export function mainOf(html: string): Element {
  const page = window.document.createElement("div");
  page.innerHTML = /<main[\s>][^]*<\/main>/u.exec(html)?.[0] ?? "";
  return page;
}

/** The fields a browser would send of the form of that name. */
export function fieldsIn(html: string, intent: string | undefined): [string, string][] {
  const forms = [...mainOf(html).querySelectorAll<HTMLFormElement>("form")];
  const form = forms.find((one) => {
    const named = one.querySelector<HTMLInputElement>("input[name=intent]")?.value;
    return one.method === "post" && named === intent;
  });
  if (!form) throw new Error(`no form ${intent ?? ""} in ${html.slice(0, 300)}`);
  return [...new window.FormData(form)].map(([name, value]) => [name, String(value)]);
}
