/** One measured value with its budget, and how both are formatted. */

export type Unit = "B" | "KB" | "MiB" | "ms" | "s" | "/s" | "×";

export interface Budget {
  /** "most" for values that should be small, "least" for values that should be large. */
  readonly at: "most" | "least";
  readonly value: number;
}

export interface Figure {
  /** What was measured, with the size of the sample. */
  readonly what: string;
  readonly value: number;
  readonly unit: Unit;
  /** Absent when the value is for comparison only. */
  readonly budget?: Budget;
}

export type Verdict = "within" | "over" | "";

export function verdict({ value, budget }: Pick<Figure, "value" | "budget">): Verdict {
  if (!budget) return "";
  const within = budget.at === "most" ? value <= budget.value : value >= budget.value;
  return within ? "within" : "over";
}

/** `most(120)` and `least(50)` are DESIGN.md's ≤ and ≥. */
export const most = (value: number): Budget => ({ at: "most", value });
export const least = (value: number): Budget => ({ at: "least", value });

/** Three significant digits, but always the whole integer part. */
const digits = (value: number): string => {
  const size = Math.abs(value);
  return value.toFixed(Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
};

/** 4.27 ms; 73.1×; 2.10/s */
export const written = (value: number, unit: Unit): string =>
  unit === "×" || unit === "/s" ? `${digits(value)}${unit}` : `${digits(value)} ${unit}`;

/** ≤ 120 ms; ≥ 50×; "" without a budget. */
export const writtenBudget = ({ budget, unit }: Pick<Figure, "budget" | "unit">): string =>
  budget ? `${budget.at === "most" ? "≤" : "≥"} ${written(budget.value, unit)}` : "";
