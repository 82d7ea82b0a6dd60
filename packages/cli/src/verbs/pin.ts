import { keyHashOf } from "@rackberry/protocol";
import { readReleaseKey, readSecrets } from "../rack/rack-directory.ts";
import type { Verb } from "../verb.ts";

export const pin: Verb = {
  name: "pin",
  usage: "",
  summary: "print the rack's pin and the release key's hash, for a running Pi without a card of this rack",
  options: {},
  takes: [0, 0],
  onlyAnswers: () => true,
  help: `
Prints two words, neither of which is secret. PIN is the hash of the coordinator's public key: an agent that
trusts it obeys this rack's coordinator and nobody else. RELEASE is the hash of the release key's public
half: the agent accepts new versions of itself only if that key has signed them. Cards carry both. A Pi that
is already running needs no card:

  sudo apt install ./pi-agent_VERSION_arm64.deb       on the Pi
  sudo pi-agent trust PIN RELEASE                     on the Pi, with what this command prints
  sudo systemctl restart pi-agent                     on the Pi
  sudo pi-agent fingerprint                           on the Pi
  pictl status                                        here: the Pi waits, with its fingerprint
  pictl adopt SERIAL --fingerprint HEX                here, if both fingerprints are the same
`,
  async run({ directory, print }) {
    print(`${(await readSecrets(directory)).pin} ${keyHashOf(await readReleaseKey(directory))}`);
    return 0;
  },
};
