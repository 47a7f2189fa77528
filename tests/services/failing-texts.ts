import { refuse } from "#app/domain/refusal.ts";
import { textsHere, type Texts } from "#server/workers/texts/index.ts";

/** Texts that begin drafts as always until they are told to fail, as their worker does that has no room. */
export function failingTexts() {
  let fails = false;
  const sentence = "Too many long texts are being worked through.";
  const texts: Texts = {
    ...textsHere,
    first: async (...args) => (fails ? refuse("unavailable", sentence) : textsHere.first(...args)),
    begun: async (...args) => (fails ? refuse("unavailable", sentence) : textsHere.begun(...args)),
  };
  const fail = () => {
    fails = true;
  };
  return { texts, fail, sentence };
}
