/** What a certificate request (PKCS#10, RFC 2986) asks for. The only file that decodes ASN.1. */
import { CertificationRequest } from "@peculiar/asn1-csr";
import { AsnConvert } from "@peculiar/asn1-schema";

/** RFC 4519 names in their dotted form. */
const COMMON_NAME = "2.5.4.3";
const ORGANISATION = "2.5.4.10";

export interface Subject {
  readonly organisation: string;
  readonly commonName: string;
}

/**
 * The subject of a request that asks for one organisation and one common name and for nothing besides: no other name, no
 * extension. Anything else, and whatever two readers could read in two ways, is `undefined`. `pem` is one PEM block.
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

/** Go's decoder takes the first block of many and skips what is around it; a kubelet sends one and nothing else. */
function derOf(pem: string): Buffer | undefined {
  const block = /^-----BEGIN CERTIFICATE REQUEST-----\n([A-Za-z0-9+/=\n]+)\n-----END CERTIFICATE REQUEST-----\n?$/.exec(
    pem,
  );
  return block?.[1] === undefined ? undefined : Buffer.from(block[1], "base64");
}
