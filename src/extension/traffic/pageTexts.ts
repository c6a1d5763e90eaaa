// Written by "npm run manifest".
/** The texts of the Traffic page. */
// prettier-ignore
export const PAGE_TEXTS: readonly string[] = [
];
