import { Form, Link, useLoaderData, type MetaFunction } from "react-router";
import { clsx } from "clsx";
import { Button } from "#app/ui/Button.tsx";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { BOX } from "#app/ui/Field.tsx";
import { HashOfFile } from "#app/features/filing/HashOfFile.tsx";
import { CheckSignOff } from "#app/features/review/CheckSignOff.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { Card, Page, Section } from "#app/ui/Page.tsx";
import { writtenDate } from "#app/domain/dates.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import type { VerifiedView } from "#server/services/index.ts";

export const meta: MetaFunction = () => [{ title: "Verify a PDF · Coalition Desk" }];

/** The looked-up hash and the result; absent on the first visit. */
interface FileLookup {
  readonly asked: string | null;
  readonly verified: VerifiedView | null;
  readonly mistake: string | null;
}

export const loader = openLoader({
  load: async ({ context, url }): Promise<Outcome<FileLookup>> => {
    const asked = url.searchParams.get("hash");
    if (asked === null) return done({ asked: null, verified: null, mistake: null });
    const verified = await context.services.filings.verify({ hash: asked.slice(0, 200) });
    return done(
      verified.ok
        ? { asked, verified: verified.value, mistake: null }
        : { asked, verified: null, mistake: verified.refusal.fields?.["hash"] ?? null },
    );
  },
});

export default function Verify() {
  const { asked, verified, mistake } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Verify a PDF"
      lead="Is this file, to the last byte, one that was filed from this workspace?"
      narrow
    >
      <div className="grid gap-10">
        <output className="block empty:hidden">
          {verified ? <Verdict {...verified} /> : null}
        </output>
        <Section title="With the file">
          <Card className="p-5">
            <HashOfFile />
          </Card>
        </Section>
        <Section title="With its SHA-256">
          <Card className="p-5">
            <Form method="get" className="grid gap-4">
              <div>
                <label htmlFor="hash" className="font-medium">
                  SHA-256 of the file
                </label>
                <p id="hash-hint" className="mt-0.5 text-sm text-ink-soft">
                  The file’s fingerprint: 64 digits and letters, as tools such as{" "}
                  <code>sha256sum</code> print it.
                </p>
                {mistake ? (
                  <p id="hash-mistake" role="alert" className="mt-1 font-medium text-danger">
                    {mistake}
                  </p>
                ) : null}
                <input
                  key={asked}
                  id="hash"
                  name="hash"
                  defaultValue={asked ?? ""}
                  autoComplete="off"
                  spellCheck={false}
                  aria-invalid={mistake ? true : undefined}
                  aria-describedby={mistake ? "hash-hint hash-mistake" : "hash-hint"}
                  className={clsx(BOX, "mt-1.5 min-h-11 font-mono text-sm")}
                />
              </div>
              <div>
                <Button type="submit">Verify this SHA-256</Button>
              </div>
            </Form>
          </Card>
        </Section>
        <Section title="A sign-off by passkey">
          <Card className="p-5">
            <CheckSignOff />
          </Card>
        </Section>
        <Section title="An archive">
          <Card className="p-5">
            <p className="text-ink-soft">
              An archive of a matter, or of a workspace, has a program in it that checks it, and
              needs nothing but Node: <code className="text-sm">node verify.mjs</code> in the
              unpacked folder. Whoever does not trust that copy runs{" "}
              <a href="/verify-archive.mjs" download className="link">
                verify-archive.mjs
              </a>
              , from here or from another workspace.{" "}
              <code className="text-sm">node verify-archive.mjs FOLDER</code>
            </p>
          </Card>
        </Section>
        <Section title="A head of the record">
          <Card className="grid gap-2 p-5">
            <p className="text-ink-soft">
              The pages of the record and each certificate show a head: the hash of the record’s
              last line, which carries the hash of the line before it, and so on to the first.
              Whoever runs the server compares a head that you kept with the record, with{" "}
              <code className="text-sm">npm run audit:verify -- --head</code> and the head.
            </p>
            <p>
              <Link to="/record" className="link">
                Read the record
              </Link>{" "}
              <span className="text-ink-soft">(you sign in for that)</span>
            </p>
          </Card>
        </Section>
      </div>
    </Page>
  );
}

function Verdict({ hash, filing, copy, stamped }: VerifiedView) {
  if (stamped) {
    return (
      <Notice kind="done">
        <p className="font-medium">
          {stamped.broughtInOn === null
            ? "This is the stamped copy of a paper that was filed from this workspace."
            : "This is the stamped copy of a paper that was brought in here as one that was filed elsewhere."}
        </p>
        <p className="mt-1">
          {filedSentences(stamped)} The agency or court gave it back with its stamp: it is not the
          file that was filed, which has another SHA-256.
        </p>
        <p className="mt-2 text-sm break-all">
          <code>{hash}</code>
        </p>
      </Notice>
    );
  }
  if (copy) {
    return (
      <Notice kind={copy.isVoid ? "problem" : "word"}>
        <p className="font-medium">
          {copy.isVoid
            ? "No. This file was made for filing here, and is void: it was discarded or its approval taken back."
            : "Not yet. This file was made for filing, and nobody has confirmed that it was filed."}
        </p>
        <p className="mt-1">
          {KINDS[copy.kind].name}, printing {writtenDate(copy.printedOn)} as the day of filing, made
          by {named(copy.madeBy)}, which led its matter then.
        </p>
        <p className="mt-2 text-sm break-all">
          <code>{hash}</code>
        </p>
      </Notice>
    );
  }
  if (!filing) {
    return (
      <Notice kind="problem">
        <p className="font-medium">No file with this SHA-256 was filed from this workspace.</p>
        <p className="mt-1">
          A single different byte gives another fingerprint: a file that was printed again, signed,
          or saved by another program is not the one that was filed, even if it reads the same.
        </p>
        <p className="mt-1">
          Filed papers, copies made for filing and stamped copies are searched. An exhibit that was
          filed as a separate file is listed with its SHA-256 on the certificate of its filing.
        </p>
        <p className="mt-2 text-sm break-all">
          <code>{hash}</code>
        </p>
      </Notice>
    );
  }
  if (filing.broughtInOn !== null) {
    return (
      <Notice kind="word">
        <p className="font-medium">
          This file was brought in here as a paper that was filed elsewhere.
        </p>
        <p className="mt-1">
          {filedSentences(filing)} It was not filed from this workspace, and no approval of it is
          told here.
        </p>
        <p className="mt-2 text-sm break-all">
          <code>{hash}</code>
        </p>
      </Notice>
    );
  }
  return (
    <Notice kind="done">
      <p className="font-medium">Yes, this is a file that was filed from this workspace.</p>
      <p className="mt-1">{filedSentences(filing)}</p>
      <p className="mt-1 text-sm">
        This says what was filed, not what became of it since. More than that is not told here.
      </p>
      <p className="mt-2 text-sm break-all">
        <code>{hash}</code>
      </p>
    </Notice>
  );
}

type Filed = Pick<
  NonNullable<VerifiedView["filing"]>,
  "kind" | "filedOn" | "filedBy" | "broughtInOn"
>;

/** The day of a filing, and who led when it was recorded: the lead may be another one today. */
function filedSentences({ kind, filedOn, filedBy, broughtInOn }: Filed): string {
  const day = writtenDate(filedOn);
  return broughtInOn === null
    ? `${KINDS[kind].name}, filed on ${day}. The filing was recorded by ${named(filedBy)}, which led its matter then.`
    : `${KINDS[kind].name}, brought in on ${writtenDate(broughtInOn)} by ${named(filedBy)}, which led its matter then. It is recorded as filed on ${day}.`;
}

const named = (organization: string) => `the ${organization.replace(/^the /iu, "")}`;
