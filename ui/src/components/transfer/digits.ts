/** Digits as they are read out over the telephone: four and four. */
export const inFours = (digits: string): string => digits.replace(/(\d{4})(?=\d)/gu, "$1 ");
