export * from "./boot-files.ts";
export * from "./channel.ts";
export * from "./error.ts";
export * as grammar from "./grammar.ts";
export * from "./limits.ts";
export * from "./spec.ts";
export * from "./trust.ts";
export * from "./websocket.ts";
export * from "./wire.ts";
