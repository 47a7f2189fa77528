import { Link } from "react-router";
import { clsx } from "clsx";

/** Tabs between views of one page; each has an address of its own. */
export function Views({
  views,
  current,
}: {
  readonly views: readonly { readonly name: string; readonly label: string }[];
  readonly current: string;
}) {
  return (
    <nav aria-label="What is shown" className="mb-5 flex flex-wrap gap-1.5">
      {views.map(({ name, label }) => (
        <Link
          key={name}
          to={`?show=${name}`}
          replace
          preventScrollReset
          aria-current={name === current ? "page" : undefined}
          className={clsx(
            "rounded-full border px-3.5 py-1.5 text-[0.9375rem]",
            name === current
              ? "border-accent bg-accent-soft font-medium text-accent"
              : "border-rule-strong bg-paper text-ink hover:bg-wash",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
