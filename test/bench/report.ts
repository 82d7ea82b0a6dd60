/** All figures of a run: as a table to read, and as JSON for programs. */
import { type Figure, verdict, written, writtenBudget } from "./figure.ts";
import type { Scale } from "./scale-table.ts";

const HEAD = ["what", "measured", "budget", "verdict"] as const;

/** One line for the head and one for each figure. */
export function reportTable(figures: readonly Figure[]): string[] {
  const rows = figures.map((figure) => [
    figure.what,
    written(figure.value, figure.unit),
    writtenBudget(figure),
    verdict(figure),
  ]);
  const all = [[...HEAD], ...rows];
  const widths = HEAD.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0)));
  return all.map((row) => line(row).join("  ").trimEnd());
}

/** `5 within, 1 over`: counts the figures that have a budget. */
export function summary(figures: readonly Figure[]): string {
  const count = (wanted: string) => figures.filter((figure) => verdict(figure) === wanted).length;
  return `${count("within")} within, ${count("over")} over`;
}

interface Run {
  readonly machine: string;
  readonly seconds: number;
  /** Empty when it was not requested. */
  readonly scale: readonly Scale[];
}

export function reportJson(figures: readonly Figure[], run: Run): string {
  const rows = figures.map((figure) => ({ ...figure, verdict: verdict(figure) || undefined }));
  return JSON.stringify({ ...run, figures: rows }, undefined, 2);
}
