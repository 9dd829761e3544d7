import { expect, test } from "vitest";
import { fromPlace, fromPoints, NOWHERE, splitPlace, toPlace, toPoints, wrongPart } from "./places";

const place = (latitude: string, longitude: string, altitude = "", accuracy = ""): typeof NOWHERE => ({
  latitude,
  longitude,
  altitude,
  accuracy,
});

test("a place is stored as it is known, and comes back into its fields", () => {
  const cases: [ReturnType<typeof place>, string][] = [
    [place("43.238", "76.889"), "43.238 76.889"],
    [place("43.238", "76.889", "850"), "43.238 76.889 850"],
    [place("-43", "76", "", "12"), "-43 76 0 12"],
    [NOWHERE, ""],
  ];
  for (const [parts, text] of cases) expect(fromPlace(parts)).toBe(text);
  expect(toPlace("43.2 76.8 0 0")).toEqual(place("43.2", "76.8", "0", "0"));
});

test("what is no place yet is kept as typed, each part in its field", () => {
  for (const parts of [
    place("43.238", ""),
    place("", "76"),
    place("95", "76"),
    place("43", "76", "", "-1"),
    place("43", "east"),
  ]) {
    expect(toPlace(fromPlace(parts))).toEqual(parts);
  }
  expect(fromPlace(place("43,238", "76,889"))).toBe("43.238 76.889");
});

test("the part that is wrong is named", () => {
  const cases: [ReturnType<typeof place>, string | null][] = [
    [NOWHERE, null],
    [place("90", "-180"), null],
    [place("90.1", "0"), "latitude"],
    [place("43", "181"), "longitude"],
    [place("43", ""), "longitude"],
    [place("", "76"), "latitude"],
    [place("43", "76", "high"), "altitude"],
    [place("43", "76", "", "-5"), "accuracy"],
  ];
  for (const [parts, wrong] of cases) expect(wrongPart(parts), JSON.stringify(parts)).toBe(wrong);
});

test("a whole place pasted into the first field is taken apart", () => {
  for (const text of [
    "43.238, 76.889",
    "43.238,76.889",
    "43.238 76.889",
    "(43.238; 76.889)",
    "43,238 76,889",
    "43,238, 76,889",
    "43.238° N, 76.889° E",
    " 43.238°\u00a076.889° ",
  ]) {
    expect(splitPlace(text), text).toEqual(place("43.238", "76.889"));
  }
  expect(splitPlace("43, 76")).toEqual(place("43", "76"));
  expect(splitPlace("43.2 76.8 850 5")).toEqual(place("43.2", "76.8", "850", "5"));
  expect(splitPlace("43°14'24\"N 76°53'24\"W")).toEqual(place("43.24", "-76.89"));
  expect(splitPlace("33.9 S, 151.2 E")).toEqual(place("-33.9", "151.2"));
  for (const text of ["43.238", "Almaty", "43,238", "1 2 3 4 5", "https://example.org/@43.2,76.8"])
    expect(splitPlace(text), text).toBeNull();
});

test("a line is its points, an area is closed by its first", () => {
  const points = [place("43", "76"), place("43.1", "76"), place("43.1", "76.1")];
  expect(fromPoints(points, false)).toBe("43 76;43.1 76;43.1 76.1");
  const area = fromPoints(points, true);
  expect(area).toBe("43 76;43.1 76;43.1 76.1;43 76");
  expect(toPoints(area, true)).toEqual(points);
  expect(toPoints("43 76 0 0; 43.1 76 0 0;", false)).toEqual([
    place("43", "76", "0", "0"),
    place("43.1", "76", "0", "0"),
  ]);
});

test("an empty point at the end is none, one that is half typed stays", () => {
  expect(fromPoints([place("43", "76"), NOWHERE], false)).toBe("43 76");
  const half = fromPoints([place("43", "76"), place("44", ""), place("45", "76")], true);
  expect(toPoints(half, true)).toEqual([place("43", "76"), place("44", ""), place("45", "76")]);
  expect(toPoints("", true)).toEqual([]);
  expect(fromPoints([], true)).toBe("");
});
