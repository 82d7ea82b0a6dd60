/** Hours of the day, in the local time of the master. Pure. */
import { AppError, quoted } from "@rackberry/protocol";

export interface Hours {
  /** Minutes since midnight; `from` is included, `to` is not. 23:00 to 04:00 crosses midnight. */
  readonly from: number;
  readonly to: number;
}

/** "02:00-05:00". Throws `invalid`. */
export function parseHours(value: unknown): Hours {
  const [from, to] = /^\d\d:\d\d-\d\d:\d\d$/.test(String(value)) ? String(value).split("-").map(minuteOf) : [];
  if (from !== undefined && to !== undefined && from !== to) return { from, to };
  const given = quoted(value);
  throw new AppError("invalid", `${given} is not a range of hours: write it as 02:00-05:00, or 23:00-04:00`);
}

/** Undefined if there is no such time of day. */
function minuteOf(time: string): number | undefined {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour < 24 && minute < 60 ? 60 * hour + minute : undefined;
}

export const isWithin = ({ from, to }: Hours, minute: number): boolean =>
  from < to ? minute >= from && minute < to : minute >= from || minute < to;

/** 02:00-05:00 */
export const hoursText = ({ from, to }: Hours): string => `${timeOf(from)}-${timeOf(to)}`;

/** 210 as 03:30. */
export const timeOf = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");

/** Minutes since midnight, local time of this process, at the time `now` (milliseconds since 1970). */
export function localMinute(now: number): number {
  const date = new Date(now);
  return 60 * date.getHours() + date.getMinutes();
}
