import { Link } from "react-router";
import type { BroughtProgress } from "#server/services/index.ts";

/** Where an archive stands, in words. */
export function BroughtProgressLine({ progress }: { readonly progress: BroughtProgress }) {
  switch (progress.is) {
    case "checking":
      return "Being unpacked, checked and read; it begins within a minute. Nothing is brought in yet.";
    case "ready":
      return "Looked through. Nothing is brought in yet: it waits for what you choose.";
    case "waiting":
      return "Waiting to be brought in; it begins within a minute.";
    case "working":
      return progress.parts === null
        ? "Being brought in."
        : `Being brought in: ${progress.done} of ${progress.parts} parts.`;
    case "done":
      return progress.matters.length === 0 ? (
        "Brought in. You do not see what came of it any more."
      ) : (
        <>
          Brought in: <Matters matters={progress.matters} />.
        </>
      );
    case "failed":
      return progress.matters.length === 0 ? (
        progress.why
      ) : (
        <>
          {progress.why} Brought in before that: <Matters matters={progress.matters} />.
        </>
      );
  }
}

function Matters({ matters }: Pick<Extract<BroughtProgress, { is: "done" }>, "matters">) {
  return matters.map(({ slug, title }, index) => (
    <span key={slug}>
      {index > 0 ? ", " : ""}
      <Link to={`/matters/${slug}`} className="link">
        {title}
      </Link>
    </span>
  ));
}

/** Whether it goes on by itself. */
export function isUnderWay({ is }: BroughtProgress): boolean {
  return is === "checking" || is === "waiting" || is === "working";
}
