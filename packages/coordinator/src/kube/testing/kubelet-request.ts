/** Certificate requests like a kubelet's, for tests: made by the openssl program, each with a fresh key. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const exec = promisify(execFile);

/** PEM. `more` are further arguments for `openssl req`, such as extensions that no kubelet asks for. */
export async function certificationRequest(subject: string, more: readonly string[] = []): Promise<string> {
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "/dev/null"];
  return (await exec("openssl", ["req", "-new", ...key, "-subj", subject, ...more])).stdout;
}

export const kubeletRequest = (node: string): Promise<string> =>
  certificationRequest(`/O=system:nodes/CN=system:node:${node}`);
