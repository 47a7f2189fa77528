import { useEffect, useRef, useState } from "react";
import { useFetchers, useLocation, useNavigation } from "react-router";
import { Banner } from "./Banner.tsx";
import { NOT_LOADED, NOT_SENT } from "./keep-forms.ts";
import { useStore } from "./store.ts";

/**
 * Tells that what the page shows could not be loaded anew, and that a form was not taken where the form has
 * no place to say so, such as a single button (M31).
 */
export function KeptPage() {
  useClearedElsewhere();
  const notLoaded = useStore(NOT_LOADED);
  const notSent = useUnsaid(useStore(NOT_SENT));
  const sentences = [notSent, notLoaded].filter((sentence) => sentence !== null);
  return (
    <div role="alert" className="sticky top-0 z-30 empty:hidden">
      {sentences.map((sentence) => (
        <Banner key={sentence} kind="stopped">
          {sentence}
        </Banner>
      ))}
    </div>
  );
}

/** Forgets why a form was not taken where somebody went on: of another page it would not be true. */
function useClearedElsewhere(): void {
  const navigation = useNavigation();
  const { key } = useLocation();
  const hasSent = useRef(false);
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (navigation.state !== "idle") hasSent.current = navigation.formMethod === "POST";
  }, [navigation]);
  useEffect(() => {
    if (shown.current === key) return;
    shown.current = key;
    // The answer to a form has a new key, too.
    if (!hasSent.current) NOT_SENT.set(null);
    hasSent.current = false;
  }, [key]);
}

/** The sentence, once the form's answer is drawn without it. */
function useUnsaid(sentence: string | null): string | null {
  const isIdle = useNavigation().state === "idle";
  const isDone = useFetchers().every(({ state }) => state === "idle");
  const [unsaid, setUnsaid] = useState<string | null>(null);
  useEffect(() => {
    if (sentence === null || !isIdle || !isDone) return;
    // Once the answer is drawn.
    const frame = requestAnimationFrame(() => {
      const said = [...document.querySelectorAll("main [role=alert], main [aria-live]")];
      const isSaid = said.some(({ textContent }) => textContent?.includes(sentence));
      setUnsaid(isSaid ? null : sentence);
    });
    return () => cancelAnimationFrame(frame);
  }, [sentence, isIdle, isDone]);
  return unsaid === sentence ? unsaid : null;
}
