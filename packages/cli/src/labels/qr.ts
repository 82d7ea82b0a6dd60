/** QR codes, by the library `qr`. */
import encodeQR from "qr";

/** An SVG element. Error correction M: a scratched label can still be read. */
export const qrSvg = (text: string): string => encodeQR(text, "svg", { ecc: "medium", border: 4 });
