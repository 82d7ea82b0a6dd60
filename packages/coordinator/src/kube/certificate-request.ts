/** A CertificateSigningRequest of the API server, as far as the coordinator cares. */
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

/** With the object that it came from, which an approval has to repeat. */
export interface RequestObject extends CertificateRequest {
  readonly object: object;
}

/** `undefined` for what is no request. Never throws: one bad entry must not hide the others. */
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
    // Read when somebody asks: of the three times that a request is told of, it matters once.
    get subject() {
      return plainSubject(Buffer.from(spec.request ?? "", "base64").toString("utf8"));
    },
    decision: decision && { isApproved: decision.type === "Approved", reason: decision.reason ?? "" },
    isIssued: Boolean(status?.certificate),
    object,
  };
}

/** The object as it is put to the subresource `approval`: the server takes nothing of it but the condition. */
export function decided(object: object, type: "Approved" | "Denied", message: string, at: number): object {
  const { status = {} } = object as Shape;
  const condition = {
    ...{ type, status: "True", reason: REASON, message },
    lastUpdateTime: new Date(at).toISOString().replace(/\.\d+Z$/, "Z"),
  };
  return { ...object, status: { ...status, conditions: [...(status.conditions ?? []), condition] } };
}

/** Of our conditions; the API server takes a word in this form. */
const REASON = "RackberryToken";
