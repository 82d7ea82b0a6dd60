/** Version of the running program. The bundler replaces the name with the package's version; "dev" from source. */
declare const RACKBERRY_VERSION: string | undefined;
export const VERSION: string = typeof RACKBERRY_VERSION === "string" ? RACKBERRY_VERSION : "dev";
