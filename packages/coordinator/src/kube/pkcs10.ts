/** What a certificate request (PKCS#10, RFC 2986) asks for. The only file that decodes ASN.1. */
import { CertificationRequest } from "@peculiar/asn1-csr";
import { AsnConvert } from "@peculiar/asn1-schema";

/** Object identifiers of the RFC 4519 names. */
const COMMON_NAME = "2.5.4.3";
const ORGANISATION = "2.5.4.10";

export interface Subject {
  readonly organisation: string;
  readonly commonName: string;
}

/**
 * The subject of a request that asks for one organisation and one common name and nothing else: no other name, no
 * extension. Returns `undefined` for anything else, and for encodings that two parsers could read differently. `pem` is
 * one PEM block.
 */
export function plainSubject(pem: string): Subject | undefined {
  try {
    const der = derOf(pem);
    const request = der && AsnConvert.parse(der, CertificationRequest);
    if (!request || !Buffer.from(AsnConvert.serialize(request)).equals(der)) return undefined;
    const { subject, attributes } = request.certificationRequestInfo;
    const names = subject.flatMap((relative) => [...relative]);
    if (names.length !== 2 || attributes.length > 0) return undefined;
    const [organisation, commonName] = [ORGANISATION, COMMON_NAME].map((type) => {
      const value = names.find((name) => name.type === type)?.value;
      return value?.printableString ?? value?.utf8String;
    });
    return organisation && commonName ? { organisation, commonName } : undefined;
  } catch {
    return undefined;
  }
}

/** Strict: Go's decoder takes the first of several blocks and skips other text; a kubelet sends one block only. */
function derOf(pem: string): Buffer | undefined {
  const block = /^-----BEGIN CERTIFICATE REQUEST-----\n([A-Za-z0-9+/=\n]+)\n-----END CERTIFICATE REQUEST-----\n?$/.exec(
    pem,
  );
  return block?.[1] === undefined ? undefined : Buffer.from(block[1], "base64");
}
