/** Kubernetes versions: those allowed in rack.yaml, how they compare, and how long they are supported. */
import { AppError, quoted } from "@rackberry/protocol";

/** kubeadm reads the configuration version that we write (v1beta4) from this minor on. */
const OLDEST_MINOR = "1.31";
/**
 * The same for the community's repository: earlier minors have signatures that today's systems no longer accept
 * (kubernetes/kubernetes#133098), or lack conntrack, which kubeadm 1.31 requires (kubernetes/release d2a7ae37).
 */
const OLDEST_OF_COMMUNITY = "1.32";
/** The newest minor that this code was written for. */
const NEWEST_MINOR = "1.37";

/** Each minor's last day of support, from https://kubernetes.io/releases/; older minors are out of support. */
const SUPPORT_ENDS: ReadonlyMap<string, string> = new Map([
  ["1.34", "2026-10-27"],
  ["1.35", "2027-02-28"],
  ["1.36", "2027-06-28"],
  [NEWEST_MINOR, "2027-10-28"],
]);

/** A Pi has no battery-backed clock: an earlier date comes from its image, or is 1970. */
export const CLOCK_IS_SET = Date.parse("2026-01-01");
const DAY = 24 * 3_600_000;
/** How many days ahead the end of support is announced. */
const ANNOUNCED = 60;

/** Whether it is a minor (1.36) rather than a full version (1.36.3). */
export const isMinor = (version: string): boolean => /^1\.\d{1,2}$/.test(version);

/** 1.36 for both 1.36.3 and 1.36. */
export const minorOf = (version: string): string => version.split(".").slice(0, 2).join(".");

/** Negative when `a` is older, positive when it is newer. A minor is older than all of its versions. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  for (const place of [0, 1, 2]) {
    const difference = (left?.[place] ?? -1) - (right?.[place] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The newest of the versions that belong to the minor; undefined if none does. */
export function newestOf(minor: string, versions: readonly string[]): string | undefined {
  return versions
    .filter((version) => minorOf(version) === minor)
    .sort(compareVersions)
    .at(-1);
}

/** A version in rack.yaml: a full version, or a minor, which stands for its newest version. Throws `invalid`. */
export function wantedVersion(value: unknown): string {
  if (typeof value !== "string" || !/^1\.(?:0|[1-9]\d?)(?:\.(?:0|[1-9]\d{0,2}))?$/.test(value)) {
    throw new AppError("invalid", `not a Kubernetes version (such as 1.36 or 1.36.3): ${quoted(value)}`);
  }
  if (/^1\.[1-9]$/.test(value)) throw new AppError("invalid", lostZero(value));
  return value;
}

/** A sentence why a version cannot be set up with packages from that repository; undefined if it can. */
export function tooOld(version: string, packages: "community" | "own"): string | undefined {
  const isBelow = (minor: string) => compareVersions(minorOf(version), minor) < 0;
  if (packages === "community" && isBelow(OLDEST_OF_COMMUNITY)) {
    const own = isBelow(OLDEST_MINOR) ? "" : `, unless packages.url names a repository of your own`;
    const reason = "its packages at pkgs.k8s.io cannot be installed on today's systems";
    return `Kubernetes ${version} is too old: ${reason}; ${OLDEST_OF_COMMUNITY} is the oldest that works${own}`;
  }
  if (!isBelow(OLDEST_MINOR)) return undefined;
  return `Kubernetes ${version} is too old: ${OLDEST_MINOR} is the oldest that can be set up`;
}

/** A program that reads and rewrites rack.yaml turns 1.30 into 1.3. */
function lostZero(value: string): string {
  const meant = `${value}0`;
  const cure = `write kubernetes: "${meant}", because YAML reads ${meant} without quotes as the number ${value}`;
  const limit = compareVersions(meant, OLDEST_MINOR) < 0 ? ` (${OLDEST_MINOR} is the oldest that works)` : "";
  return `${value} is too old; if ${meant} is meant, ${cure}${limit}`;
}

/** What a person should know about a version, as sentences. `today` is in milliseconds since 1970. */
export function versionNotices(version: string, today: number): readonly string[] {
  const minor = minorOf(version);
  if (compareVersions(minor, NEWEST_MINOR) > 0) {
    return [`Kubernetes ${minor} is newer than this Rackberry was written for (${NEWEST_MINOR}): it may not work`];
  }
  if (today < CLOCK_IS_SET) return [];
  const end = SUPPORT_ENDS.get(minor);
  const left = end === undefined ? 0 : Date.parse(end) - today;
  if (left <= 0) {
    const since = end === undefined ? "" : ` since ${end}`;
    return [`Kubernetes ${minor} is out of support${since}: nobody fixes its security holes${livingAt(today)}`];
  }
  if (left > ANNOUNCED * DAY) return [];
  return [`support of Kubernetes ${minor} ends on ${end}: after that nobody fixes its security holes`];
}

function livingAt(today: number): string {
  const living = [...SUPPORT_ENDS].filter(([, end]) => Date.parse(end) > today).map(([minor]) => minor);
  return living.length > 0 ? ` (supported: ${living.join(", ")})` : "";
}
