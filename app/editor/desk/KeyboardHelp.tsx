import { Dialog } from "#app/ui/Dialog.tsx";
import { keyGroups, TYPED_RULES } from "#app/editor/commands/key-list.ts";
import { keysLabel } from "#app/editor/commands/keys.ts";
import { isApple } from "#app/ui/is-apple.ts";

/** The dialog with the list of keys. */
export default function KeyboardHelp({
  open,
  onClose,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard" wide>
      <KeyList />
    </Dialog>
  );
}

function KeyList() {
  const apple = isApple();
  return (
    <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
      {keyGroups().map(({ title, lines }) => (
        <Group
          key={title}
          title={title}
          rows={lines.map(([keys, what]) => [keysLabel(keys, apple), what])}
        />
      ))}
      <Group title="While typing, at the start of a line" rows={TYPED_RULES} />
    </div>
  );
}

function Group({ title, rows }: { title: string; rows: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h3 className="mb-2 font-semibold">{title}</h3>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1.5 text-[0.9375rem]">
        {rows.map(([keys, what]) => (
          <div key={keys} className="contents">
            <dt>
              <kbd className="rounded border border-rule bg-wash px-1.5 py-0.5 font-sans text-sm whitespace-nowrap">
                {keys}
              </kbd>
            </dt>
            <dd className="text-ink-soft">{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
