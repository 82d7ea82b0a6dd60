/** A release as published: built for the address that serves it. */
import { execFileSync } from "node:child_process";
import { createReadStream, globSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { ROOT } from "../story/product.ts";

export interface ServedRelease extends AsyncDisposable {
  readonly folder: string;
  /** Name of pictl's Debian package in it. */
  readonly deb: string;
}

export async function servedRelease(folder: string): Promise<ServedRelease> {
  const server = createServer((request, response) => {
    const file = createReadStream(join(folder, basename(request.url ?? "")));
    file.on("error", () => response.writeHead(404).end()).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const options = ["--out", folder, "--url", `http://127.0.0.1:${port}`];
  execFileSync("npm", ["run", "--silent", "release", "--", ...options], { cwd: ROOT, stdio: "inherit" });
  const [deb = ""] = globSync("pictl_*_amd64.deb", { cwd: folder });
  return {
    folder,
    deb,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
