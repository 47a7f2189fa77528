import { Card } from "#app/ui/Page.tsx";
import type { ApiField, ApiOperation } from "#server/api/describe.ts";

/** One address of the API: what it does, what it takes and what it answers. */
export function OperationCard({ operation }: { readonly operation: ApiOperation }) {
  const { method, path, summary, asks, parameters, sends, sendsFile, answers } = operation;
  return (
    <Card className="px-5 py-4">
      <h3 className="font-mono text-sm font-medium wrap-anywhere">
        {method} {path}
      </h3>
      <p className="mt-2">{summary}</p>
      <p className="text-sm text-ink-soft">{asks}</p>
      <Fields title="Parameters" fields={parameters} />
      {sendsFile ? (
        <p className="mt-4 text-sm">The body is the .docx file itself, with its Content-Type.</p>
      ) : null}
      <Fields title="Body, as JSON" fields={sends} />
      <Fields title="Answer, as JSON" fields={answers} />
    </Card>
  );
}

function Fields({
  title,
  fields,
}: {
  readonly title: string;
  readonly fields: readonly ApiField[];
}) {
  if (fields.length === 0) return null;
  return (
    <details className="mt-3">
      <summary className="cursor-pointer text-sm font-medium">{title}</summary>
      <dl className="mt-2 grid gap-2 text-sm">
        {fields.map(({ name, type, isRequired, description }) => (
          <div key={name}>
            <dt className="font-mono wrap-anywhere">
              {name}
              {isRequired ? null : <span className="text-ink-soft"> (may be left out)</span>}
            </dt>
            <dd className="wrap-anywhere text-ink-soft">
              {type}
              {description === null ? null : `. ${description}`}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
