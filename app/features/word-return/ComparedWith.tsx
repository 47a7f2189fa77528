import { Form } from "react-router";
import type { WordReturnView } from "#server/services/index.ts";
import { Button } from "#app/ui/Button.tsx";
import { BOX } from "#app/ui/Field.tsx";

/** Which text it was made from, where its code does not say so. */
export function OtherText({ view }: { readonly view: WordReturnView }) {
  const { text, texts } = view;
  return (
    <Form method="get" className="flex flex-wrap items-end gap-3">
      <div className="min-w-0 grow">
        <label htmlFor="made-from" className="font-medium">
          Which text was it made from?
        </label>
        <select id="made-from" name="text" defaultValue={text} className={`${BOX} mt-1.5 min-h-11`}>
          {texts.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      {view.areReadersApart ? (
        <input type="hidden" name="for" value={view.readers ?? "all"} />
      ) : null}
      <Button type="submit">Compare</Button>
    </Form>
  );
}

/** Chooses readers, where an earlier return is beside the text for some people alone. */
export function OtherReaders({
  view: { text, readers, scopes, preselected },
}: {
  readonly view: WordReturnView;
}) {
  return (
    <Form method="get" className="flex flex-wrap items-end gap-3">
      <div className="min-w-0 grow">
        <label htmlFor="readers" className="font-medium">
          Who sees it
        </label>
        <p id="readers-hint" className="text-ink-soft">
          {preselected === null ? null : `${preselected.why} `}
          Something of an earlier Word file is for some people alone, so look at what comes in for
          those whom you choose.
        </p>
        <select
          id="readers"
          name="for"
          defaultValue={readers ?? "all"}
          aria-describedby="readers-hint"
          className={`${BOX} mt-1.5 min-h-11`}
        >
          <option value="all">Everybody of the parties</option>
          {scopes.map(({ id, shortName }) => (
            <option key={id} value={id}>
              Only {shortName}
            </option>
          ))}
        </select>
      </div>
      <input type="hidden" name="text" value={text} />
      <Button type="submit">Compare</Button>
    </Form>
  );
}
