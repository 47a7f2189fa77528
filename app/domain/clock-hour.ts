import { ZONE_LABELS, type FilingZone } from "./filing-zone.ts";

/** An hour of a day as a court's clock shows it. */
export interface ClockHour {
  /** "14:00". */
  readonly time: string;
  /** Null where the court's zone is not known. */
  readonly zone: FilingZone | null;
}

const TYPED = /^(?<hours>\d{1,2})(?:[:.](?<minutes>\d{2}))?\s?(?<half>[ap]\.?\s?m\.?)?$/iu;

/** The hour that somebody typed, "2 pm" or "14:00", as "14:00"; null where it is none. */
export function timeOf(typed: string): string | null {
  const words = typed.trim().toLowerCase();
  if (words === "noon") return "12:00";
  const { hours = "", minutes, half } = TYPED.exec(words)?.groups ?? {};
  const hour = Number(hours);
  if (hours === "" || (minutes === undefined && half === undefined)) return null;
  if (half !== undefined && (hour < 1 || hour > 12)) return null;
  const of24 = half === undefined ? hour : (hour % 12) + (half.startsWith("p") ? 12 : 0);
  if (of24 > 23 || Number(minutes ?? 0) > 59) return null;
  return `${String(of24).padStart(2, "0")}:${minutes ?? "00"}`;
}

/** "2:00 p.m." */
export function timeText(time: string): string {
  const [hours = "0", minutes = "00"] = time.split(":");
  const hour = Number(hours);
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minutes} ${hour < 12 ? "a.m." : "p.m."}`;
}

/** "2:00 p.m. Pacific time". */
export function hourText({ time, zone }: ClockHour): string {
  return `${timeText(time)} ${zone === null ? "by the court’s clock" : ZONE_LABELS[zone]}`;
}
