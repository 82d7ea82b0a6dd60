import type { Verb } from "../verb.ts";
import { adopt } from "./adopt.ts";
import { apply } from "./apply.ts";
import { card } from "./card.ts";
import { completion } from "./completion.ts";
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
import { wait } from "./wait.ts";

/** In the order in which a rack needs them. */
export const VERBS: readonly Verb[] = [
  init,
  card,
  up,
  pin,
  status,
  wait,
  plan,
  apply,
  adopt,
  logs,
  kubeconfig,
  mirror,
  upgrade,
  reset,
  completion(() => VERBS),
];
