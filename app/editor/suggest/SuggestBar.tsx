import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import type { ThreadRights } from "#app/editor/threads/thread-store.ts";
import { Button } from "#app/ui/Button.tsx";
import { useStore } from "#app/ui/store.ts";
import type { Suggesting } from "./suggesting.ts";
import "#app/editor/threads/threads.css";

interface SuggestBarProps {
  readonly suggesting: Suggesting;
  /** The organizations that a suggestion may be for alone: the writer's own. */
  readonly scopes: ThreadRights["scopes"];
}

/**
 * Actions on the suggestion that one writes, over the text: it moves nothing when one begins. That one
 * suggests says the switch (Toolbar).
 */
export function SuggestBar({ suggesting, scopes }: SuggestBarProps) {
  const { about } = useStore(suggesting.state);
  const reader = scopes.find(({ id }) => id === about.organizationId)?.shortName ?? null;
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const section = bar.current;
    const bars = section?.closest<HTMLElement>(".desk-bars");
    if (!section || !bars) return;
    // Anything else below the bars stands clear of it (suggest.css), also where it takes three rows.
    const observer = new ResizeObserver(() =>
      bars.style.setProperty("--suggest-bar", `${section.offsetHeight}px`),
    );
    observer.observe(section);
    return () => observer.disconnect();
  }, []);
  return (
    <section ref={bar} className="suggest-bar" aria-label="Your suggestion">
      <p className="min-w-0">
        <strong>Suggesting{reader === null ? "" : ` to ${reader} only`}.</strong> Only you see it
        yet.
      </p>
      <About suggesting={suggesting} scopes={scopes} />
      <div className="ml-auto flex gap-2">
        <Button
          look="primary"
          className="suggestion-button"
          title="Ctrl-Enter, or go on elsewhere"
          onClick={() => void suggesting.propose()}
        >
          Propose
        </Button>
        <Button className="suggestion-button" title="Escape" onClick={() => suggesting.drop()}>
          Drop
        </Button>
      </div>
    </section>
  );
}

/** For whom the suggestion is that is being written, and why. */
function About({ suggesting, scopes }: Pick<SuggestBarProps, "suggesting" | "scopes">) {
  const { organizationId, text } = useStore(suggesting.state).about;
  const id = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { key, ctrlKey, metaKey, currentTarget } = event;
    if (event.nativeEvent.isComposing) return;
    if (key === "Escape") suggesting.focus();
    // Enter alone opens a list.
    else if (key === "Enter" && (ctrlKey || metaKey || currentTarget.tagName === "INPUT"))
      void suggesting.propose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="suggest-about">
      <label className="suggest-why">
        <span>Why</span>
        <input
          type="text"
          className="margin-field"
          value={text}
          maxLength={MARGIN_LIMITS.comment}
          placeholder="If it needs a word; Enter proposes"
          onChange={({ currentTarget }) => suggesting.say({ text: currentTarget.value })}
          onKeyDown={onKeyDown}
        />
      </label>
      {scopes.length > 0 ? (
        <label htmlFor={id}>
          <span>Read by</span>
          <select
            id={id}
            className="margin-field"
            value={organizationId ?? ""}
            onKeyDown={onKeyDown}
            onChange={({ currentTarget }) =>
              suggesting.say({ organizationId: currentTarget.value || null })
            }
          >
            <option value="">Everybody of the matter</option>
            {scopes.map(({ id: scope, shortName }) => (
              <option key={scope} value={scope}>
                Only {shortName}
              </option>
            ))}
          </select>
        </label>
      ) : null}
    </div>
  );
}
