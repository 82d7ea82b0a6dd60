import { relative, resolve } from "node:path";
import { DEFAULTS, versionNotices } from "@rackberry/config";
import { warnOfHouse } from "../house-warnings.ts";
import { plain } from "../plain.ts";
import { makeRack } from "../rack/make-rack.ts";
import type { Verb } from "../verb.ts";

export const init: Verb = {
  name: "init",
  usage: "[DIR]",
  summary: "make a rack: rack.yaml and its secrets",
  options: {},
  takes: [0, 1],
  help: `
Makes the rack directory DIR (default: the rack directory, which is the current one unless -C or
RACKBERRY says otherwise). Whatever is there already stays; a directory that holds a rack is refused.

Files
  rack.yaml                  what the rack shall be; commented, valid as it is
  secrets/coordinator.key    the coordinator's private key; cards know its public half (the pin)
  secrets/release.key        signs new agents (pictl upgrade); it goes on no card and to no Pi
  secrets/rack.secret        from it the secret of every card is derived
  secrets/api.token          not there at first; 64 hex digits, with which pictl then speaks to the
                             coordinator: the same file is /etc/pi-coordinator/api.token on the master
  .gitignore                 keeps the secrets out of git, and so does secrets/.gitignore

Keep a copy of secrets/ in a safe place: without it, every card has to be made anew.

Examples
  pictl init                 in the current directory
  pictl init ~/rack          in a new directory
`,
  async run(context, [named]) {
    const { directory, print, note, now } = context;
    const target = resolve(named ?? directory);
    await makeRack(target);
    const shown = relative(process.cwd(), target) || ".";
    print(plain(`made a rack in ${shown}`));
    await warnOfHouse(context, DEFAULTS);
    for (const notice of versionNotices(DEFAULTS.kubernetes, now())) note(notice);
    note(`next: put your ssh public key into ${shown === "." ? "" : `${shown}/`}rack.yaml, then: pictl card`);
    return 0;
  },
};
