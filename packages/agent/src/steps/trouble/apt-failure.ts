/** Why apt could not use a repository: one sentence for each cause, with apt's own words and what to do. */
import { lastWords } from "../../host/run.ts";

export type AptTrouble =
  | "no-space"
  | "name"
  | "timeout"
  | "nothing-listens"
  | "tls"
  | "not-there"
  | "forbidden"
  | "server-error"
  | "not-an-index"
  | "expired-key"
  | "wrong-key"
  | "bad-signature"
  | "clock"
  | "weak-signature"
  | "not-a-key"
  | "torn"
  | "not-signed"
  | "other";

export interface AptFailure {
  readonly trouble: AptTrouble;
  readonly sentence: string;
}

interface Cause {
  readonly trouble: AptTrouble;
  /** The match is quoted in the sentence. */
  readonly words: RegExp;
  /** What is wrong with `url`, and what to do. */
  readonly says: (url: string) => string;
  readonly advice: string;
}

const ADDRESS = "check packages.url in rack.yaml";
const KEY = "set packages.key in rack.yaml to the right key";

/**
 * The first match wins: apt also says "is not signed" about a repository that it could not reach. Debian 12 and Ubuntu
 * print gpgv's messages, Debian 13 prints sqv's.
 */
const CAUSES: readonly Cause[] = [
  {
    trouble: "no-space",
    words: /No space left on device/,
    says: (url) => `there is no room for the package list of ${url}`,
    advice: "restart the Pi, or make room on it",
  },
  {
    trouble: "name",
    words: /(?:Could not resolve|Temporary failure resolving|Something wicked happened resolving) '[^']*'/,
    says: (url) => `the host name in ${url} cannot be resolved`,
    advice: `${ADDRESS} and the network's DNS`,
  },
  {
    trouble: "timeout",
    words: /connection timed out|Connection timed out|Connection failed|did not end within \d+ s/,
    says: (url) => `${url} does not answer in time`,
    advice: `${ADDRESS} and the internet connection`,
  },
  {
    trouble: "nothing-listens",
    words:
      /(?:Could not|Cannot|Unable to) (?:connect|initiate the connection) to .*|Network is unreachable|No route to host/,
    says: (url) => `nothing answers at ${url}`,
    advice: `${ADDRESS} and the internet connection`,
  },
  {
    trouble: "tls",
    words: /Certificate verification failed.*|Could not handshake.*|SSL connection failed.*/,
    says: (url) => `${url} cannot prove who it is`,
    advice: `${ADDRESS} and the Pi's clock`,
  },
  {
    trouble: "forbidden",
    words: /\b(?:401|402|403|407|451) {2}\S.*/,
    says: (url) => `${url} does not let this Pi in`,
    advice: `${ADDRESS} and any proxy on the way`,
  },
  {
    trouble: "not-there",
    words: /\b4\d\d {2}\S.*|does not have a Release file/,
    says: (url) => `${url} does not exist (404)`,
    advice: `${ADDRESS}, or kubernetes there when packages.url is not set`,
  },
  {
    trouble: "server-error",
    words: /\b5\d\d {2}\S.*/,
    says: (url) => `${url} reports an error of its own`,
    advice: "wait, or set packages.url in rack.yaml to another repository",
  },
  {
    trouble: "not-an-index",
    words: /Clearsigned file isn't valid.*|Splitting up .* into data and signature failed|got '?(?:NODATA|NOSPLIT).*/,
    says: (url) => `${url} answers with something other than a package list, such as a login page`,
    advice: `${ADDRESS} and whatever stands between the Pi and the internet`,
  },
  {
    trouble: "clock",
    words: /is not valid yet.*|Not live until \S+|is expired \(invalid since .*/,
    says: (url) => `the package list of ${url} is dated in the future or has expired`,
    advice: "check the Pi's clock; if it is right, the repository is no longer maintained",
  },
  {
    trouble: "expired-key",
    words: /EXPKEYSIG.*|KEYEXPIRED.*|not live\s+because: Expired on \S+/,
    says: (url) => `the key that signs ${url} has expired`,
    advice: "set kubernetes in rack.yaml to a maintained minor version, or packages.key there to a newer key",
  },
  {
    trouble: "wrong-key",
    words: /NO_PUBKEY \S+|Missing key [0-9A-F]+/,
    says: (url) => `${url} is signed with a key that this Pi does not trust`,
    advice: KEY,
  },
  {
    trouble: "bad-signature",
    words: /BADSIG.*|Message has been manipulated/,
    says: (url) => `the signature of ${url} does not match its content`,
    advice: `do not trust it: ${ADDRESS}`,
  },
  {
    trouble: "weak-signature",
    words: /Policy rejected.*|[^:\n]*not considered secure since \S+/,
    says: (url) => `this system no longer accepts the signature of ${url}`,
    advice: "set kubernetes in rack.yaml to a maintained minor version",
  },
  {
    trouble: "not-a-key",
    words: /At least one invalid signature was encountered|Failed to parse keyring|unsupported filetype/,
    says: (url) => `the key for ${url} cannot be read or does not match its signature`,
    advice: KEY,
  },
  {
    trouble: "bad-signature",
    words: /(?:GPG error|OpenPGP signature verification failed): .*/,
    says: (url) => `the signature of ${url} cannot be verified`,
    advice: KEY,
  },
  {
    trouble: "torn",
    words: /File has unexpected size[^[\n]*|Hash Sum mismatch/,
    says: (url) => `the package list of ${url} differs from the signed one`,
    advice: "wait until the repository is fully updated, or check the proxy on the way",
  },
  {
    trouble: "not-signed",
    words: /is not signed/,
    says: (url) => `${url} is not signed`,
    advice: `nothing is installed from it: ${ADDRESS}`,
  },
];

/** `output` is what apt-get or apt-helper printed (C locale) when it failed to fetch `url`. */
export function aptFailure(output: string, url: string): AptFailure {
  for (const { trouble, words, says, advice } of CAUSES) {
    const found = words.exec(output)?.[0];
    if (found !== undefined) return { trouble, sentence: `${says(url)}: ${tidy(found)}: ${advice}` };
  }
  return { trouble: "other", sentence: `apt could not read ${url}: ${tidy(lastWords(output))}: ${ADDRESS}` };
}

/** Whether another key may fix it. */
export const isAboutKey = ({ trouble }: AptFailure): boolean =>
  ["expired-key", "wrong-key", "bad-signature", "not-a-key"].includes(trouble);

/** Removes the address and padding that apt adds. */
const tidy = (words: string): string =>
  words
    .replace(/ \[IP: [^\]]*\]/, "")
    .replace(/\s+/g, " ")
    .slice(0, 300)
    .trim();
