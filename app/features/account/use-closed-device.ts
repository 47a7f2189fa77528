import { useEffect } from "react";

/** For a page on which one signs in: what the device keeps is shown to nobody until somebody has (R5). */
export function useClosedDevice(): void {
  useEffect(() => {
    const close = async () => {
      const { closeDevice } = await import("#app/editor/session/device-people.ts");
      await closeDevice();
    };
    // A browser that keeps nothing has nothing to close.
    close().catch(() => undefined);
  }, []);
}
