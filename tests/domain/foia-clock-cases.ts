/** Worked examples: computed with a script and counted by hand. */
export const HOLIDAYS: Readonly<Record<number, readonly string[]>> = {
  2021: [
    "2021-01-01",
    "2021-01-18",
    "2021-02-15",
    "2021-05-31",
    "2021-06-18",
    "2021-07-05",
    "2021-09-06",
    "2021-10-11",
    "2021-11-11",
    "2021-11-25",
    "2021-12-24",
    "2021-12-31",
  ],
  2022: [
    "2022-01-17",
    "2022-02-21",
    "2022-05-30",
    "2022-06-20",
    "2022-07-04",
    "2022-09-05",
    "2022-10-10",
    "2022-11-11",
    "2022-11-24",
    "2022-12-26",
  ],
};

export const DETERMINATIONS = [
  { received: "2021-09-09", due: "2021-10-07", extended: "2021-10-22", expedited: "2021-09-19" },
  { received: "2021-09-23", due: "2021-10-22", extended: "2021-11-05", expedited: "2021-10-03" },
  { received: "2021-11-22", due: "2021-12-21", extended: "2022-01-06", expedited: "2021-12-02" },
  { received: "2021-06-10", due: "2021-07-12", extended: "2021-07-26", expedited: "2021-06-20" },
] as const;

export const SWITCHED = [
  {
    received: "2025-01-06",
    calendar: { closures: ["2025-01-09"], inaugurationDay: false },
    due: "2025-02-05",
    extended: "2025-02-20",
  },
  {
    // January 20, 2025, is King Day already.
    received: "2025-01-06",
    calendar: { closures: [], inaugurationDay: true },
    due: "2025-02-04",
    extended: "2025-02-19",
  },
] as const;
