/** What the nightly check found, in sentences. Pure. */
import { localMinute, timeOf } from "@rackberry/config";

export interface Night {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly nodes: readonly {
    readonly name: string;
    /** Names of the steps that would change something. */
    readonly drifted: readonly string[];
    /** Why it could not be asked. */
    readonly error?: string;
  }[];
}

/** How many steps are named; the rest are only counted. */
const NAMED = 4;

/** One for each node with something to report; `known` are the names of the present nodes. */
export function nightNotices({ at, nodes }: Night, known: readonly string[]): readonly string[] {
  const look = `nightly check (${new Date(at).toISOString().slice(0, 10)}, ${timeOf(localMinute(at))})`;
  return nodes
    .filter(({ name }) => known.includes(name))
    .flatMap(({ name, drifted, error }) => {
      if (error !== undefined) return [`${look}: ${name} could not be asked: ${error}`];
      if (drifted.length === 0) return [];
      const more = drifted.length - NAMED;
      const steps = [...drifted.slice(0, NAMED), ...(more > 0 ? [`${more} more`] : [])].join(", ");
      return [`${look}: ${name} differed from rack.yaml (${steps}): pictl plan says what would change now`];
    });
}
