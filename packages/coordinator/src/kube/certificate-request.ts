/** A CertificateSigningRequest of the API server, as far as the coordinator needs it. */
import type { CertificateRequest } from "../domain/certificate-request.ts";
import { plainSubject } from "./pkcs10.ts";

interface Condition {
  readonly type?: string;
  readonly reason?: string;
}

interface Shape {
  readonly metadata?: { readonly name?: string; readonly uid?: string };
  readonly spec?: {
    readonly request?: string;
    readonly signerName?: string;
    readonly username?: string;
    readonly groups?: readonly string[];
    readonly usages?: readonly string[];
  };
  readonly status?: { readonly conditions?: readonly Condition[]; readonly certificate?: string };
}

/** With the object that it was parsed from, which an approval has to repeat. */
export interface RequestObject extends CertificateRequest {
  readonly object: object;
}

/** `undefined` for anything that is not a request. Never throws: one bad entry must not hide the others. */
export function parseRequest(object: unknown): RequestObject | undefined {
  if (typeof object !== "object" || object === null) return undefined;
  const { metadata, spec, status } = object as Shape;
  if (!metadata?.name || !metadata.uid || !spec) return undefined;
  const decision = status?.conditions?.find(
    ({ type }) => type === "Approved" || type === "Denied" || type === "Failed",
  );
  return {
    name: metadata.name,
    uid: metadata.uid,
    signer: spec.signerName ?? "",
    username: spec.username ?? "",
    groups: spec.groups ?? [],
    usages: spec.usages ?? [],
    // Decoded on demand: a request is reported three times, and the subject matters only once.
    get subject() {
      return plainSubject(Buffer.from(spec.request ?? "", "base64").toString("utf8"));
    },
    decision: decision && { isApproved: decision.type === "Approved", reason: decision.reason ?? "" },
    isIssued: Boolean(status?.certificate),
    object,
  };
}

/** The object to PUT to the subresource `approval`: the server uses only its condition. */
export function decided(object: object, type: "Approved" | "Denied", message: string, at: number): object {
  const { status = {} } = object as Shape;
  const condition = {
    ...{ type, status: "True", reason: REASON, message },
    lastUpdateTime: new Date(at).toISOString().replace(/\.\d+Z$/, "Z"),
  };
  return { ...object, status: { ...status, conditions: [...(status.conditions ?? []), condition] } };
}

/** The reason of the coordinator's conditions, in the one-word form that the API server accepts. */
const REASON = "RackberryToken";
