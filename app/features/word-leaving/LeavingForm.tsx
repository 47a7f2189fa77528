import { counted } from "#app/domain/counted.ts";
import { useState, type FormEvent, type ReactNode } from "react";
import { Form } from "react-router";
import type { LeavingView } from "#server/services/index.ts";
import { Button } from "#app/ui/Button.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { useWordFile, type WordFileState } from "./use-word-file.ts";
import { leavingAddress, marginSentence, namesText } from "./leaving-texts.ts";

/** Chooses what goes along, and takes the file (W3); without scripts it is a plain form. */
export function LeavingForm({ view }: { readonly view: LeavingView }) {
  const { document, text } = view;
  const [reader, setReader] = useState<"counsel" | "court">("counsel");
  const [hasFooter, setFooter] = useState(true);
  const { state, take } = useWordFile();
  const address = leavingAddress(document.id, text);
  const choose = (chosen: "counsel" | "court") => {
    setReader(chosen);
    setFooter(chosen === "counsel");
  };
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget)) {
      if (typeof value === "string") query.append(name, value);
    }
    void take(`${address}?${query.toString()}`);
  };
  const isBusy = state.is === "making" || state.is === "slow";
  return (
    <Form method="get" action={address} onSubmit={send} className="grid gap-8">
      {text.is === "redline" ? (
        <>
          <input type="hidden" name="from" value={text.from.number} />
          <input type="hidden" name="to" value={text.to?.number ?? "draft"} />
        </>
      ) : null}
      <Choices legend="Who it is for">
        <Tick
          type="radio"
          name="for"
          value="counsel"
          isChecked={reader === "counsel"}
          onChoose={() => choose("counsel")}
          label="Outside counsel, or somebody else who works on it"
          hint="Their changes come back as suggestions when the file is brought back here."
        />
        <Tick
          type="radio"
          name="for"
          value="court"
          isChecked={reader === "court"}
          onChoose={() => choose("court")}
          label="A court or an agency"
          hint={`${text.is === "redline" ? "The changes" : "The text"} alone: no suggestion, no comment, no name and no time goes along.`}
        />
      </Choices>
      {reader === "counsel" ? <Along view={view} /> : null}
      <Choices legend="The file’s code">
        <p className="text-[0.9375rem] text-ink-soft">
          The file has a code, hidden in it, by which it is known again when it comes back. It tells
          nobody anything. Taken again by you with the same choices, the same text has the same
          code.
        </p>
        <Tick
          type="radio"
          name="footer"
          value="yes"
          isChecked={hasFooter}
          onChoose={() => setFooter(true)}
          label="In the footer of each page, too"
          hint="The only place that Google Docs and Word’s document inspector leave alone."
        />
        <Tick
          type="radio"
          name="footer"
          value="no"
          isChecked={!hasFooter}
          onChoose={() => setFooter(false)}
          label="Not in the footer"
        />
      </Choices>
      <div className="grid gap-4">
        <div>
          <Button type="submit" look="primary" busy={isBusy}>
            Take the Word file
          </Button>
        </div>
        <Progress state={state} />
      </div>
    </Form>
  );
}

/** Offers what the margin has, to be taken along or left out. */
function Along({
  view: { text, shared, own, people, claimed, older, looksPrivate },
}: {
  readonly view: LeavingView;
}) {
  const isRedline = text.is === "redline";
  const isEmpty =
    !isRedline && marginSentence(shared) === "" && own.every((one) => marginSentence(one) === "");
  if (isEmpty) {
    return (
      <Notice kind="word">
        There is no open suggestion and no comment beside this text, so the file has the text alone,
        and names nobody.
      </Notice>
    );
  }
  return (
    <Choices legend="What goes along">
      {isRedline ? (
        <p className="text-[0.9375rem]">
          The differences, as tracked changes. Open suggestions stay here, so that accepting all
          gives exactly the later text.
        </p>
      ) : null}
      {shared.suggestions > 0 ? (
        <Tick
          name="suggestions"
          label={`${counted(shared.suggestions, "open suggestion")}, as tracked changes`}
          hint="Those that everybody of the parties sees. One whose words the text does not have any more can’t be shown as a change and stays here; how many do is said with the file."
        />
      ) : null}
      {shared.comments > 0 ? (
        <Tick
          name="comments"
          label={`${counted(shared.comments, "comment")} in ${counted(shared.threads, "conversation")}`}
          hint="Those that everybody of the parties sees, with answers, and marked where they are resolved."
        />
      ) : null}
      {own.map(({ organization, ...margin }) =>
        marginSentence(margin) === "" ? null : (
          <Tick
            key={organization.id}
            name="own"
            value={organization.id}
            label={`Only ${organization.shortName}’s own: ${marginSentence(margin)}`}
            hint={`Nobody but ${organization.shortName} sees these here. Whoever gets the file sees them.`}
          />
        ),
      )}
      {older > 0 ? (
        <p className="text-[0.9375rem] text-ink-soft">
          The latest ones alone can go along: {counted(older, "older one")} stay here.
        </p>
      ) : null}
      {people.length + claimed.length > 0 ? (
        <>
          <Tick
            name="names"
            label="Names of who made changes and wrote comments"
            hint={`${namesText(people, claimed)}. Without names, Word shows “Author”.`}
          />
          <Tick name="times" label="When each was made" />
        </>
      ) : null}
      {looksPrivate.length > 0 ? (
        <Notice kind="problem">
          <p>Comments and suggestions have words of which no search of the text tells:</p>
          <ul className="mt-1 list-disc pl-5">
            {looksPrivate.map((sentence, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- a list that never changes its order
              <li key={index}>{sentence}</li>
            ))}
          </ul>
          <div className="mt-2">
            <Tick
              name="private"
              label="I have looked at it, and it may leave with the file"
              hint="Without this, no file that has it is made."
            />
          </div>
        </Notice>
      ) : null}
    </Choices>
  );
}

function Progress({ state }: { readonly state: WordFileState }) {
  return (
    <div aria-live="polite" className="empty:hidden">
      {state.is === "slow" ? (
        <Notice kind="word">The file is being made and compared with the text…</Notice>
      ) : state.is === "taken" ? (
        <Notice kind="done">
          <span className="break-words">{state.name}</span> is in your downloads. That you took it
          is recorded.{" "}
          {state.apart > 0 ? (
            <strong>
              {counted(state.apart, "suggestion")} could not go along as{" "}
              {state.apart === 1 ? "a tracked change" : "tracked changes"}: the text does not have
              their words any more.
            </strong>
          ) : null}
        </Notice>
      ) : state.is === "failed" ? (
        <Notice kind="problem">{state.sentence}</Notice>
      ) : null}
    </div>
  );
}

function Choices({ legend, children }: { readonly legend: string; readonly children: ReactNode }) {
  return (
    <fieldset className="grid min-w-0 gap-1">
      <legend className="mb-1 font-medium">{legend}</legend>
      {children}
    </fieldset>
  );
}

function Tick({
  type = "checkbox",
  name,
  value = "yes",
  label,
  hint,
  isChecked,
  onChoose,
}: {
  readonly type?: "checkbox" | "radio";
  readonly name: string;
  readonly value?: string;
  readonly label: string;
  readonly hint?: string;
  readonly isChecked?: boolean;
  readonly onChoose?: () => void;
}) {
  return (
    <label className="-mx-2 flex cursor-pointer items-start gap-3 rounded-md px-2 py-1.5 hover:bg-wash">
      <input
        type={type}
        name={name}
        value={value}
        checked={isChecked}
        onChange={onChoose}
        className="mt-0.5 size-5 shrink-0 accent-accent"
      />
      <span className="min-w-0">
        {label}
        {hint === undefined ? null : <span className="block text-sm text-ink-soft">{hint}</span>}
      </span>
    </label>
  );
}
