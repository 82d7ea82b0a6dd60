/** `npm run soak`: months of a rack in minutes. Fails when anything leaks. */
import { type Rounds, soak } from "./soak.ts";

const MIB = 1024 * 1024;
const ROUNDS: Rounds = { dials: 100_000, reconnects: 10_000, commands: 100_000 };
/** `npm run soak -- 0.1` runs a tenth of it. */
const share = Number(process.argv[2] ?? 1);
const scaled = (count: number) => Math.round(count * share);
const rounds: Rounds = {
  dials: scaled(ROUNDS.dials),
  reconnects: scaled(ROUNDS.reconnects),
  commands: scaled(ROUNDS.commands),
};

const began = performance.now();
const tell = (line: string) =>
  console.log(`${((performance.now() - began) / 1_000).toFixed(1).padStart(6)} s  ${line}`);
const { heap, listeners, descriptors } = await soak(rounds, { tell });
const signed = (count: number) => `${count < 0 ? "" : "+"}${count}`;
const said = `${rounds.dials} failed dials, ${rounds.reconnects} reconnects, ${rounds.commands} commands`;
const grown = `heap ${heap < 0 ? "" : "+"}${(heap / MIB).toFixed(2)} MiB`;
console.log(`soak: ${said}: ${grown}, listeners ${signed(listeners)}, descriptors ${signed(descriptors)}`);
process.exit(heap <= MIB && listeners <= 0 && descriptors <= 0 ? 0 : 1);
