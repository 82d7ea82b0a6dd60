/** Takes the secrets out of a line that is shown. Pure. */

const MASK = "********";

/** In the order of trying; the first group stays. */
const PATTERNS: readonly RegExp[] = [
  // Ours, in card.json.
  /("cardSecret": *")[^"]*/g,
  // A person's: passwd: …, password=…, psk: … (cloud-init, netplan, wpa_supplicant).
  /((?:passw(?:or)?d|passphrase|psk|token|(?<!card)secret)["']?\s*[:=]\s*)\S.*/gi,
  // Hashes of passwords, crypt(5), wherever they are: $y$…, $5$…, $6$…
  /()\$(?:y|7|6|5|1|2[abxy])\$[./A-Za-z0-9$=,+-]+/g,
  // A network's key, as Imager hands it over in firstrun.sh: set_wlan 'name' '64 hex digits'.
  /(set_wlan\s.*?)\b[0-9a-f]{64}\b/gi,
];

export const maskSecrets = (line: string): string =>
  PATTERNS.reduce((text, pattern) => text.replace(pattern, `$1${MASK}`), line);
