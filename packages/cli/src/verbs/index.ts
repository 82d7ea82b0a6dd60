import type { Verb } from "../verb.ts";
import { adopt } from "./adopt.ts";
import { card } from "./card.ts";
import { init } from "./init.ts";
import { kubeconfig } from "./kubeconfig.ts";
import { logs } from "./logs.ts";
import { mirror } from "./mirror.ts";
import { pin } from "./pin.ts";
import { plan } from "./plan.ts";
import { reset } from "./reset.ts";
import { status } from "./status.ts";
import { up } from "./up.ts";
import { upgrade } from "./upgrade.ts";

/** In the order of a rack's life. */
export const VERBS: readonly Verb[] = [
  init,
  card,
  up,
  pin,
  status,
  plan,
  adopt,
  logs,
  kubeconfig,
  mirror,
  upgrade,
  reset,
];
