/** Ports and limits that both ends observe. Sizes in bytes, times in milliseconds. */
export const AGENT_PORT = 7440;
export const API_PORT = 7443;
/** The rack's mirror on the master: Debian's and Kubernetes' packages (http, a proxy), images (https). */
export const MIRROR_PACKAGES_PORT = 7441;
export const MIRROR_IMAGES_PORT = 7442;
/** Memory of a control plane, MiB: what kubeadm requires (ControlPlaneMem in its constants.go). */
export const LEAST_CONTROL_PLANE_MIB = 1700;
/** Where the agent puts the cluster's address and CA for kubeadm join, whose configuration names it. */
export const DISCOVERY_CONF = "/run/pi-agent/discovery.conf";
/** This side's protocol version, and the oldest that is still accepted. */
export const PROTOCOL = 1;
export const PROTOCOL_MINIMUM = 1;
/** Largest message in either direction, checked before it is decoded. */
export const MAX_MESSAGE = 64 * 1024;
/** Largest frame: a message with its signature. */
export const MAX_FRAME = MAX_MESSAGE + 512;
/** Bytes of a message for what the owner gives each node (ssh keys, mirrors …); the rest is for other nodes' names. */
export const MAX_OWNER_SHARE = MAX_MESSAGE / 2;
/** Largest message accepted from an unauthenticated peer. */
export const MAX_GREETING = 4 * 1024;
export const HANDSHAKE_DEADLINE = 5_000;
/** From the end of TLS to the end of adoption or welcome. */
export const AUTHENTICATION_DEADLINE = 10_000;
/** Sockets whose first TLS record is incomplete, in total and from one source. They are cheap, so the limit is high. */
export const MAX_SILENT = 128;
export const MAX_SILENT_OF_ONE = 32;
/** Sockets that have started a handshake and are not checked yet, in total and from one source. */
export const MAX_CALLERS = 32;
export const MAX_CALLERS_OF_ONE = 8;
/** Places for callers from an address that has shown the pin or the token; how many such addresses are remembered. */
export const OWN_PLACES = 4;
export const MAX_KNOWN = 16;
/** Largest first record of a TLS handshake: 1.8 KB with today's largest key shares. */
export const MAX_HELLO = 8 * 1024;
/** Largest package of the agent. */
export const MAX_PACKAGE = 200 * 1024 * 1024;

/** Options of ws at both ends: with its defaults, ten sockets can pin 18 MiB. */
export const WEBSOCKET_LIMITS = {
  maxPayload: MAX_FRAME,
  maxFragments: 16,
  maxBufferedChunks: 256,
  perMessageDeflate: false,
  // By default, a peer that does not answer the close would hold the socket for half a minute.
  closeTimeout: 1_000,
} as const;
