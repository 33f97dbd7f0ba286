// Sentences about the database that the program brings along.
export const embedded = {
  inUse: (pid: number, folder: string) =>
    `This lab is already open in another running program (process ${pid}), and only one at a time can have the folder ${folder}. Close that program, or start this one with another --user-data-dir.`,
  notStarted:
    'The embedded database did not start. Try again; if it happens again, check that the disk has room and that the folder can be written, and look into the log (Help > Open log folder).',
}
