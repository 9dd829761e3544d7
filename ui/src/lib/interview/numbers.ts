// Numbers on a scale and numbers typed. Pure.

type Parameters = { [key in string]: string };

/** What a range goes through: from `start` by `step` to `end`, which may lie below. */
export interface Scale {
  start: number;
  end: number;
  /** How much one step adds; below zero where the end lies below the start. */
  step: number;
  /** Digits behind the point. */
  places: number;
}

/** So many steps are still pressed rather than typed. */
const MOST = 10;

/** The scale of a range. What is not said is from 1 to 10 by 1, as the engine has it. */
export function scaleOf(parameters: Parameters): Scale {
  const number = (name: string, otherwise: number): number => {
    const value = Number(parameters[name] ?? otherwise);
    return Number.isFinite(value) ? value : otherwise;
  };
  const [start, end, step] = [number("start", 1), number("end", 10), Math.abs(number("step", 1)) || 1];
  const places = Math.max(...["start", "step"].map((name) => parameters[name]?.split(".")[1]?.length ?? 0));
  return { start, end, step: end < start ? -step : step, places };
}

/** The numbers of a scale, when there are few enough to press. */
export function numbersOf(scale: Scale): string[] | null {
  const steps = (scale.end - scale.start) / scale.step;
  if (!(steps > 0) || steps > MOST) return null;
  return Array.from({ length: Math.floor(steps + 1e-9) + 1 }, (_, index) =>
    written(scale, scale.start + index * scale.step),
  );
}

/** The number one step up or down from a value, within the scale. From nothing the way begins at its near end. */
export function stepped(scale: Scale, value: string, way: 1 | -1): string {
  const [low, high] = [Math.min(scale.start, scale.end), Math.max(scale.start, scale.end)];
  const now = Number(value);
  if (value.trim() === "" || Number.isNaN(now)) return written(scale, way === 1 ? low : high);
  const size = Math.abs(scale.step);
  // A number between two steps goes to the nearer end of its own step first.
  const at = (now - scale.start) / size;
  const next = way === 1 ? Math.floor(at + 1e-9) + 1 : Math.ceil(at - 1e-9) - 1;
  return written(scale, Math.min(high, Math.max(low, scale.start + next * size)));
}

const written = (scale: Scale, value: number): string => value.toFixed(scale.places);

/** A number as typed, without the spaces that part its groups: they say nothing else. */
export const ungrouped = (typed: string): string => typed.replace(/(\d)[\s\u00a0\u202f]+(?=\d|$)/g, "$1");

/** Is it a number long enough to be read in groups, and short enough to be written so without a loss? */
export const hasGroups = (value: string): boolean => /^-?\d{4,15}(?:\.\d{1,3})?$/.test(value.trim());
