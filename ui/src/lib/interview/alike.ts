// Instances that come by the thousand and are alike: the shell tells one of them, and the places of the others. Pure.
import type { AlikeInstances } from "../backend/contract/AlikeInstances";
import type { InterviewDelta } from "../backend/contract/InterviewDelta";
import type { InterviewView } from "../backend/contract/InterviewView";
import type { NodeState } from "../backend/contract/NodeState";

/** Every node of an interview. */
export function allNodes(view: InterviewView): NodeState[] {
  const { nodes, alike = [] } = view;
  return alike.length === 0 ? nodes : withAlike(nodes, (state) => state.at, runsOf(alike), moved);
}

/** The same change with every node named. */
export function unfolded(delta: InterviewDelta): InterviewDelta {
  const { alike = [] } = delta;
  if (alike.length === 0) return delta;
  const runs = runsOf(alike);
  const changed = withAlike(delta.changed, (state) => state.at, runs, moved);
  const order =
    delta.order === null
      ? null
      : withAlike(
          delta.order,
          (at) => at,
          runs,
          (_, at) => at,
        );
  return { ...delta, changed, order, alike: [] };
}

const runsOf = (alike: readonly AlikeInstances[]): Map<string, Run> =>
  new Map(alike.map((run) => [run.first, new Run(run.first, run.instances)]));

const moved = (state: NodeState, at: string): NodeState => ({ ...state, at });

/** Instances that are as one; the places in them are made once, so that who looks for one finds the very same. */
class Run {
  readonly #ends = new Map<string, string[]>();

  constructor(
    readonly first: string,
    readonly instances: readonly string[],
  ) {}

  /** The places of the others where the first one has this. */
  placesOf(at: string): readonly string[] {
    const end = at.slice(this.first.length);
    let places = this.#ends.get(end);
    if (places === undefined) {
      places = this.instances.map((other) => other + end);
      this.#ends.set(end, places);
    }
    return places;
  }
}

/** A list in document order, with what it has of each first instance once more for every other. */
function withAlike<Item>(
  items: readonly Item[],
  placeOf: (item: Item) => string,
  runs: ReadonlyMap<string, Run>,
  moved: (item: Item, at: string) => Item,
): Item[] {
  const out: Item[] = [];
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    if (item === undefined) continue;
    out.push(item);
    const first = placeOf(item);
    const run = runs.get(first);
    if (run === undefined) continue;
    const own = [item];
    for (let next = items[index + 1]; next !== undefined; next = items[index + 1]) {
      if (!placeOf(next).startsWith(`${first}/`)) break;
      own.push(next);
      out.push(next);
      index += 1;
    }
    const places = own.map((each) => run.placesOf(placeOf(each)));
    run.instances.forEach((_, nth) => {
      own.forEach((each, node) => out.push(moved(each, places[node]?.[nth] ?? "")));
    });
  }
  return out;
}
