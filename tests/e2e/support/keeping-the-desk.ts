/** Options of tests in which a browser keeps the desk on the device, as every visitor's does. */
export const KEEPING_THE_DESK = { serviceWorkers: "allow" } as const;
