/** Version of the program that this is in. The bundler puts the package's own in place of the name; from source it is "dev". */
declare const RACKBERRY_VERSION: string | undefined;
export const VERSION: string = typeof RACKBERRY_VERSION === "string" ? RACKBERRY_VERSION : "dev";
