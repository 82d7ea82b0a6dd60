/** This machine's access to the cluster, from the administrator's kubeconfig that kubeadm wrote. */
import { isIP } from "node:net";
import { notUnderstood } from "../coordinator/answers.ts";
import { parseDocument } from "../yaml.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface Access {
  /** Name of the cluster, the user and the context. */
  readonly name: string;
  /** The rack's pin: it identifies the rack's own entries, even after the cluster was created again. */
  readonly pin: string;
  readonly cluster: Fields;
  readonly user: Fields;
}

export interface Reach {
  readonly name: string;
  readonly pin: string;
  /** The control plane's address; without one, the server keeps the name from kubeadm. */
  readonly address?: string;
}

/** Throws `unimplemented` when it is not a kubeconfig with one cluster and one user. */
export function accessFrom(admin: string, { name, pin, address }: Reach): Access {
  const { clusters, users } = fieldsOf(parsed(admin));
  const cluster = fieldsOf(fieldsOf(only(clusters)).cluster);
  return {
    name,
    pin,
    cluster: { ...cluster, ...serverAt(cluster.server, address) },
    user: fieldsOf(fieldsOf(only(users)).user),
  };
}

/** No resolver knows the cluster's name: connect to the address, and check the certificate against the name. */
function serverAt(server: unknown, address: string | undefined): Fields {
  if (typeof server !== "string" || !URL.canParse(server)) throw notUnderstood();
  const url = new URL(server);
  const name = url.hostname;
  if (address === undefined || isIP(name.replace(/^\[|\]$/g, ""))) return {};
  return {
    server: `https://${isIP(address) === 6 ? `[${address}]` : address}:${url.port || 443}`,
    "tls-server-name": name,
  };
}

function parsed(text: string): unknown {
  const document = parseDocument(text, { prettyErrors: false, logLevel: "error" });
  if (document.errors.length > 0) throw notUnderstood();
  return document.toJS();
}

function fieldsOf(value: unknown): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw notUnderstood();
}

function only(list: unknown): unknown {
  if (Array.isArray(list) && list.length === 1) return list[0];
  throw notUnderstood();
}
