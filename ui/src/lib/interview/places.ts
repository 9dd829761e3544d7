// Places typed by hand: a point, a line, an area. Pure.

export interface GeoPoint {
  latitude: string;
  longitude: string;
  /** Metres; may be left out. */
  altitude: string;
  /** Metres; may be left out. */
  accuracy: string;
}

export type GeoPart = keyof GeoPoint;
export const GEO_PARTS = ["latitude", "longitude", "altitude", "accuracy"] as const satisfies readonly GeoPart[];
export const NOWHERE: GeoPoint = { latitude: "", longitude: "", altitude: "", accuracy: "" };

const number = (text: string): number => (/^-?\d+(?:\.\d*)?$/.test(text) ? Number(text) : Number.NaN);
const isEmpty = (place: GeoPoint): boolean => GEO_PARTS.every((part) => place[part] === "");

/** The part that is wrong; `null` while nothing is, or where nothing is typed. */
export function wrongPart(place: GeoPoint): GeoPart | null {
  if (isEmpty(place)) return null;
  if (!(Math.abs(number(place.latitude)) <= 90)) return "latitude";
  if (!(Math.abs(number(place.longitude)) <= 180)) return "longitude";
  if (place.altitude !== "" && Number.isNaN(number(place.altitude))) return "altitude";
  if (place.accuracy !== "" && !(number(place.accuracy) >= 0)) return "accuracy";
  return null;
}

/**
 * As it is stored: `43.24 76.89`, and the height and how exact it is where they are known. What is no place yet is kept
 * with commas between its parts, so that each comes back into its field.
 */
export function fromPlace(place: GeoPoint): string {
  const [latitude, longitude, altitude, accuracy] = GEO_PARTS.map((part) => tidy(place[part])) as [
    string,
    string,
    string,
    string,
  ];
  const parts = { latitude, longitude, altitude, accuracy };
  if (isEmpty(parts)) return "";
  if (wrongPart(parts) !== null) return [latitude, longitude, altitude, accuracy].join(",");
  if (accuracy !== "") return `${latitude} ${longitude} ${altitude === "" ? "0" : altitude} ${accuracy}`;
  return altitude === "" ? `${latitude} ${longitude}` : `${latitude} ${longitude} ${altitude}`;
}

export function toPlace(text: string): GeoPoint {
  const [latitude = "", longitude = "", altitude = "", accuracy = ""] = text.includes(",")
    ? text.split(",")
    : text.trim().split(/\s+/);
  return { latitude, longitude, altitude, accuracy };
}

/** One number as typed: a comma is a decimal point, there is no space within, and a minus is a minus. */
const tidy = (typed: string): string =>
  typed
    .replace(/[\s\u00a0\u202f]/g, "")
    .replace(/,/g, ".")
    .replace(/[−–]/g, "-");

/**
 * A whole place as it is pasted from elsewhere: `43.238, 76.889`, `43,238 76,889`, `43.238° N, 76.889° E`,
 * `43°14′17″N 76°53′20″E`, or as it is stored. `null` for anything else.
 */
export function splitPlace(pasted: string): GeoPoint | null {
  const text = pasted
    .trim()
    .replace(/[−–]/g, "-")
    .replace(/^[([]|[)\]]$/g, "");
  const degrees = /^([^NSEW]*[NS])[\s,;]*([^NSEW]*[EW])$/iu.exec(text);
  if (degrees !== null) {
    const [latitude, longitude] = [fromDegrees(degrees[1] ?? ""), fromDegrees(degrees[2] ?? "")];
    return latitude === null || longitude === null ? null : { ...NOWHERE, latitude, longitude };
  }
  const bare = text.replace(/°/g, "");
  // Commas part the numbers where points are decimal; else they are decimal themselves and something else parts.
  const parts = bare.includes(".") || /^-?\d+,\s+-?\d+$/.test(bare) ? bare.split(/[\s,;]+/) : bare.split(/[\s;]+|,\s+/);
  const [latitude = "", longitude = "", altitude = "", accuracy = ""] = parts.filter((part) => part !== "").map(tidy);
  if (parts.length < 2 || parts.length > 4 || [latitude, longitude].some((part) => Number.isNaN(number(part))))
    return null;
  return { latitude, longitude, altitude, accuracy };
}

const FIGURE = String.raw`(\d+(?:[.,]\d+)?)`;
const MINUTES = String.raw`(?:${FIGURE}\s*['′’]\s*)?`;
const SECONDS = String.raw`(?:${FIGURE}\s*(?:["″”]|'')\s*)?`;
const DEGREES = new RegExp(String.raw`^\s*${FIGURE}\s*(?:°|\s)?\s*${MINUTES}${SECONDS}([NSEW])\s*$`, "iu");

/** `43°14′17″N` and `43.24° N` as a number of degrees. */
function fromDegrees(text: string): string | null {
  const found = DEGREES.exec(text);
  if (found === null) return null;
  const [degrees, minutes, seconds] = [found[1], found[2], found[3]].map((part) =>
    Number((part ?? "0").replace(",", ".")),
  );
  const sign = /[SW]/i.test(found[4] ?? "") ? -1 : 1;
  return String(sign * Number(((degrees ?? 0) + (minutes ?? 0) / 60 + (seconds ?? 0) / 3600).toFixed(7)));
}

/** The points of a line or an area. An area is stored closed: its last point is its first, and is shown once. */
export function toPoints(text: string, closed: boolean): GeoPoint[] {
  const parts = text.split(";").map((part) => part.trim());
  if (parts.at(-1) === "") parts.pop();
  if (closed && parts.length > 3 && parts[0] === parts.at(-1)) parts.pop();
  return parts.map(toPlace);
}

export function fromPoints(points: readonly GeoPoint[], closed: boolean): string {
  const parts = points.map((point) => fromPlace(point) || ",,,");
  while (parts.at(-1) === ",,,") parts.pop();
  if (closed && parts.length > 2 && points.every((point) => wrongPart(point) === null) && !parts.includes(",,,"))
    parts.push(parts[0] ?? "");
  return parts.join(";");
}
