/**
 * The programs of the rack's mirror. Two serve the rack what is stored: the package server asks nobody else (or it would be a
 * proxy for anybody), the image server sees a read-only file system (a push could take over the cluster). Two fill it, one
 * after the other, where only this host reaches them. Pure.
 */
import { MIRROR_IMAGES_PORT, MIRROR_PACKAGES_PORT } from "@rackberry/protocol";
import type { WantedFile } from "../tools/files.ts";
import {
  FILL_IMAGES,
  FILL_IMAGES_PORT,
  FILL_PACKAGES,
  FILL_PACKAGES_PORT,
  HEAD,
  IMAGES_CERTIFICATE,
  IMAGES_DIRECTORY,
  IMAGES_KEY,
  MIRROR_SETTINGS,
  NEIGHBOURS,
  PACKAGES_DIRECTORY,
  SERVE_IMAGES,
  SERVE_PACKAGES,
  service,
} from "./mirror-units.ts";

/** apt-cacher-ng in a folder of settings of its own; Debian's are not read. */
function packagesSettings(name: string, more: Readonly<Record<string, string | number>>): WantedFile {
  const settings = {
    CacheDir: PACKAGES_DIRECTORY,
    // In memory: an access log is not worth the card's wear.
    LogDir: `/run/rackberry-mirror-${name}`,
    SocketPath: `/run/rackberry-mirror-${name}/socket`,
    // rack.yaml may name a repository at any port; only packages are let through.
    AllowUserPorts: 0,
    PassThroughPattern: "^$",
    ForwardBtsSoap: 0,
    ...more,
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key}: ${value}\n`);
  return { path: `${MIRROR_SETTINGS}/${name}/acng.conf`, content: `# ${HEAD}\n${lines.join("")}` };
}

const cacher = (name: string) => `/usr/sbin/apt-cacher-ng -c ${MIRROR_SETTINGS}/${name} ForeGround=1`;
/** It does not start where it cannot write, even if it never needs to. */
const cacherFolders = (name: string) =>
  `Type=notify\nStateDirectory=rackberry-mirror/packages\nRuntimeDirectory=rackberry-mirror-${name}\n`;

export const packagesFiles: readonly WantedFile[] = [
  packagesSettings("packages", { Port: MIRROR_PACKAGES_PORT, Offlinemode: 1 }),
  packagesSettings("packages-fill", { BindAddress: "127.0.0.1", Port: FILL_PACKAGES_PORT }),
  service({
    name: SERVE_PACKAGES,
    description: "serves packages to the rack",
    user: "apt-cacher-ng",
    exec: cacher("packages"),
    service: cacherFolders("packages") + NEIGHBOURS,
    atBoot: true,
  }),
  service({
    name: FILL_PACKAGES,
    description: "pulls packages",
    user: "apt-cacher-ng",
    exec: cacher("packages-fill"),
    // Never two running in one folder.
    unit: `Conflicts=${SERVE_PACKAGES}\nAfter=${SERVE_PACKAGES}\n`,
    service: cacherFolders("packages-fill"),
    atBoot: false,
  }),
];

/** docker-registry's; JSON is YAML. */
function imagesSettings(name: string, http: object, readonly: boolean): WantedFile {
  const storage = { filesystem: { rootdirectory: IMAGES_DIRECTORY }, maintenance: { readonly: { enabled: readonly } } };
  const settings = { version: "0.1", log: { level: "warn" }, storage, http };
  return { path: `${MIRROR_SETTINGS}/${name}.json`, content: `${JSON.stringify(settings, null, 2)}\n` };
}

const credential = (name: string) => `/run/credentials/${SERVE_IMAGES}/${name}`;
const registry = (name: string) => `/usr/bin/docker-registry serve ${MIRROR_SETTINGS}/${name}.json`;

export const imagesFiles: readonly WantedFile[] = [
  imagesSettings(
    "images",
    {
      addr: `:${MIRROR_IMAGES_PORT}`,
      tls: { certificate: credential("images.crt"), key: credential("images.key"), minimumtls: "tls1.2" },
    },
    true,
  ),
  imagesSettings("images-fill", { addr: `127.0.0.1:${FILL_IMAGES_PORT}` }, false),
  service({
    name: SERVE_IMAGES,
    description: "serves images to the rack",
    user: "docker-registry",
    exec: registry("images"),
    service: `LoadCredential=images.key:${IMAGES_KEY}\nLoadCredential=images.crt:${IMAGES_CERTIFICATE}\n${NEIGHBOURS}`,
    atBoot: true,
  }),
  service({
    name: FILL_IMAGES,
    description: "takes images from containerd",
    user: "docker-registry",
    exec: registry("images-fill"),
    // Only root on this host can reach it.
    service: "PrivateNetwork=yes\nStateDirectory=rackberry-mirror/images\n",
    atBoot: false,
  }),
];
