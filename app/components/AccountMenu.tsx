import { useFetcher, useNavigate } from "@remix-run/react";
import { ChevronDown, LogOut, UserRound } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useRef } from "react";
import { THEMES, type Theme } from "~/http/theme-cookie";
import { SignOutForm } from "./SignOutForm";
import { THEME_WORDS } from "./theme-words";

const ITEM =
  "flex min-h-10 cursor-pointer items-center gap-3 rounded px-3 py-2 text-[0.9375rem] outline-none select-none data-highlighted:bg-accent-soft forced-colors:data-highlighted:outline-2";

interface AccountMenuProps {
  readonly name: string;
  readonly email: string;
  readonly theme: Theme;
}

/** The person's menu: account, theme, sign out. */
export function AccountMenu({ name, email, theme }: AccountMenuProps) {
  const navigate = useNavigate();
  const themes = useFetcher();
  const signOut = useRef<HTMLFormElement>(null);

  return (
    <>
      <noscript>
        <a href="/account" className="link">
          Account
        </a>
      </noscript>
      <SignOutForm ref={signOut} />
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="ml-auto flex min-h-10 min-w-0 cursor-pointer items-center gap-2 rounded-md px-2 text-[0.9375rem] hover:bg-wash data-[state=open]:bg-wash">
          <UserRound aria-hidden className="size-5 shrink-0 text-ink-soft" />
          <span className="truncate max-sm:sr-only">{name}</span>
          <span className="sr-only">, your menu</span>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-soft" />
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
