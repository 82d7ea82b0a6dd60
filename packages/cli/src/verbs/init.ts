import { relative, resolve } from "node:path";
import { DEFAULTS, versionNotices } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import { warnOfHouse } from "../house-warnings.ts";
import { plain } from "../plain.ts";
import { rememberRack } from "../rack/current-rack.ts";
import { makeRack } from "../rack/make-rack.ts";
import { findOwnKey, type OwnKey, readOwnKey } from "../rack/own-ssh-key.ts";
import { shownPath } from "../shown-path.ts";
import { type Context, text, usageError, type Values, type Verb } from "../verb.ts";

export const init: Verb = {
  name: "init",
  usage: "[DIR] [--ssh-key FILE | --no-ssh-key]",
  summary: "make a rack: rack.yaml and its secrets",
  options: { "ssh-key": { type: "string" }, "no-ssh-key": { type: "boolean" } },
  takes: [0, 1],
  completes: "files",
  makesRack: true,
  help: `
Makes the rack directory DIR (default: the current directory, unless -C or RACKBERRY says otherwise).
Whatever is there already stays; a directory that holds a rack is refused. pictl remembers the rack, in
~/.config/rackberry/current: from then on every verb finds it, wherever it is run.
Your ssh public key goes into rack.yaml: the first of id_ed25519.pub, id_ed25519_sk.pub, id_ecdsa.pub,
id_ecdsa_sk.pub and id_rsa.pub in ~/.ssh. With a key, password logins over ssh are closed on every Pi.

Options
  --ssh-key FILE   take the public key in FILE
  --no-ssh-key     take none; the image's own logins then stay open

Files
  rack.yaml                  what the rack shall be; commented, valid as it is
  secrets/coordinator.key    the coordinator's private key; cards know its public half (the pin)
  secrets/release.key        signs new agents (pictl upgrade); it goes on no card and to no Pi
  secrets/rack.secret        from it the secret of every card is derived
  secrets/rack.check         says that key and secret are of one rack
  secrets/api.token          not there at first; 64 hex digits, with which pictl then speaks to the
                             coordinator: the same file is /etc/pi-coordinator/api.token on the master
  .gitignore                 keeps the secrets out of git, and so does secrets/.gitignore

Keep a copy of secrets/ in a safe place: without it, every card has to be made anew.

Examples
  pictl init                 in the current directory
  pictl init ~/rack          in a new directory
`,
  async run(context, [named], values) {
    const { directory, print, note, now } = context;
    const target = resolve(named ?? directory);
    const key = await chosenKey(context, values);
    await makeRack(target, { sshKey: key?.line });
    const shown = relative(process.cwd(), target) || ".";
    print(plain(`made a rack in ${shown}`));
    note(keySentence(key, values["no-ssh-key"] === true));
    await rememberRack(target, context).catch((cause) =>
      note(`warning: this rack cannot be remembered, so name it with -C: ${AppError.from(cause).message}`),
    );
    await warnOfHouse(context, DEFAULTS);
    for (const notice of versionNotices(DEFAULTS.kubernetes, now())) note(notice);
    note(`next: read ${shown === "." ? "" : `${shown}/`}rack.yaml, then: pictl card`);
    return 0;
  },
};

async function chosenKey({ home, note }: Context, values: Values): Promise<OwnKey | undefined> {
  const named = text(values, "ssh-key");
  const isUnwanted = values["no-ssh-key"] === true;
  if (named !== undefined && isUnwanted) throw usageError("--ssh-key and --no-ssh-key: leave one of them out");
  if (named !== undefined) return readOwnKey(resolve(named));
  return isUnwanted || home === undefined ? undefined : findOwnKey(home, note);
}

function keySentence(key: OwnKey | undefined, isUnwanted: boolean): string {
  if (key) return `your ssh key is in rack.yaml: ${shownPath(key.path)}`;
  const open = "until a key is in rack.yaml (user.sshKeys), the logins of the image stay open";
  return isUnwanted ? open : `there is no ssh public key in ~/.ssh (ssh-keygen -t ed25519 makes one): ${open}`;
}
