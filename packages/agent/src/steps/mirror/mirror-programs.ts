/**
 * The programs of the rack's mirror. Two serve the rack: the package server never asks upstream (or it would be an open
 * proxy), and the image server sees a read-only file system (whoever could push could take over the cluster). Two others
 * fill the mirror, one after the other, where only this host reaches them. Pure.
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

/** Settings for apt-cacher-ng in a separate folder, so that Debian's are not read. */
function packagesSettings(name: string, more: Readonly<Record<string, string | number>>): WantedFile {
  const settings = {
    CacheDir: PACKAGES_DIRECTORY,
    // In memory: request logs are not worth wearing out the card.
    LogDir: `/run/rackberry-mirror-${name}`,
    SocketPath: `/run/rackberry-mirror-${name}/socket`,
    // rack.yaml may name a repository on any port; nothing but packages is let through.
    AllowUserPorts: 0,
    PassThroughPattern: "^$",
    ForwardBtsSoap: 0,
    ...more,
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key}: ${value}\n`);
  return { path: `${MIRROR_SETTINGS}/${name}/acng.conf`, content: `# ${HEAD}\n${lines.join("")}` };
}

const cacher = (name: string) => `/usr/sbin/apt-cacher-ng -c ${MIRROR_SETTINGS}/${name} ForeGround=1`;
/** apt-cacher-ng does not start without a writable folder, even if it never writes. */
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
    description: "downloads packages",
    user: "apt-cacher-ng",
    exec: cacher("packages-fill"),
    // The two must never use one folder at a time.
    unit: `Conflicts=${SERVE_PACKAGES}\nAfter=${SERVE_PACKAGES}\n`,
    service: cacherFolders("packages-fill"),
    atBoot: false,
  }),
];

/** Settings for docker-registry, which reads YAML; JSON is YAML. */
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
