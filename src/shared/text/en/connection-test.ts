// Sentences of the connection test: what each step found, why it failed, and what to do about it.
export const connectionTest = {}
