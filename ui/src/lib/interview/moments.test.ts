import { expect, test } from "vitest";
import type { QuestionType } from "../backend/contract/QuestionType";
import { fromMoment, partsAsked, splitClock, toMoment, zoneOf } from "./moments";

const asked = (
  question_type: QuestionType,
  ...appearance: string[]
): { question_type: QuestionType; appearance: string[] } => ({
  question_type,
  appearance,
});
const NONE = { year: "", month: "", day: "", hour: "", minute: "" };
const zone = (): string => "+05:00";

test("a time is kept with seconds and the offset of the device, and shown as a clock shows it", () => {
  const stored = fromMoment({ ...NONE, hour: "9", minute: "5" }, asked("time"), zone);
  expect(stored).toEqual({ state: "value", value: "09:05:00.000+05:00" });
  expect(toMoment(stored, asked("time"))).toEqual({ ...NONE, hour: "09", minute: "05" });
  expect(fromMoment(NONE, asked("time"), zone)).toEqual({ state: "blank" });
});

test("what is no time yet is kept as typed", () => {
  for (const [hour, minute, value] of [
    ["9", "", "9:"],
    ["", "30", ":30"],
    ["24", "00", "24:00"],
    ["9", "60", "9:60"],
  ] as const) {
    const stored = fromMoment({ ...NONE, hour, minute }, asked("time"), zone);
    expect(stored).toEqual({ state: "value", value });
    expect(toMoment(stored, asked("time"))).toEqual({ ...NONE, hour, minute });
  }
});

test("a date with a time is one moment; a day whose hour is not known is kept as a day", () => {
  const day = { year: "2026", month: "3", day: "4", hour: "", minute: "" };
  expect(fromMoment({ ...day, hour: "14", minute: "30" }, asked("datetime"), zone)).toEqual({
    state: "value",
    value: "2026-03-04T14:30:00.000+05:00",
  });
  expect(fromMoment(day, asked("datetime"), zone)).toEqual({ state: "partial", value: "2026-03-04" });
  expect(fromMoment({ ...day, day: "" }, asked("datetime"), zone)).toEqual({ state: "partial", value: "2026-03" });
  const half = fromMoment({ ...day, day: "", hour: "14", minute: "30" }, asked("datetime"), zone);
  expect(half).toEqual({ state: "value", value: "2026-03T14:30" });
  expect(toMoment(half, asked("datetime"))).toEqual({ ...day, day: "", hour: "14", minute: "30" });
});

test("a question for a year or a month asks no more, and keeps its first day", () => {
  expect(partsAsked(asked("date", "year"))).toEqual(["year"]);
  expect(partsAsked(asked("date", "month-year", "no-calendar"))).toEqual(["year", "month"]);
  const year = fromMoment({ ...NONE, year: "1987" }, asked("date", "year"));
  expect(year).toEqual({ state: "value", value: "1987-01-01" });
  expect(toMoment(year, asked("date", "year"))).toEqual({ ...NONE, year: "1987" });
  expect(fromMoment({ ...NONE, year: "1987", month: "3" }, asked("date", "month-year"))).toEqual({
    state: "value",
    value: "1987-03-01",
  });
  expect(fromMoment({ ...NONE, year: "1987" }, asked("date", "month-year"))).toEqual({
    state: "partial",
    value: "1987",
  });
  expect(fromMoment({ ...NONE, year: "19" }, asked("date", "year"))).toEqual({ state: "value", value: "19--" });
});

test("a whole time typed or pasted into the hours is taken apart", () => {
  for (const text of ["9:30", "9.30", "09 30", "09:30:00.000"]) expect(splitClock(text)?.minute, text).toBe("30");
  expect(splitClock("0930")).toEqual({ hour: "09", minute: "30" });
  expect(splitClock("9:")).toEqual({ hour: "9", minute: "" });
  for (const text of ["9", "09", "noon", "930"]) expect(splitClock(text), text).toBeNull();
});

test("the offset is written with its sign", () => {
  const at = (minutes: number): Date => ({ getTimezoneOffset: () => minutes }) as Date;
  expect([at(-300), at(0), at(210), at(-345)].map(zoneOf)).toEqual(["+05:00", "+00:00", "-03:30", "+05:45"]);
});
