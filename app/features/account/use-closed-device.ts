import { useEffect } from "react";
import { reportUnlessRefused } from "#app/ui/report-unless-refused.ts";
import { unreachable } from "#app/ui/unreachable.ts";

/** For a page on which one signs in: what the device keeps is shown to nobody until somebody has (R5). */
export function useClosedDevice(): void {
  useEffect(() => {
    const close = async () => {
      const device = import("#app/editor/session/device-people.ts").catch(unreachable);
      const { closeDevice } = await device;
      await closeDevice();
    };
    // A browser that keeps nothing has nothing to close.
    close().catch(reportUnlessRefused);
  }, []);
}
