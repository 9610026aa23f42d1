/** Where a ledger stands: in a file, or in a database. */

/** The address of the database; null for the path of a file. */
export const databaseAt = (where: string): string | null => (/^postgres(ql)?:\/\//.test(where) ? where : null)
