/** The rack's cards and the Pis that they are in, as text. Pure. */
import type { NodeStatus, RackStatus } from "@rackberry/config";
import { shortCardId } from "./labels/label-sheet.ts";
import { plain } from "./plain.ts";
import { isMaster, type MadeCard } from "./rack/card-list.ts";
import { detailOf } from "./view.ts";
import { wrapped } from "./wrap.ts";

/** A card with the node that it introduced, which is absent until its Pi has been seen. */
export interface CardState {
  readonly card: MadeCard;
  readonly node?: NodeStatus;
}

export function cardStates(cards: readonly MadeCard[], nodes: readonly NodeStatus[]): CardState[] {
  return cards.map((card) => ({ card, node: nodes.find(({ cardId }) => cardId === card.id) }));
}

export const isUp = ({ node }: CardState): boolean => node?.phase === "ready";

/** What to call it: the node's name once there is one, otherwise whose card it is. */
export const cardName = ({ card, node }: CardState): string =>
  node?.name ?? card.name ?? (isMaster(card) ? "the master" : "a node");

/** Its state as a sentence; `now` is in milliseconds since 1970. */
export function cardSentence({ card, node }: CardState, now: number): string {
  if (!node) return `card ${shortCardId(card.id)} was made, but its Pi has not been seen yet: is it plugged in?`;
  return `${node.phase} ${detailOf(node, now)}`.trimEnd();
}

interface UpViewOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Columns. */
  readonly width: number;
}

/** Each card's Pi, in full; then the nodes without a card here, and the Pis that are not in the rack. */
export function upView(cards: readonly MadeCard[], status: RackStatus, { now, width }: UpViewOptions): string[] {
  const states = cardStates(cards, status.nodes);
  const others = status.nodes.filter((node) => !states.some((state) => state.node === node));
  const rows = [
    ...states.map((state) => [cardName(state), cardSentence(state, now)] as const),
    ...others.map((node) => [node.name, `${node.phase} ${detailOf(node, now)}`.trimEnd()] as const),
  ];
  const column = Math.max(...rows.map(([name]) => name.length));
  const ready = states.filter(isUp).length;
  return [
    `${status.rack}: ${ready} of ${states.length} ready`,
    ...status.notices,
    ...rows.map(([name, sentence]) => `  ${name.padEnd(column)}  ${sentence}`),
    ...status.strangers.map(({ serial, address, reason }) => `  ${serial} at ${address} is not in the rack: ${reason}`),
  ]
    .map(plain)
    .flatMap((line) => (line.length <= width ? [line] : wrapped(line, width)));
}
