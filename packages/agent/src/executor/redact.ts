/** Tools print secrets too: kubeadm ends with a join command. Everything that leaves the host passes through here. */

const SECRETS: readonly (readonly [RegExp, string])[] = [
  // kubeadm's bootstrap token.
  [/\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g, "<token>"],
  [/(--certificate-key[ =])[0-9a-f]{32,}/g, "$1<key>"],
  // A service account's token (JSON Web Token).
  [/\beyJ[\w-]{10,}\.[\w-]+\.[\w-]+/g, "<token>"],
];

/** `line` without secrets, at most 1,000 characters. */
export function redact(line: string): string {
  return SECRETS.reduce((text, [pattern, mark]) => text.replace(pattern, mark), line).slice(0, 1_000);
}
