/** A master and a worker of every arrangement, and what their images, or Imager's users, had configured. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Pi } from "../rack/api.ts";
import { imagerCloudInit, imagerFirstRun } from "../rack/imager.ts";
import type { Lab } from "../story/lab.ts";
import { whoSudoMakes } from "../story/login.ts";
import type { CardOptions } from "../story/make-card.ts";
import { kernelWords } from "./pi-state.ts";

/** What Imager's user enters. The host name is still the rack's. */
const WISH = {
  hostname: "kitchen",
  user: "ada",
  wifi: { ssid: "home", psk: "5e".repeat(32), country: "GB" },
};

export interface ArrangedCard {
  /** The system and what was done to it before pictl, as a description. */
  readonly what: string;
  readonly options: (lab: Lab) => CardOptions;
  /** Reboots until Ready: those of the image and Imager; the rack's work needs none. */
  readonly boots: number;
  /** Words of the image's own command line. */
  readonly words: readonly string[];
  /** Settings of the image, or of Imager's user, that the node must still have. */
  readonly stays?: (lab: Lab, pi: Pi) => Promise<void>;
}

export const CARDS: readonly ArrangedCard[] = [
  { what: "Debian (master)", options: () => ({ master: true }), boots: 1, words: ["dwc_otg.lpm_enable=0", "fixrtc"] },
  {
    what: "Ubuntu 24.04",
    options: () => ({ system: "ubuntu" }),
    boots: 1,
    words: ["multipath=off", "fixrtc"],
    stays: imagesUser,
  },
  {
    what: "Ubuntu 26.04 (A/B)",
    options: () => ({ system: "ubuntu-ab" }),
    boots: 1,
    words: ["panic=10"],
    stays: stagedToo,
  },
  {
    what: "Raspberry Pi OS trixie, Imager",
    options: (lab) => ({ system: "raspios-trixie", customise: (boot) => imagerCloudInit(boot, wish(lab)) }),
    boots: 1,
    words: ["fsck.repair=yes", "resize"],
    async stays(lab, pi) {
      await userLogsIn(lab, pi);
      const network = (await pi.read("/boot/firmware/network-config")) ?? "";
      assert.match(network, new RegExp(`wlan0:[^]*"${WISH.wifi.ssid}":\\s*password: "${WISH.wifi.psk}"`));
    },
  },
  {
    // Its first boot ends in a reboot.
    what: "Raspberry Pi OS bookworm",
    options: () => ({ system: "raspios-bookworm" }),
    boots: 3,
    words: ["fsck.repair=yes"],
    async stays(lab, pi) {
      await firstRunIsOver(lab, pi);
      // The image has it switched off, and rack.yaml has a key.
      await pi.exec(["systemctl", "is-active", "ssh.service"]);
    },
  },
  {
    // The same holds for what the image does to Imager's script before it runs.
    what: "Raspberry Pi OS bookworm, Imager",
    options: (lab) => ({ system: "raspios-bookworm", customise: (boot) => imagerFirstRun(boot, wish(lab)) }),
    boots: 4,
    words: ["fsck.repair=yes"],
    async stays(lab, pi) {
      await userLogsIn(lab, pi);
      await firstRunIsOver(lab, pi);
      assert.match(
        (await pi.read("/etc/NetworkManager/system-connections/preconfigured.nmconnection")) ?? "",
        /ssid=home/,
      );
    },
  },
];

/** The key belongs to the owner. */
const wish = (lab: Lab) => ({ ...WISH, sshKey: readFileSync(`${lab.sshKey}.pub`, "utf8").trim() });

async function userLogsIn(lab: Lab, pi: Pi): Promise<void> {
  assert.equal(await whoSudoMakes(lab, pi, WISH.user), "root");
}

async function imagesUser(_: Lab, pi: Pi): Promise<void> {
  assert.match((await pi.exec(["id", "ubuntu"])).stdout, /\(sudo\)/);
}

/** An update would boot from there next. */
async function stagedToo(_: Lab, pi: Pi): Promise<void> {
  await imagesUser(_, pi);
  assert.match((await pi.read("/boot/firmware/new/cmdline.txt")) ?? "", /panic=10 .*cgroup_enable=memory/);
}

async function firstRunIsOver(_: Lab, pi: Pi): Promise<void> {
  assert.equal(await pi.read("/boot/firmware/firstrun.sh"), undefined);
  assert.ok(!(await kernelWords(pi)).some((word) => /^systemd\.|^init=/.test(word)));
}
