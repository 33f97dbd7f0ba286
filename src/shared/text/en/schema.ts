// Sentences about the database's tables, and about what the console may add to them.
export const schema = {}
