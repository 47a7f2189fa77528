import { hanLanguageOf } from "#app/document/scripts.ts";
import "#app/styles/han.css";

/** Says whose Han shapes the page has, from its words; again when it has characters that it had not. */
function choose(): void {
  const { documentElement: html, body } = document;
  html.dataset["han"] = hanLanguageOf(body.textContent) ?? "zh-Hans";
}

choose();
document.fonts.addEventListener("loadingdone", choose);
