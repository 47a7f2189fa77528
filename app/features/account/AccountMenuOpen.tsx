import { useFetcher, useNavigate } from "@remix-run/react";
import { LogOut, UserRound } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useRef } from "react";
import { THEMES } from "#app/framework/theme-cookie.ts";
import { AccountButton, type AccountMenuProps } from "./AccountButton.tsx";
import { SignOutForm } from "./SignOutForm.tsx";
import { THEME_WORDS } from "./theme-words.ts";

const ITEM =
  "flex min-h-10 cursor-pointer items-center gap-3 rounded px-3 py-2 text-[0.9375rem] outline-none select-none data-highlighted:bg-accent-soft forced-colors:data-highlighted:outline-2";

/** The person's menu, open at first. */
export default function AccountMenuOpen({ name, email, theme }: AccountMenuProps) {
  const navigate = useNavigate();
  const themes = useFetcher();
  const signOut = useRef<HTMLFormElement>(null);

  return (
    <>
      <SignOutForm ref={signOut} />
      <DropdownMenu.Root modal={false} defaultOpen>
        <DropdownMenu.Trigger asChild>
          <AccountButton name={name} />
        </DropdownMenu.Trigger>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="z-40 w-64 rounded-lg border border-rule bg-raised p-1.5 shadow-raised"
        >
          <DropdownMenu.Label className="px-3 py-2">
            <span className="block font-medium">{name}</span>
            <span className="block truncate text-sm text-ink-soft">{email}</span>
          </DropdownMenu.Label>
          <DropdownMenu.Separator className="my-1.5 h-px bg-rule" />
          <DropdownMenu.Item className={ITEM} onSelect={() => navigate("/account")}>
            <UserRound aria-hidden className="size-4.5 text-ink-soft" />
            Account
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="my-1.5 h-px bg-rule" />
          <DropdownMenu.Label className="px-3 pt-1 pb-0.5 text-sm text-ink-soft">
            Theme
          </DropdownMenu.Label>
          <DropdownMenu.RadioGroup
            value={theme}
            onValueChange={(chosen) => {
              themes.submit({ theme: chosen }, { method: "post", action: "/theme" });
            }}
          >
            {THEMES.map((value) => (
              <DropdownMenu.RadioItem
                key={value}
                value={value}
                className={ITEM}
                onSelect={(event) => event.preventDefault()}
              >
                <span
                  aria-hidden
                  className="grid size-4.5 place-items-center rounded-full border border-rule-strong"
                >
                  <DropdownMenu.ItemIndicator className="size-2.5 rounded-full bg-accent forced-color-adjust-none forced-colors:bg-[CanvasText]" />
                </span>
                {THEME_WORDS[value]}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="my-1.5 h-px bg-rule" />
          <DropdownMenu.Item className={ITEM} onSelect={() => signOut.current?.requestSubmit()}>
            <LogOut aria-hidden className="size-4.5 text-ink-soft" />
            Sign out
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Root>
    </>
  );
}
