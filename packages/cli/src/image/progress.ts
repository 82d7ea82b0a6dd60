/** Shows the progress of a long piece of work: a bar on a terminal, an occasional line elsewhere. */

export interface Progress {
  /** Starts the next piece of work, of so many bytes. */
  begin(what: string, bytes: number): void;
  add(bytes: number): void;
  end(): void;
}

export interface ProgressOptions {
  /** Draws a line in place of the previous one; absent when there is no terminal. */
  readonly redraw?: (line: string) => void;
  readonly note: (line: string) => void;
  /** The terminal's width. */
  readonly columns: () => number;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
}

/** Milliseconds between two redraws, and between two lines. */
const REDRAW = 100;
const LINE = 10_000;
const BAR = 14;

export function showProgress({ redraw, note, columns, now }: ProgressOptions): Progress {
  let work: Work | undefined;
  let shown = 0;
  const show = (current: Work) => {
    shown = now();
    if (redraw) redraw(progressLine(current, shown).slice(0, columns() - 1));
    else note(progressLine(current, shown, { bar: false }));
  };
  const end = () => {
    if (!work) return;
    redraw?.("");
    if (work.done > 0) note(summary(work, now()));
    work = undefined;
  };
  return {
    begin(what, total) {
      end();
      work = { what, total, done: 0, begun: now() };
      shown = work.begun;
    },
    add(bytes) {
      if (!work) return;
      work = { ...work, done: work.done + bytes };
      if (now() - shown >= (redraw ? REDRAW : LINE)) show(work);
    },
    end,
  };
}

export interface Work {
  readonly what: string;
  readonly total: number;
  readonly done: number;
  /** Milliseconds. */
  readonly begun: number;
}

/** writing  [#####-----]   52 %  1.56 GB of 3.00 GB  120 MB/s  0:12 left. Pure. */
export function progressLine({ what, total: expected, done, begun }: Work, now: number, { bar = true } = {}): string {
  // An image may continue after its last partition.
  const total = Math.max(expected, done);
  const part = total > 0 ? done / total : 1;
  const rate = rateOf(done, now - begun);
  const filled = Math.round(part * BAR);
  return [
    what,
    ...(bar ? [`[${"#".repeat(filled)}${"-".repeat(BAR - filled)}]`] : []),
    `${Math.floor(part * 100)} %`.padStart(bar ? 5 : 0),
    `${size(done)} of ${size(total)}`,
    `${size(rate)}/s`,
    `${minutes(rate > 0 ? (total - done) / rate : 0)} left`,
  ].join("  ");
}

/** writing: 3.00 GB in 0:25, 120 MB/s. Pure. */
export const summary = ({ what, done, begun }: Work, now: number): string =>
  `${what}: ${size(done)} in ${minutes((now - begun) / 1000)}, ${size(rateOf(done, now - begun))}/s`;

const rateOf = (bytes: number, ms: number) => (bytes * 1000) / Math.max(1, ms);

/** 999 B; 12.3 MB; 3.00 GB: decimal units, as on cards. */
export function size(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let [value, unit] = [bytes, 0];
  for (; value >= 999.5 && unit < units.length - 1; unit++) value /= 1000;
  return `${unit === 0 || value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${units[unit]}`;
}

function minutes(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
