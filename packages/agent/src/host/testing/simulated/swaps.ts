/** Swap of a simulated Pi: what a boot turns on, and what turns it off. */
import type { PiState } from "./card.ts";

/** Lines of fstab(5), split as its own reader does. */
export function fstabOf(
  state: PiState,
): readonly { readonly source: string; readonly point: string; readonly type: string }[] {
  const lines = (state.files["/etc/fstab"]?.content ?? "").split("\n").map((line) => line.trim());
  return lines.flatMap((line) => {
    const [source, point, type] = line.split(/\s+/);
    return line.startsWith("#") || !source || !point || !type ? [] : [{ source, point, type }];
  });
}

const HEAD = "Filename\tType\tSize\tUsed\tPriority\n";
const row = (name: string) => `${name}\tfile\t102396\t0\t-2\n`;

/** The swap that fstab and the enabled units turn on. */
export function startSwaps(state: PiState): void {
  const units = Object.values(state.units).filter((unit) => unit.active && unit.swap);
  const names = [
    ...fstabOf(state).flatMap(({ type, source }) => (type === "swap" ? [source] : [])),
    ...units.map(({ swap }) => swap),
  ];
  setSwaps(
    state,
    names.map((name) => name ?? ""),
  );
}

/** What `swapoff --all` leaves. */
export const stopSwaps = (state: PiState): void => setSwaps(state, []);

/** Swap that a unit turned on is turned off together with the unit. */
export function stopSwap(state: PiState, name: string): void {
  const rows = (state.files["/proc/swaps"]?.content ?? "").split("\n").slice(1);
  setSwaps(
    state,
    rows.map((one) => one.split("\t")[0] ?? "").filter((one) => one !== "" && one !== name),
  );
}

function setSwaps(state: PiState, names: readonly string[]): void {
  const file = { mode: 0o644, uid: 0, gid: 0 };
  state.files["/proc/swaps"] = { ...file, content: HEAD + names.map(row).join("") };
}
