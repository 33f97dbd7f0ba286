// What window and main agree on about printing.

/** The most rows of one print: some 350 pages. More are left out, and the paper says so. */
export const printLimit = 10_000
