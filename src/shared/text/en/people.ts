// What is said about the waiting list, leavers and passwords.
export const people = {}
