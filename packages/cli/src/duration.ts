/** Durations as a person types them. */
import { usageError } from "./verb.ts";

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** 90s, 20m or 1h in milliseconds, at most a week. Throws a usage error that names the option. */
export function duration(given: string, option: string): number {
  const [, digits, unit = ""] = /^(\d{1,6})([smh])$/.exec(given) ?? [];
  const milliseconds = Number(digits) * (UNITS[unit] ?? 0);
  if (milliseconds > 0 && milliseconds <= 7 * 24 * 3_600_000) return milliseconds;
  throw usageError(`${option} takes a time such as 90s, 20m or 1h, not ${JSON.stringify(given)}`);
}
