/** containerd's client, and a registry that stores what is pushed to it. */
import { type Program, write } from "./program.ts";

const STORE = "/var/lib/rackberry-mirror/images/docker/registry/v2/repositories";

export const mirrorPrograms: Readonly<Record<string, Program>> = {
  ctr: (args, { state, changed }) => {
    if (args.includes("--help")) return "";
    if (args.includes("list")) return state.images.map((name) => `${name}\n`).join("");
    const image = args.at(-1) ?? "";
    changed(`ctr pull ${image}`);
    if (!state.images.includes(image)) state.images.push(image);
    return "";
  },
  nsenter: (args, { state, changed }) => {
    const [copy = "", image = ""] = args.slice(-2);
    changed(`ctr push ${image}`);
    const [, path, tag] = /^127\.0\.0\.1:5000\/(.+):(.+)$/.exec(copy) ?? [];
    write(state, `${STORE}/${path}/_manifests/tags/${tag}/current/link`, "sha256:0");
    return "";
  },
  rm: (args, { state, changed }) => {
    const path = args.at(-1) ?? "";
    for (const place of [state.files, state.directories]) {
      for (const one of Object.keys(place)) {
        if (one !== path && !one.startsWith(`${path}/`)) continue;
        changed(`rm ${one}`);
        delete place[one];
      }
    }
    return "";
  },
};
