import { Bell } from "lucide-react";
import { IconButton } from "#app/ui/IconButton.tsx";
import { LazyMenu } from "#app/ui/lazy/LazyMenu.tsx";
import { createLazyPart } from "#app/ui/lazy/lazy-parts.ts";

const ITEMS = createLazyPart(() => import("./FollowItems.tsx"));

/** Menu of what the reader hears of a document (M27), the same on the desk and on its other pages. */
export function FollowMenu({ documentId }: { readonly documentId: string }) {
  return (
    <LazyMenu
      part={ITEMS}
      frame={{
        button: <IconButton icon={Bell} label="What you hear of this document" />,
        align: "end",
        width: "w-72",
      }}
      items={{ documentId }}
    />
  );
}
